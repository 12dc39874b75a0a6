"""The dataset as the store holds it: what it is, whose, since when, of what and where, and in numbers.

Here stand no addresses: a release does not know at which hosts it will be served, and its dump cannot hold
its own hash. They are added where the description is served, with the files of the release.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from .. import terms
from ..errors import Message
from .statements import Value, about, iri, quads
from .void import count, linksets, numbers

DATASET: Final = NamedNode(terms.BASE + "dataset")
TEXTS: Final = NamedNode(terms.BASE + "dataset/texts")
PUBLISHER: Final = NamedNode(terms.BASE + "publisher")
LICENCE: Final = NamedNode("http://creativecommons.org/licenses/by/4.0/")
NAME: Final = "Căn Cứ"
TITLE: Final = Message(
    "Căn Cứ: kế hoạch công và căn cứ pháp lý", "Căn Cứ: public plans and their legal bases"
)
DESCRIPTION: Final = Message(
    "Kế hoạch, chỉ thị, quyết định, cơ quan, nhiệm vụ và chỉ tiêu của Việt Nam thành RDF; mỗi dữ kiện nối với"
    " căn cứ pháp lý và đúng lời văn nêu ra nó, kèm tình trạng kiểm tra: chưa dữ kiện nào được người trong"
    " ngành xác nhận trừ khi ghi “confirmed”. Nhãn và tên tiếng Anh là của dự án, không chính thức.",
    "Plans, directives, decisions, agencies, tasks and targets of Viet Nam as RDF, each fact with its legal"
    " basis, the exact words that state it and how far it has been checked: none was confirmed by people of"
    " the field unless it says “confirmed”. English labels and titles are the project's, unofficial.",
)
KEYWORDS: Final = (
    Message("kế hoạch công", "public plans"),
    Message("căn cứ pháp lý", "legal basis"),
    Message("chỉ tiêu", "targets"),
    Message("cơ quan nhà nước", "public agencies"),
)
_TEXTS_TITLE: Final = Message("Căn Cứ: nguyên văn các văn bản", "Căn Cứ: the texts of the documents")
_TEXTS_DESCRIPTION: Final = Message(
    "Nguyên văn đã chuẩn hóa mà các câu trích và vị trí chỉ tới. Chúng không phải của dự án: cơ sở giấy phép"
    " của từng văn bản được nêu riêng.",
    "The normalised texts that quotations and offsets refer to. They are not the project's: the licence basis"
    " of each text is told apart.",
)
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_THEMES: Final = AUTHORITY + "data-theme/"
GOVERNMENT: Final = NamedNode(_THEMES + "GOVE")
# The data themes of the Publications Office of the European Union, with the names it gives them.
_THEME_NAMES: Final = {
    "AGRI": "Agriculture, fisheries, forestry and food", "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport", "ENER": "Energy", "ENVI": "Environment",
    "GOVE": "Government and public sector", "HEAL": "Health", "INTR": "International issues",
    "JUST": "Justice, legal system and public safety", "REGI": "Regions and cities",
    "SOCI": "Population and society", "TECH": "Science and technology", "TRAN": "Transport",
}  # fmt: skip
LANGUAGES: Final = (NamedNode(AUTHORITY + "language/VIE"), NamedNode(AUTHORITY + "language/ENG"))
_IRREGULAR: Final = NamedNode(AUTHORITY + "frequency/IRREG")
_PUBLIC: Final = NamedNode(AUTHORITY + "access-right/PUBLIC")
_PERIOD: Final = NamedNode(terms.BASE + "dataset/period")
_ONTOLOGY: Final = NamedNode(terms.DEF)
_ATTRIBUTION: Final = NamedNode("http://purl.org/adms/licencetype/Attribution")

# What the data say of themselves as a whole, each a query for the values of ?value.
_ASKED: Final = {
    "created": "cancu: dct:created ?value FILTER(DATATYPE(?value) = xsd:date)",
    "modified": "?s dct:modified|cancu:seenOn ?value FILTER(DATATYPE(?value) = xsd:date)",
    "version": "cancu: owl:versionInfo ?value",
    "start": "?s cancu:periodStart ?value",
    "end": "?s cancu:periodEnd ?value",
    "subjects": "?s dct:subject ?value FILTER(ISIRI(?value))",
    "themes": f"""?s dct:subject/(skos:exactMatch|skos:closeMatch|skos:broadMatch) ?value
        FILTER(STRSTARTS(STR(?value), "{_THEMES}"))""",
    "places": f"""?s a cancu:Area ; cancu:level code:level\\/central ; schema:sameAs? ?value
        FILTER(?s = ?value || STRSTARTS(STR(?value), "{AUTHORITY}"))""",
}
_SOURCES: Final = """SELECT ?source ?document ?rights WHERE {
  ?source cancu:textOf ?document ; dct:rights ?rights } ORDER BY ?source ?document ?rights"""
Values = list[NamedNode | Literal]


def dataset(store: Store) -> list[Quad]:
    """What the default graph of a release is, for its own named graph."""
    return list(quads(terms.DATASET_GRAPH, _triples(store)))


def _triples(store: Store) -> Iterator[Triple]:
    found = {name: _values(store, pattern) for name, pattern in _ASKED.items()}
    shared = _shared(found)
    yield from _dataset(shared, found)
    yield from _texts(shared, _select(store, _SOURCES))
    yield from _themes(found["themes"])
    yield from _where_and_when(found)
    yield from _kinds()
    yield from numbers(DATASET, count(store))
    yield from linksets(DATASET, store)


def _select(store: Store, query: str) -> list[Any]:
    solutions = store.query(query, prefixes=terms.PREFIXES)
    return list(solutions) if isinstance(solutions, QuerySolutions) else []


def _values(store: Store, pattern: str) -> Values:
    """What ?value stands for in a pattern, in order."""
    rows = _select(store, f"SELECT DISTINCT ?value WHERE {{ {pattern} }} ORDER BY ?value")
    return [row["value"] for row in rows]


def _shared(found: Mapping[str, Values]) -> Mapping[str, Value]:
    """What is said of the dataset and of the texts it is made from alike."""
    return {
        "a": iri("dcat:Dataset"),
        "dct:publisher": PUBLISHER,
        "dct:issued": found["created"][:1],
        "dct:modified": found["modified"][-1:],
        "dct:language": LANGUAGES,
        "dct:accrualPeriodicity": _IRREGULAR,
        "dct:accessRights": _PUBLIC,
        "dct:subject": found["subjects"],
        "dct:spatial": found["places"],
        "dct:temporal": _PERIOD if found["start"] and found["end"] else (),
        "dcat:theme": (GOVERNMENT, *found["themes"]),
        "dcat:keyword": KEYWORDS,
    }


def _dataset(shared: Mapping[str, Value], found: Mapping[str, Values]) -> Iterator[Triple]:
    yield from about(DATASET, {**shared, "dct:title": TITLE, "dct:description": DESCRIPTION})
    yield from about(
        DATASET,
        {
            "a": iri("void:Dataset"),
            "dct:license": LICENCE,
            "dct:conformsTo": _ONTOLOGY,
            "owl:versionInfo": found["version"],
            "void:uriSpace": terms.ID,
        },
    )


def _themes(themes: Values) -> Iterator[Triple]:
    for theme in (GOVERNMENT, *themes):
        name = _THEME_NAMES.get(theme.value.removeprefix(_THEMES), theme.value)
        yield from concept(NamedNode(theme.value), name)


def concept(node: NamedNode, name: str) -> Iterator[Triple]:
    """A concept of another's, by the name it has there in English."""
    return about(node, {"a": iri("skos:Concept"), "skos:prefLabel": Literal(name, language="en")})


def _where_and_when(found: Mapping[str, Values]) -> Iterator[Triple]:
    for place in found["places"]:
        yield from about(NamedNode(place.value), {"a": iri("dct:Location")})
    for start, end in zip(found["start"][:1], found["end"][-1:], strict=False):
        years = {"dcat:startDate": _year(start), "dcat:endDate": _year(end)}
        yield from about(_PERIOD, {"a": iri("dct:PeriodOfTime"), **years})


def _year(number: NamedNode | Literal) -> Literal:
    return Literal(number.value, datatype=iri("xsd:gYear"))


def _texts(shared: Mapping[str, Value], sources: Sequence[Any]) -> Iterator[Triple]:
    """The texts as a dataset of their own, with what may be done with each; nothing where none is held."""
    rights = [NamedNode(row["source"].value.replace("/id/source/", "/dataset/rights/")) for row in sources]
    if rights:
        yield from about(DATASET, {"dct:source": TEXTS})
        yield from about(TEXTS, {**shared, "dct:title": _TEXTS_TITLE, "dct:rights": rights})
        yield from about(TEXTS, {"dct:description": _TEXTS_DESCRIPTION})
    for node, row in zip(rights, sources, strict=True):
        yield from about(node, {"a": iri("dct:RightsStatement"), "rdfs:label": row["rights"]})
        yield from about(node, {"schema:about": row["document"]})


def _kinds() -> Iterator[Triple]:
    """What kind of thing each node is that the datasets name: catalogues must not have to look it up."""
    yield from about(PUBLISHER, {"a": iri("foaf:Agent"), "foaf:name": NAME})
    yield from about(LICENCE, {"a": iri("dct:LicenseDocument"), "dct:type": _ATTRIBUTION})
    yield from concept(_ATTRIBUTION, "Attribution")
    yield from about(_ONTOLOGY, {"a": iri("dct:Standard")})
    yield from about(_IRREGULAR, {"a": iri("dct:Frequency")})
    yield from about(_PUBLIC, {"a": iri("dct:RightsStatement")})
    for language in LANGUAGES:
        yield from about(language, {"a": iri("dct:LinguisticSystem")})


def size(held: Iterable[Triple]) -> int:
    """How many triples of the default graph a description tells of."""
    told = (t.object for t in held if t.subject == DATASET and t.predicate == iri("void:triples"))
    return next((int(number.value) for number in told if isinstance(number, Literal)), 0)

"""Triples of a document as a file in the style of data/documents: its facts by clause, its terms by rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .. import terms

# What stands in one row; a row is begun by the first of its terms that a node has.
_ROWS: Final = tuple(
    tuple(terms.expand(term) for term in row.split())
    for row in """
    eli:number
    eli:type_document
    cancu:path cancu:position
    cancu:inDocument cancu:position eli:is_part_of
    rdf:subject rdf:predicate
    rdf:object
    dct:title
    skos:prefLabel
    org:classification
    dct:type
    cancu:theme
    cancu:textStart cancu:textEnd
    eli:date_document
    cancu:referenceType
    cancu:issuerAsWritten
    eli:passed_by
    eli:jurisdiction
    cancu:signatory
    cancu:signatoryRole
    cancu:recipient
    cancu:periodStart
    cancu:periodEnd
    cancu:textStatus
    cancu:carriesOut
    eli:based_on
    eli:ensures_implementation_of
    cancu:proposedIn
    eli:amends
    dct:replaces
    eli:repeals
    cancu:details
    eli:cites
    cancu:cited cancu:citationRole
    cancu:cue
    cancu:indicator
    cancu:value cancu:valueMax cancu:unit cancu:comparator
    cancu:valueAsWritten cancu:figureStart cancu:figureEnd
    cancu:commitment
    cancu:population
    cancu:baselineValue cancu:baselineYear
    cancu:subsetOf
    cancu:leadAgency
    cancu:responsibleAgency
    cancu:coordinatingAgency
    cancu:reportsTo
    cancu:implements
    cancu:awaits
    cancu:payer
    cancu:appliesTo
    cancu:recurrence
    cancu:deadlineYear cancu:deadline cancu:readFrom
    cancu:readFrom
    cancu:directive
    cancu:text
    cancu:statedIn
    cancu:quote
    cancu:quoteStart cancu:quoteEnd
    dct:source
    cancu:sourceKind cancu:confidence
    cancu:seenOn
    cancu:extractedBy
    cancu:reviewStatus
    """.strip().splitlines()
)
_GENERAL: Final = ("cancu", "dct", "eli", "org", "rdf", "skos", "unit", "xsd")
_CODES: Final = {
    "type": "document-type", "comparator": "comparator", "commitment": "commitment", "role": "citation-role",
    "textstatus": "text-status", "theme": "theme", "recurrence": "recurrence", "directive": "directive",
    "agencytype": "agency-type", "fundingtype": "funding-type", "reviewstatus": "review-status",
}  # fmt: skip
_PARTS: Final = [
    "clause",
    "statement",
    "citation",
    "objective",
    "target",
    "task",
    "review",
    "criterion",
    "funding",
    "reference",
]
_KINDS: Final = ["Statement", "Citation", "Objective", "Target", "Task", "Criterion", "FundingSource"]
_UNMATCHED: Final = ("UnresolvedReference", "UnresolvedAgency", "UnresolvedIndicator")
_LOCAL = re.compile(r"[A-Za-z0-9](?:[\w.-]*[\w-])?", re.ASCII)
_PREFIX = re.compile(r"(?<![\w:/-])([a-z][\w-]*):")
_LONGEST: Final = 160
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Described = Mapping[str, Mapping[str, Sequence[object]]]
"""The values of every property of every subject, in their order."""


def written(triples: Iterable[Triple], document: str, comment: Sequence[str]) -> str:
    """The triples as Turtle below the lines of a comment; the same triples give the same bytes."""
    described = description(triples)
    prefixes = _prefixes(document)
    blocks = list(_blocks(described, document, prefixes))
    body = "\n\n".join(blocks)
    named = set(_PREFIX.findall(_bare(body)))
    used = {name: at for name, at in prefixes.items() if name in named}
    wide = max((len(name) for name in used), default=0) + 2
    head = "\n".join(f"@prefix {name + ':':<{wide}} <{at}> ." for name, at in used.items())
    said = "\n".join(f"# {' '.join(line.split())}" for line in comment)
    return f"{said}\n\n{head}\n\n{body}\n"


def _bare(body: str) -> str:
    """The Turtle without its comments, addresses and strings, in which a prefix may only seem to stand."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(?m:^# .*$)', '""', body)


def description(triples: Iterable[Triple]) -> dict[str, dict[str, list[object]]]:
    """What is said of every subject, by property; each value once."""
    found: dict[str, dict[str, list[object]]] = {}
    for triple in triples:
        subject = _key(triple.subject)
        values = found.setdefault(subject, {}).setdefault(triple.predicate.value, [])
        if triple.object not in values:
            values.append(triple.object)
    return found


def _key(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(getattr(node, "value", node))


def kind_of(said: Mapping[str, Sequence[object]]) -> str:
    """The first class of a node, without its namespace; "" where it has none."""
    return next((_key(value).rpartition("/")[2] for value in said.get(terms.TYPE.value, ())), "")


# --- The order of a file


def _blocks(described: Described, document: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    def block(node: str) -> str:
        return _block(node, described[node], prefixes)

    left = dict.fromkeys(described)
    if document in left:
        left.pop(document)
        yield block(document)
    facts = _by_clause(described)
    clauses = [node for node in left if kind_of(described[node]) == "Clause"]
    for clause in sorted(clauses, key=lambda node: _position(described[node])):
        yield _heading(described[clause])
        for node in (clause, *sorted(facts.get(clause, ()), key=lambda fact: _place(fact, described[fact]))):
            left.pop(node, None)
            yield block(node)
    unmatched = [node for node in left if kind_of(described[node]) in _UNMATCHED]
    others = [node for node in left if node not in unmatched]
    for title, nodes in (("other facts", others), ("named in the text, not matched yet", unmatched)):
        if nodes:
            yield f"# --- {title}"
            yield from (block(node) for node in nodes)


def _by_clause(described: Described) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node, said in described.items():
        for clause in said.get(terms.DEF + "statedIn", ()):
            found.setdefault(_key(clause), []).append(node)
    return found


def _heading(said: Mapping[str, Sequence[object]]) -> str:
    parts = (terms.DEF + "path", terms.DCT + "title")
    words = [_key(value) for term in parts for value in said.get(term, ())]
    return f"# --- {' '.join(' '.join(words).split())}"


def _position(said: Mapping[str, Sequence[object]]) -> int:
    return _number(said, terms.DEF + "position")


def _number(said: Mapping[str, Sequence[object]], term: str) -> int:
    return next((int(_key(value)) for value in said.get(term, ()) if _key(value).isdigit()), 0)


def _place(node: str, said: Mapping[str, Sequence[object]]) -> tuple[int, int, list[tuple[int, str]]]:
    """By kind, tasks and their reviews by position, all else by number: a-2 before a-10."""
    kind = kind_of(said).replace("Review", "Task")
    number = [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", node) if part]
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS), _position(said), number


# --- A node


def _block(node: str, said: Mapping[str, Sequence[object]], prefixes: Mapping[str, str]) -> str:
    kinds = " , ".join(_term(value, prefixes) for value in said.get(terms.TYPE.value, ()))
    rows = list(_rows(said, prefixes))
    head = _name(node, prefixes) + (f" a {kinds}" if kinds else "")
    if not rows:
        return f"{head} ."
    return (f"{head} ;\n    " if kinds else f"{head}\n    ") + " ;\n    ".join(rows) + " ."


def _rows(said: Mapping[str, Sequence[object]], prefixes: Mapping[str, str]) -> Iterator[str]:
    left = [term for term in said if term != terms.TYPE.value]
    for row in _ROWS:
        if row[0] in left:
            here = [term for term in row if term in left]
            left = [term for term in left if term not in here]
            yield " ; ".join(_said(term, said[term], prefixes) for term in here)
    yield from (_said(term, said[term], prefixes) for term in sorted(left))


def _said(term: str, values: Sequence[object], prefixes: Mapping[str, str]) -> str:
    path, names = _name(term, prefixes), [_term(value, prefixes) for value in values]
    line = f"{path} {' , '.join(names)}"
    if len(names) > 1 and (len(line) > _LONGEST or any(name.startswith("<") for name in names)):
        return f"{path}\n        " + " ,\n        ".join(names)
    return line


def _term(value: object, prefixes: Mapping[str, str]) -> str:
    if not isinstance(value, Literal):
        return _name(_key(value), prefixes)
    kind, text = value.datatype.value, value.value
    if kind == terms.XSD + "integer" and re.fullmatch(r"-?\d+", text):
        return text
    if kind == terms.XSD + "decimal" and re.fullmatch(r"-?\d+\.\d+", text):
        return text
    quoted = '"' + "".join(_escaped(c) for c in text) + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    return quoted if kind == terms.XSD + "string" else f"{quoted}^^{_name(kind, prefixes)}"


def _escaped(character: str) -> str:
    return _ESCAPES.get(character) or (character if character >= " " else f"\\u{ord(character):04X}")


def _name(iri: str, prefixes: Mapping[str, str]) -> str:
    if iri.startswith("_:"):
        return iri
    for prefix, at in prefixes.items():
        if iri.startswith(at) and _LOCAL.fullmatch(iri[len(at) :]):
            return f"{prefix}:{iri[len(at) :]}"
    return NamedNode(iri).__str__()


def _prefixes(document: str) -> dict[str, str]:
    """The prefixes of a document's file; the narrowest that fits an address is the only one that does."""
    codes = {prefix: f"{terms.CODE}{scheme}/" for prefix, scheme in _CODES.items()}
    area = document.removeprefix(terms.ID + "document/").partition("/")[0].partition("-")[2]
    own = {part: f"{document}/{part}/" for part in _PARTS}
    return {
        **{name: terms.PREFIXES[name] for name in _GENERAL},
        **codes,
        "doc": document.rpartition("/")[0] + "/",
        **({"agency": f"{terms.ID}agency/{area}/"} if area else {}),
        "vn": f"{terms.ID}agency/vn/",
        "indicator": f"{terms.ID}indicator/",
        **own,
        "named": f"{document}/agency/",
        "measure": f"{document}/indicator/",
    }


__all__ = ["description", "kind_of", "written"]

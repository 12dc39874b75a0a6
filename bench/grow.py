"""Grow the corpus: the plan of one province copied for synthetic ones, to a wanted number of triples.

Everything made here is marked synthetic, in its IRIs (`tong-hop-0001`) and in its titles and names. The
same seed gives the same statements; what the rules would derive of them is made with them.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from cancu import terms

MODEL = "thai-nguyen"
PLAN = f"{terms.ID}document/ubnd-{MODEL}/kh/2022/104"
NATIONAL = f"{terms.ID}document/ttg/qd/2021/1373"
CORE = ("ontology", "reference/", "report/", "ubnd-")
FAULTS = {"no legal basis": 10, "no deadline": 10, "shifted quote": 10, "led by a plan": 5}
_MODEL = re.compile(rf"(<{terms.BASE}[^>]*){MODEL}")
# A statement about something else that only quotes the model plan: one for all, whatever is copied.
_FOREIGN_STATEMENT = re.compile(rf"<(?![^>]*{MODEL})[^>]*/statement/")
_VALUE = re.compile(rf'(<{terms.DEF}value> )"\d+"')
_NAME = re.compile(rf'(<(?:{terms.DCT}title|{terms.SKOS}prefLabel|{terms.RDFS}label)> ")')
_OFFSET = re.compile(r'(quote(?:Start|End)> ")(\d+)')
_ROLE = re.compile("def/citationRole> <[^>]*/(?:basis|implements)>")
# What ties a plan and its tasks to what they carry out, in every vocabulary.
_BASIS = re.compile("(?i)def/(?:implement|carri|decisionImplemented)|ensure")
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in terms.PREFIXES.items())
_DOCUMENT = f"""
<{{iri}}> a cancu:Document, eli:LegalResource, schema:Legislation ; eli:number "{{key}} {{province}}" ;
  dct:title "(tổng hợp) Văn bản {{key}} của {{province}}"@vi ; eli:date_document "{{year}}-01-15"^^xsd:date ;
  eli:passed_by <{terms.ID}agency/{{province}}/uy-ban-nhan-dan> ;
  eli:jurisdiction <{terms.ID}area/{{province}}> ; cancu:textStatus <{terms.CODE}text-status/not-held> .
"""
_CITATION = f"""
<{{iri}}/citation/{{role}}-9> a cancu:Citation, cancu:Fact ; cancu:inDocument <{{iri}}> ;
  cancu:cited <{{cited}}> ; cancu:citationRole <{terms.CODE}citation-role/{{role}}> ;
  cancu:reviewStatus <{terms.CODE}review-status/machine> ;
  cancu:sourceKind <{terms.CODE}source-kind/dataset> .
<{{iri}}> {{link}} <{{cited}}> ; eli:cites <{{cited}}> ; cancu:hasCitation <{{iri}}/citation/{{role}}-9> .
<{{cited}}> {{inverse}} <{{iri}}> ; eli:cited_by <{{iri}}> ; cancu:citedIn <{{iri}}/citation/{{role}}-9> .
"""
_BASED = {"role": "basis", "link": "eli:based_on", "inverse": "eli:basis_for"}
_AMENDS = {"role": "amends", "link": "eli:amends", "inverse": "eli:amended_by"}
_REPLACES = {"role": "replaces", "link": "dct:replaces", "inverse": "dct:isReplacedBy"}


def grow(dump: Path, triples: int, seed: int = 1) -> Iterator[str]:
    """The lines of a release's dump, then copies of its model plan until there are `triples` of them.

    Of fewer than the dump has, whole graphs: ontology, reference data, report, provincial plans and what
    the model cites always stay, some 25 000 lines. In copies, figures of targets are drawn anew. In a
    hundred of them 35 have one planted fault: 10 no legal basis, 10 a target without its deadline, 10 a
    quote with shifted offsets, 5 a task led by the plan itself. Of the others 4 in 10 rest on a chain of one
    to three provincial documents that ends in the national decision; in 1 of 4 of these chains a later
    decision amends or replaces the first document.
    """
    lines = dump.read_text(encoding="utf-8").splitlines()
    kept = lines if triples >= len(lines) else _kept(lines, triples)
    yield from kept
    model = [line for line in lines if _is_copied(line)]
    above = [_terms(line)[2] for line in lines if line.startswith(f"<{NATIONAL}> <{terms.DEF}tracesTo>")]
    made, copy, chance = max(len(kept), min(len(lines), triples)), 0, random.Random(seed)
    faults = _faults(chance)
    while made < triples:
        copy += 1
        province, fault = f"tong-hop-{copy:04d}", next(faults)
        new = _spoil(_copied(model, province, chance), fault, chance)
        new += _chain(new, province, above, chance) if not fault and chance.random() < 0.4 else []
        yield from new
        made += len(new)


def _terms(line: str) -> tuple[str, str, str, str]:
    """Subject, predicate, object and graph of a line, as they are written."""
    subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
    value, _, graph = rest.rpartition(" ")
    return subject, predicate, value, graph.strip("<>")


def _kept(lines: list[str], triples: int) -> list[str]:
    """The graphs that always stay and as many others as fit, with what is inferred between them."""
    quads = [_terms(line) for line in lines]
    owner = {subject: graph for subject, _, _, graph in quads if graph != terms.INFERRED_GRAPH}
    sizes = Counter(owner.get(subject, terms.INFERRED_GRAPH) for subject, *_ in quads)
    kept = {owner.get(o, "") for s, p, o, _ in quads if (s, p) == (f"<{PLAN}>", f"<{terms.ELI}cites>")}
    kept |= {graph for graph in sizes if graph.removeprefix(terms.GRAPH).startswith(CORE)}
    for graph in sorted(sizes.keys() - kept - {terms.INFERRED_GRAPH}):
        if sizes[graph] + sum(sizes[name] for name in kept) <= triples:
            kept.add(graph)
    kept.discard("")
    rest = kept | {""}
    return [
        line
        for line, (s, _, o, graph) in zip(lines, quads, strict=True)
        if graph in kept or (owner.get(s) in kept and owner.get(o, "") in rest)
    ]


def _is_copied(line: str) -> bool:
    """Whether a line is about the model province: not of the service, nor a link, nor stated of others."""
    graph = _terms(line)[3]
    apart = graph in terms.APART or graph.startswith(f"{terms.GRAPH}links/")
    return not apart and bool(_MODEL.search(line)) and not _FOREIGN_STATEMENT.search(line)


def _copied(model: list[str], province: str, chance: random.Random) -> list[str]:
    named = (_NAME.sub(r"\1(tổng hợp) ", _MODEL.sub(rf"\g<1>{province}", line)) for line in model)
    return [_VALUE.sub(lambda match: f'{match[1]}"{chance.randint(1, 100)}"', line) for line in named]


def _faults(chance: random.Random) -> Iterator[str]:
    """A fault for each copy, or none; in each hundred as many as planned."""
    while True:
        hundred = [name for name, count in FAULTS.items() for _ in range(count)]
        hundred += [""] * (100 - len(hundred))
        chance.shuffle(hundred)
        yield from hundred


def _spoil(lines: list[str], fault: str, chance: random.Random) -> list[str]:
    """The lines of a copy with a fault planted."""
    if fault == "no legal basis":
        cited = tuple(_terms(line)[0] for line in lines if _ROLE.search(line))
        lines = [line for line in lines if not (_BASIS.search(line) or any(fact in line for fact in cited))]
        return [line for line in lines if "def/trace" not in line or line.count("tong-hop-") > 1]
    if fault == "no deadline":
        left_out = chance.choice(
            [line for line in lines if "/target/" in line and "def/deadlineYear>" in line]
        )
        return [line for line in lines if line != left_out]
    if fault == "shifted quote":
        fact = _terms(chance.choice([line for line in lines if "def/quoteStart>" in line]))[0]
        later = [_OFFSET.sub(lambda match: f"{match[1]}{int(match[2]) + 7}", line) for line in lines]
        return [new if new.startswith(fact) else old for old, new in zip(lines, later, strict=True)]
    if fault == "led by a plan":
        task, _, agency, _ = _terms(chance.choice([line for line in lines if "def/leadAgency>" in line]))
        plan = task.partition("/task/")[0] + ">"
        return [line.replace(agency, plan) if task in line else line for line in lines]
    return lines


def _chain(lines: list[str], province: str, above: list[str], chance: random.Random) -> list[str]:
    """Provincial documents: the plan rests on the first, each on the next, the last on the national one."""
    folder = f"{terms.ID}document/ubnd-{province}/"
    made = [folder + key for key in ("nq/2022/1", "qd/2021/2", "nq/2021/3")[: chance.randint(1, 3)]]
    rests = pairwise([PLAN.replace(MODEL, province), *made, NATIONAL])
    text = "".join(_CITATION.format(iri=iri, cited=cited, **_BASED) for iri, cited in rests)
    later = [folder + "qd/2024/2"] if chance.random() < 0.25 else []
    for iri in later:
        text += _CITATION.format(iri=iri, cited=made[0], **chance.choice([_AMENDS, _REPLACES]))
    for iri in made + later:
        text += _DOCUMENT.format(
            iri=iri, key=iri.removeprefix(folder), province=province, year=iri.split("/")[-2]
        )
    below = [_terms(line)[0] for line in lines if f"<{terms.DEF}tracesTo> <{NATIONAL}>" in line]
    traces = [(thing, f"<{iri}>") for thing in below for iri in made]
    for place, iri in enumerate(made, start=1):
        traces += [(f"<{iri}>", end) for end in (*(f"<{i}>" for i in made[place:]), f"<{NATIONAL}>", *above)]
    text += "".join(f"{a} cancu:tracesTo {b} . {b} cancu:tracedFrom {a} .\n" for a, b in traces)
    quads = ox.parse(_PREFIXES + text, format=ox.RdfFormat.TURTLE)
    return [f"{quad.triple} <{terms.GRAPH}ubnd-{province}/made> ." for quad in quads]


def with_default_graph(lines: Iterator[str], apart: tuple[str, ...]) -> Iterator[str]:
    """Quads, and the same statements in the default graph unless their graph stands apart."""
    for line in lines:
        yield line
        triple, _, graph = line.removesuffix(" .").rpartition(" ")
        if graph.strip("<>") not in apart:
            yield f"{triple} ."

"""A difference told: in a sentence, in words, as JSON, and as RDF."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from .. import terms
from ..errors import Message, TextFault, UsageError
from ..graph import DEFAULT_GRAPH
from .comparing import Difference, Said, compare
from .dumps import statements

FORMATS: Final = ("text", "json", "trig")
_LANGUAGES: Final = ("vi", "en")
_LONGEST: Final = 120


def told(old: Path, new: Path, form: str, language: str) -> str:
    """What changed between the releases in two directories, in one of FORMATS, as text in vi or en."""
    if form not in FORMATS or language not in _LANGUAGES:
        listed = f"{', '.join(FORMATS)}; {', '.join(_LANGUAGES)}"
        raise UsageError(
            f"Định dạng {form}, ngôn ngữ {language}: chỉ có {listed}",
            f"Format {form}, language {language}: there are {listed}",
        )
    if form == "trig":
        return as_trig(old, new).decode()
    difference = compare(old, new)
    return as_json(difference) if form == "json" else "\n".join(as_text(difference, language))


def since(old: Path, new: Path) -> Mapping[str, Any] | None:
    """The summary of what changed; None where there is no earlier release that can be read."""
    try:
        return summary(compare(old, new))
    except TextFault:
        return None


def summary(difference: Difference) -> Mapping[str, Any]:
    """The counts of a difference as plain values: statements, and things by their class."""
    counted: dict[Said, Counter[str]] = {}
    for group in difference.groups:
        for change in group.changes:
            counted.setdefault(change.kind, Counter())[change.how] += 1
    things = (
        {"class": kind.value, "vi": kind.label.vi, "en": kind.label.en, **{how: hows[how] for how in _SIGNS}}
        for kind, hows in sorted(counted.items(), key=lambda pair: pair[0].value)
    )
    return {
        "since": difference.old,
        "added": difference.added,
        "removed": difference.removed,
        "things": list(things),
    }


_SIGNS: Final[Mapping[str, str]] = {"added": "+", "removed": "−", "changed": "~"}
_HOWS: Final[Mapping[str, Message]] = {
    "added": Message("thêm", "added"),
    "removed": Message("bỏ", "removed"),
    "changed": Message("đổi", "changed"),
}


def sentence(counts: Mapping[str, Any]) -> Message:
    """A summary in words."""
    statements = Message(
        f"{counts['added']} phát biểu thêm, {counts['removed']} bỏ",
        f"{counts['added']} statements added, {counts['removed']} removed",
    )
    things = [_counted(thing) for thing in counts["things"]]
    vi, en = ("; ".join(getattr(thing, code) for thing in things) for code in ("vi", "en"))
    return Message(
        f"{vi or 'Không đối tượng nào thay đổi'} ({statements.vi}).",
        f"{en or 'No thing changed'} ({statements.en}).",
    )


def _counted(thing: Mapping[str, Any]) -> Message:
    hows = [(thing[how], words) for how, words in _HOWS.items() if thing[how]]
    return Message(
        f"{thing['vi']}: {', '.join(f'{number} {words.vi}' for number, words in hows)}",
        f"{thing['en']}: {', '.join(f'{number} {words.en}' for number, words in hows)}",
    )


def as_text(difference: Difference, language: str) -> Iterator[str]:
    """A difference in words, line by line; `language` is vi or en."""
    yield f"{difference.old} → {difference.new}"
    yield getattr(sentence(summary(difference)), language)
    for group in difference.groups:
        yield from ("", getattr(group.label, language))
        for change in group.changes:
            place = change.iri.removeprefix(f"{terms.ID}document/{group.graph.removeprefix(terms.GRAPH)}/")
            kind, label = getattr(change.kind.label, language), getattr(change.label, language)
            yield f"  {_SIGNS[change.how]} {kind} {terms.shorten(place)}: {_short(label)}"
            for edit in change.edits:
                old, new = (_listed(values, language) for values in (edit.old, edit.new))
                yield f"      {getattr(edit.property.label, language)}: {old} → {new}"


def _listed(values: Iterable[Said], language: str) -> str:
    return ", ".join(_short(getattr(value.label, language)) for value in values) or "∅"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def as_json(difference: Difference) -> str:
    """A difference as JSON, both languages in it."""
    return json.dumps({**asdict(difference), "summary": summary(difference)}, ensure_ascii=False, indent=1)


def as_trig(old: Path, new: Path) -> bytes:
    """The statements in TriG, told in PROV: for each graph one of those added, one of those removed."""
    change = f"{terms.BASE}diff/{quote(old.name)}/{quote(new.name)}"
    quads = [*_revision(change, old.name, new.name)]
    for how, lines in groupby(sorted(statements(old, new)), key=lambda pair: pair[0]):
        parts: set[NamedNode] = set()
        for quad in parse("".join(line for _, line in lines), RdfFormat.N_QUADS):
            whole = str(getattr(quad.graph_name, "value", ""))
            part = NamedNode(f"{change}/{how}/{whole.removeprefix(terms.GRAPH)}")
            quads.append(Quad(quad.subject, quad.predicate, quad.object, part))
            if part not in parts:
                quads.append(Quad(part, NamedNode(terms.DCT + "isPartOf"), NamedNode(whole), DEFAULT_GRAPH))
                quads.append(Quad(part, NamedNode(terms.PROV + _ENDS[how]), NamedNode(change), DEFAULT_GRAPH))
            parts.add(part)
    quads.sort(key=lambda quad: (str(quad.graph_name), str(quad)))
    return serialize(quads, format=RdfFormat.TRIG, prefixes={"cancu": terms.DEF}) or b""


_ENDS: Final[Mapping[str, str]] = {"added": "wasGeneratedBy", "removed": "wasInvalidatedBy"}


def _revision(change: str, old: str, new: str) -> Iterator[Quad]:
    """That a change made one release of another."""
    earlier, later = (NamedNode(f"{terms.BASE}release/{quote(name)}") for name in (old, new))
    for subject, term, value in (
        (NamedNode(change), terms.TYPE, NamedNode(terms.PROV + "Activity")),
        (NamedNode(change), NamedNode(terms.PROV + "used"), earlier),
        (NamedNode(change), NamedNode(terms.PROV + "generated"), later),
        (later, NamedNode(terms.PROV + "wasRevisionOf"), earlier),
    ):
        yield Quad(subject, term, value, DEFAULT_GRAPH)

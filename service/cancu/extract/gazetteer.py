"""What the graph knows that helps to read a text: words and codes, bodies, areas, documents, indicators.

All of it is data of the graph, read once by `gathering`; it can be sent to other processes.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .. import terms
from ..text import fold, number_key
from .keys import body_key, split_period, title_key
from .patterns import BEGINS, ENDS, alternatives


@dataclass(frozen=True)
class Body:
    """An agency or group of agencies by one of its names; `area` and `type` are IRIs, or empty."""

    iri: str
    name: str
    area: str
    type: str
    symbol: str


@dataclass(frozen=True)
class Area:
    """An area by one of its names, with the days between which it exists, empty where open."""

    iri: str
    name: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Work:
    """A document or programme of the graph; what is not known is empty."""

    iri: str
    number: str
    year: str
    title: str
    type: str
    approved_by: str

    @property
    def is_programme(self) -> bool:
        """Whether it is a policy rather than a document."""
        return self.iri.startswith(terms.ID + "programme/")


@dataclass(frozen=True)
class Gazetteer:
    """The words, names and works that rules look up; plain values throughout."""

    cues: Mapping[str, Sequence[str]]  # by code without its base: "citation-role/basis"
    types: Mapping[str, str]  # the type's slug by its notation, "QĐ" → "qd"
    bodies: Sequence[Body]
    areas: Sequence[Area]
    works: Sequence[Work]
    # The words that state an indicator, by its IRI, each with the place of its figure in them, or -1.
    stated: Mapping[str, Sequence[tuple[str, int]]]
    _patterns: dict[tuple[str, ...], re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)
    measures: dict[tuple[str, ...], set[str]] = field(default_factory=dict, repr=False, compare=False)
    _said: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def said(self, code: str) -> str:
        """A pattern of the words of a code, for use within another."""
        if code not in self._said:
            self._said[code] = alternatives(self.cues.get(code, ()))
        return self._said[code]

    def pattern(self, *codes: str) -> re.Pattern[str]:
        """What the words of some codes match in a view: any case, a blank may be missing or doubled."""
        return self.within(rf"{BEGINS}(?:{{}}){ENDS}", *codes, flags=re.IGNORECASE)

    def words(self, *codes: str) -> re.Pattern[str]:
        """What the words of some codes match in a view, in the letters they are given in, from a place on."""
        return self.within(r"(?:{})(?!\w)", *codes)

    def within(self, pattern: str, *codes: str, flags: int = 0) -> re.Pattern[str]:
        """A pattern with the words of some codes where it has {}; made once."""
        key = (pattern, *codes, str(int(flags)))
        if key not in self._patterns:
            words = "|".join(self.said(code) for code in codes)
            self._patterns[key] = re.compile(pattern.replace("{}", words), flags)
        return self._patterns[key]

    def codes(self, scheme: str) -> Sequence[str]:
        """The codes of a scheme, without the base."""
        return self._codes.get(scheme, ())

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self.cues):
            found[code.rpartition("/")[0]].append(code)
        return found

    @cached_property
    def type_slugs(self) -> dict[str, str]:
        """The slug of a document type by its names, in small letters and without blanks."""
        named: dict[str, str] = {}
        for code in self.codes("document-type"):
            for name in self.cues[code]:
                named.setdefault(name.lower().replace(" ", ""), code.removeprefix("document-type/"))
        return named

    @cached_property
    def type_names(self) -> str:
        """A pattern of the names of document types."""
        names = {name for code in self.codes("document-type") for name in self.cues[code] if len(name) > 3}
        return alternatives(names | {"văn bản"})

    @cached_property
    def titles_of_types(self) -> re.Pattern[str]:
        """The names of document types, as a title or its first line begins with one."""
        names = {name for code in self.codes("document-type") for name in self.cues[code] if len(name) > 3}
        return re.compile(rf"(?:{alternatives(names)})(?!\w)", re.IGNORECASE)

    @cached_property
    def notations(self) -> dict[str, str]:
        """The slug of a document type by its code in numbers, in capitals."""
        return {notation.upper(): slug for notation, slug in self.types.items()}

    @property
    def verbs(self) -> re.Pattern[str]:
        """The verbs of administration, in small letters."""
        return self.words("cue/action")

    @cached_property
    def fields(self) -> re.Pattern[str]:
        """What departments are for: “Y tế”, “Tài chính”."""
        names = {name for code in self.codes("agency-type") for name in self.cues[code]}
        return re.compile(
            rf"(?:{alternatives(n.removeprefix('Sở ') for n in names if n.startswith('Sở '))})(?!\w)"
        )

    @cached_property
    def known_titles(self) -> tuple[str, str]:
        """Patterns of the titles of programmes, and of documents known by their title alone."""
        works = [work for work in self.works if len(work.title.split()) > 2 and not work.number]
        named, whole = ({w.title for w in works if w.is_programme is kind} for kind in (True, False))
        return alternatives(named), alternatives(whole)

    @cached_property
    def by_bare_title(self) -> dict[str, list[Work]]:
        """Works by the words of their titles without a period."""
        found: dict[str, list[Work]] = defaultdict(list)
        for key, works in self.titles.items():
            found[split_period(key)[0]].extend(works)
        return dict(found)

    @cached_property
    def body_names(self) -> re.Pattern[str]:
        """The names of bodies without their area, known as kinds or by themselves; case counts."""
        named = {word for code in self.codes("agency-type") for word in self.cues[code] if word[:1].isupper()}
        named |= {body.name for body in self.bodies if body.name[:1].isupper()}
        named -= {
            n
            for n in named
            if n.split()[0] in ("Các", "Cơ", "Tổ", "Nhóm")
            or (" " not in n and not n.isupper())
            or " và các " in n
        }
        return re.compile(rf"(?:{alternatives(named)})(?!\w)")

    @cached_property
    def kind_of_body(self) -> dict[str, str]:
        """The agency type by folded name."""
        return {
            fold(word): terms.CODE + code for code in self.codes("agency-type") for word in self.cues[code]
        }

    @cached_property
    def areas_by_name(self) -> dict[str, list[Area]]:
        """Areas by folded name."""
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas:
            found[fold(area.name)].append(area)
        return dict(found)

    @cached_property
    def spelt(self) -> dict[str, str]:
        """The names of kinds of bodies in their letters, by the name in small letters."""
        names = (name for code in self.codes("agency-type") for name in self.cues[code])
        return {
            name.lower(): name for name in names if " " in name and name[0].isupper() and not name.isupper()
        }

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """The words in capitals in the names of kinds of bodies that are no syllables: UBND, HĐND."""
        words = (word for name in self.spelt.values() for word in re.findall(r"\w+", name))
        return frozenset(w for w in words if w.isupper() and len(w) > 1 and not _SYLLABLE.fullmatch(w))

    @cached_property
    def spelt_heads(self) -> dict[str, str]:
        """The first words of bodies, of two words or more, in their letters, by them in small letters."""
        return {head.lower(): head for head in self.cues.get("cue/agency-head", ()) if " " in head}

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """The first words of bodies, of two words or more, in any letters."""
        heads = sorted(self.spelt_heads, key=lambda head: (-len(head), head))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, heads)) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def any_case_names(self) -> re.Pattern[str]:
        """The names of kinds of bodies, in any letters."""
        names = sorted(self.spelt, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def bodies_by_name(self) -> dict[str, list[Body]]:
        """Bodies by folded name."""
        found: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            found[fold(body.name)].append(body)
        return dict(found)

    @cached_property
    def bodies_by_key(self) -> dict[str, list[Body]]:
        """Bodies by name in full, without the area."""
        places: dict[str, list[str]] = defaultdict(list)
        for area in self.areas:
            places[area.iri].append(area.name)
        found: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            found[body_key(body.name, places[body.area])].append(body)
        return dict(found)

    @cached_property
    def documents(self) -> dict[tuple[str, str], list[Work]]:
        """Works by number and year; a number may have no year."""
        found: dict[tuple[str, str], list[Work]] = defaultdict(list)
        for work in self.works:
            if work.number:
                found[number_key(work.number), work.year].append(work)
        return dict(found)

    @cached_property
    def titles(self) -> dict[str, list[Work]]:
        """Works by the words of their titles."""
        found: dict[str, list[Work]] = defaultdict(list)
        for work in self.works:
            if work.title:
                found[title_key(work.title)].append(work)
        return dict(found)


_SYLLABLE = re.compile(
    r"(?:NGH?|[CKPT]?H|TR|GI|QU|[BCDĐGKLMNPRSTVX])?[AEIOUYĂÂÊÔƠƯ]{1,3}(?:CH|N[GH]?|[CMPT])?"
)

"""Which things a name may mean, how likely, and whether one of them is meant for sure.

Sure is what alone bears the name, exactly or but for slips of the pen, and agrees with all that is said
beside it. A body of a province is never sure without its province, nor a document without its issuer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from .. import search
from ..errors import Message
from ..search import Index
from ..text import normalise
from .asking import Asked, Narrowing, narrowing
from .citing import Citation
from .entity import NAMED, Entity
from .naming import bare, closed, era, plain, trimmed, without_era
from .nearness import Near
from .register import Mention, Register, is_of_era

_AREAS: Final = frozenset({"Area"})
_BODIES: Final = frozenset({"Agency", "AgencyGroup"})
_DOCUMENTS: Final = frozenset({"Document"})
_TITLED: Final = frozenset({"Document", "Programme", "Indicator"})
_EDIT: Final = 4.0  # what an edit takes from a score
_UNSURE: Final = 92.0  # the most that is given to what is not sure
_APART: Final = 0.6  # what is left of a score where something known speaks against it
_LOOKED: Final = 20  # targets or tasks that hold all words
_SAME_NUMBER: Final = 80.0  # how alike documents are that differ in the year or type that is said
_SAME_FIRST: Final = 60.0  # and those that share no more than the first part of their numbers


@dataclass(frozen=True)
class Candidate:
    """A thing that a name may mean: a score of 0 to 100, whether it is sure, and why, as figures."""

    iri: str
    kind: str
    label: Message
    detail: str
    score: float
    sure: bool
    features: Mapping[str, float | bool]


@dataclass(frozen=True)
class _Found:
    """An entity and how its name was found.

    `bears` says whether what was asked can be its name, `told` whether that tells it from all others, and
    `fits` whether it agrees with all that is known.
    """

    entity: Entity
    edits: int
    likeness: float
    bears: bool
    told: bool
    fits: bool

    @property
    def order(self) -> tuple[bool, bool, int, float]:
        """The best first."""
        return not (self.bears and self.told and self.fits), not self.bears, self.edits, -self.likeness


def reconcile(register: Register, index: Index, asked: Asked) -> tuple[Candidate, ...]:
    """The things that a name may mean, the likeliest first; at most one of them is sure."""
    if not plain(asked.words):
        return ()
    narrow = narrowing(register, asked)
    best: dict[str, _Found] = {}
    for one in _named(register, asked, narrow):
        known = best.get(one.entity.iri)
        if known is None or one.order < known.order:
            best[one.entity.iri] = one
    sure = _sure(asked, best.values())
    named = [_candidate(one, one.entity.iri == sure) for one in best.values()]
    stated = [one for kind in asked.kinds if kind not in NAMED for one in _stated(index, asked, kind)]
    found = [*named, *stated]
    if sum(one.sure for one in found) > 1:
        found = [replace(one, sure=False, score=min(one.score, _UNSURE)) for one in found]
    return tuple(sorted(found, key=lambda one: (not one.sure, -one.score, one.iri))[: asked.limit])


def _named(register: Register, asked: Asked, narrow: Narrowing) -> Iterator[_Found]:
    """What is found by name, of the kinds that are wanted, with what is known of it taken into account."""
    wanted = frozenset(asked.kinds if asked.kinds and asked.only else NAMED)
    ways = (
        (_AREAS, _areas(register, asked)),
        (_BODIES, _bodies(register, asked, narrow)),
        (_DOCUMENTS, _cited(register, asked, narrow)),
        (_TITLED, _titled(register, asked, narrow)),
    )
    for one in (one for kinds, found in ways if wanted & kinds for one in found):
        if one.entity.kind in wanted:
            yield replace(one, fits=one.fits and narrow.admits(register, one.entity))


def _sure(asked: Asked, found: Iterable[_Found]) -> str:
    """The IRI of the one thing that is meant; "" where there is none, or more than one as near."""
    bearing = [one for one in found if one.bears]
    nearest = min((one.edits for one in bearing), default=0)
    meant = [one for one in bearing if one.edits == nearest and one.fits]
    alone = len(meant) == 1 and meant[0].told
    return meant[0].entity.iri if alone and (not asked.kinds or meant[0].entity.kind in asked.kinds) else ""


def _areas(register: Register, asked: Asked) -> Iterator[_Found]:
    wanted = era(asked.words)
    name = plain(trimmed(without_era(asked.words)))
    place = bare(name)
    # Where no level is read, “tỉnh” may be misspelt.
    names = register.areas if place.level or place.name in register.areas else register.levelled
    for near in (*register.areas.near(place.name, register.known), *names.near(name, register.known)):
        for area in names.of(near.name) or register.areas.of(near.name):
            fits = register.suits(area, place) and is_of_era(area, wanted)
            yield _found(area, near, fits=fits)


def _bodies(register: Register, asked: Asked, narrow: Narrowing) -> Iterator[_Found]:
    """Agencies by their whole name, then by what is left of it beside the area that it mentions."""
    for name in dict.fromkeys((plain(asked.words), plain(trimmed(asked.words)))):
        mention = register.mention(name)
        for near in register.wholes.near(name, register.known):
            own = register.exact_mention(near.name)
            for body in register.wholes.of(near.name):
                yield _whole(body, near, mention, own)
        yield from _placed(register, mention, narrow)
        if narrow.areas is not None and mention.areas is not None:
            # What seems an area may belong to the name itself: “… Việt Nam”, “… Hồ Chí Minh”.
            yield from _placed(register, Mention(closed(name.split()), None, 0), narrow)


def _placed(register: Register, mention: Mention, narrow: Narrowing) -> Iterator[_Found]:
    """The bodies of a name and of the area that is said in or beside it."""
    told = mention.areas is not None or narrow.areas is not None
    for near in register.bodies.near(mention.body, register.known):
        for body in register.bodies.of(near.name):
            fits = mention.areas is None or bool(body.areas & mention.areas)
            yield _found(body, near, told=told, fits=fits, more=mention.edits)


def _whole(body: Entity, near: Near, mention: Mention, own: Mention) -> _Found:
    """A body by its whole name: misspelt, the area in it might be another."""
    told = body.central or (own.areas is not None and bool(body.areas & own.areas))
    if near.edits and mention.areas != own.areas:
        return replace(_found(body, near, fits=False), bears=False)
    return _found(body, near, told=told)


def _titled(register: Register, asked: Asked, narrow: Narrowing) -> Iterator[_Found]:
    """Documents, programmes, indicators by what they are called; plans of two provinces may share a title."""
    for name in dict.fromkeys(map(register.untyped, (plain(asked.words), plain(trimmed(asked.words))))):
        where = register.mention(name).areas or frozenset()
        for near in register.titles.near(name, register.known):
            for entity in register.titles.of(near.name):
                told = not entity.areas or entity.areas <= register.country or bool(entity.areas & where)
                yield _found(entity, near, told=told or narrow.tells)


def _found(entity: Entity, near: Near, told: bool = True, fits: bool = True, more: int = 0) -> _Found:
    return _Found(entity, near.edits + more, near.likeness, near.misspelt, told, fits)


def _cited(register: Register, asked: Asked, narrow: Narrowing) -> Iterator[_Found]:
    """Documents by their numbers."""
    citation = register.citation(asked.words)
    if citation is None:
        return
    rest = register.mention(" ".join(citation.rest))
    for document, own in register.numbered(citation.number):
        same = citation.is_in(own)
        bears = same and _agrees(citation, document)
        # “Nghị định 84” may be 84/2020/NĐ-CP; but 19/QĐ-TTg is another document than 19/2025/QĐ-TTg.
        short = bool(own.printed and not citation.printed)
        fits = rest.areas is None or bool(document.areas & rest.areas) or not citation.rest
        placed = narrow.tells or citation.day or (citation.rest and rest.areas)
        central = bool(document.areas) and document.areas <= register.country
        whole = bool(citation.letters and not short) or bool(citation.type and not citation.letters)
        told = whole and bool(central or placed)
        likeness = 100.0 if bears else _SAME_NUMBER if same else _SAME_FIRST
        yield _Found(document, int(short), likeness, bears, told, fits)


def _agrees(citation: Citation, document: Entity) -> bool:
    """Whether a document is of the type and time that are said, and all other words are said of it."""
    said = {word for name in document.names for word in plain(name).split()}
    return (
        citation.type in ("", *document.types)
        and document.day.startswith(citation.day or citation.year)
        and said.issuperset(citation.rest)
    )


def _candidate(found: _Found, sure: bool) -> Candidate:
    likeness = 100 - _EDIT * found.edits if found.bears else min(found.likeness, _UNSURE) * 0.9
    score = likeness if found.fits else likeness * _APART
    return Candidate(
        found.entity.iri,
        found.entity.kind,
        found.entity.label,
        found.entity.detail,
        round(max(0.0, score if sure else min(score, _UNSURE)), 1),
        sure,
        {"edits": found.edits, "likeness": round(found.likeness, 1), "agrees": found.fits},
    )


def _stated(index: Index, asked: Asked, kind: str) -> Iterator[Candidate]:
    """Targets or tasks by what is said in them: sure where the words are all of one alone."""
    words = normalise(asked.words)[: search.LONGEST]
    found = index.find(words, kind, limit=_LOOKED)
    whole = [hit.iri for hit in found.hits if plain(hit.label.vi) == plain(asked.words)]
    for hit in found.hits:
        likeness = fuzz.ratio(plain(asked.words), plain(hit.label.vi))
        sure = not asked.properties and whole == [hit.iri] and found.total <= _LOOKED
        score = 100.0 if sure else min(likeness, _UNSURE) * 0.9
        features = {"likeness": round(likeness, 1)}
        yield Candidate(hit.iri, hit.kind, hit.label, hit.detail, round(score, 1), sure, features)

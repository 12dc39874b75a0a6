"""What each clause is about: the chapter it stands in, told by headings, and the years that headings give."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .clauses import Clause
from .gazetteer import Gazetteer
from .marks import is_capital
from .outline import Outline

OBJECTIVES: Final = ("objectives", "specific-objectives")
TASKS: Final = ("tasks-and-measures", "organisation")
# Of two that a heading names the first counts: “Kết quả thực hiện nhiệm vụ” is about what was done.
_ORDER: Final = (
    "general-objective",
    "specific-objectives",
    "funding",
    "criteria-and-awards",
    "organisation",
    "purposes-and-requirements",
    "objectives",
    "tasks-and-measures",
    "purposes",
    "requirements",
)
# Whose words (“đối tượng”, “phạm vi”) stand in other headings too: theirs begin with them.
_FIRST: Final = ("purposes-and-requirements", "purposes", "requirements")
# What a clause within such a chapter is about; it keeps the chapter that it stands in.
_TOPICS: Final = (
    "theme/international-cooperation", "theme/digital-transformation", "theme/communication",
    "theme/policies", "theme/leadership",
)  # fmt: skip
_YEAR: Final = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?:giai đoạn|thời kỳ)[^\d]{{0,10}}({_YEAR}) ?- ?({_YEAR})|(?:đến|trong|vào)(?: cuối| hết)? năm "
    rf"({_YEAR})|năm ({_YEAR})|giai đoạn ({_YEAR})",
    re.IGNORECASE,
)


_ASKS_OR_ORDERS = re.compile(r"(?<!theo )(?<!\w)(?:đề nghị|yêu cầu|giao|chỉ đạo)(?!\w)", re.IGNORECASE)


_ABOUT = re.compile(r"^(?:Về|Một số) (?:các )?", re.IGNORECASE)
_TARGETS_BELOW = re.compile(
    r"(?:mục tiêu|chỉ tiêu)(?![^.;]{0,200}(?:nhiệm vụ|giải pháp))[^.;]{0,60}:$", re.IGNORECASE
)
_LISTED: Final = ("number", "letter", "paren")


@dataclass(frozen=True)
class Chapter:
    """The theme of a clause, the year by which its heading or one above says, and the clause that says it.

    `strives` when such a heading says “phấn đấu”; `requested` when it says “đề nghị”.
    """

    theme: str
    year: str
    year_from: str
    strives: bool
    requested: bool
    own_theme: str


def chapters(view: str, outline: Outline, gazetteer: Gazetteer) -> dict[str, Chapter]:
    """The chapter of every clause, by path."""
    found: dict[str, Chapter] = {}
    asks, aims = _asks(view, outline), _aims(view, outline)
    clauses = {clause.path: clause for clause in outline.clauses}
    for clause in outline.clauses:
        above = found.get(clause.parent)
        own = _theme(view, clause, gazetteer, above)
        if not own and aims and not clause.parent and clause.kind in _LISTED:
            own = "specific-objectives"
        heading = clause.heading.of(view) if clause.heading else ""
        year = period_end(heading)
        found[clause.path] = Chapter(
            own or (above.theme if above else ""),
            year or (above.year if above else ""),
            clause.path if year else above.year_from if above else "",
            bool(re.search("phấn đấu", heading, re.IGNORECASE)) or bool(above and above.strives),
            bool(gazetteer.pattern("directive/requested").match(heading))
            or (above.requested if above else asks and clause.kind in _LISTED),
            own or _topic(heading, gazetteer, above),
        )
    return _lost_objective(found, list(clauses.values()))


def _topic(heading: str, gazetteer: Gazetteer, above: Chapter | None) -> str:
    """What a clause of the chapter on tasks is about, by the words its heading names first."""
    if not above or above.theme != "tasks-and-measures":
        return ""
    found = ((gazetteer.pattern(topic).search(heading), topic) for topic in _TOPICS)
    named = [(said.start(), topic) for said, topic in found if said]
    return min(named)[1].removeprefix("theme/") if named else ""


def _asks(view: str, outline: Outline) -> bool:
    """Whether the prose before the first heading asks for what is below it: “… đề nghị các sở …:”."""
    said = list(_ASKS_OR_ORDERS.finditer(_leads_in(view, outline)))
    return bool(said) and said[-1][0].lower() == "đề nghị"


def _aims(view: str, outline: Outline) -> bool:
    """Whether the prose before the first heading says that targets are below it: “Các chỉ tiêu chủ yếu:”."""
    return bool(_TARGETS_BELOW.search(_leads_in(view, outline)))


def _leads_in(view: str, outline: Outline) -> str:
    """The last paragraph before the first heading, where it leads in to what is below it."""
    prose = [c for c in outline.clauses if c.path == "preamble" or c.kind == "paragraph"]
    last = prose[-1].blocks[-1].span.of(view) if prose and prose[-1].blocks else ""
    return last if last.rstrip().endswith(":") else ""


def period_end(words: str) -> str:
    """The last year that a heading names as a deadline or the end of a period, or nothing."""
    years = [m[2] or m[3] or m[4] or m[5] for m in _PERIOD.finditer(words)]
    return years[0] if len(years) == 1 else max(years, default="")


def _theme(view: str, clause: Clause, gazetteer: Gazetteer, above: Chapter | None) -> str:
    """The theme that the heading names; small headings must begin with it, and keep what is above them."""
    if not clause.heading:
        return ""
    heading = _ABOUT.sub("", clause.heading.of(view))
    if above and above.theme == "situation":
        return ""
    top = above is None or not above.theme or is_capital(heading)
    if (
        top
        and gazetteer.pattern("cue/situation").search(heading)
        and not _names(gazetteer, "objectives", heading)
    ):
        return "situation"
    aimed = above and above.theme == "specific-objectives" and not is_capital(heading)
    for theme in (t for t in _ORDER if not aimed or "objective" in t):
        said = gazetteer.pattern(f"theme/{theme}")
        if theme == "specific-objectives" and not (
            (above and above.theme in (*OBJECTIVES, "general-objective"))
            or (said.match(heading) and "iêu" in heading[:40].lower())
        ):
            continue
        anywhere = top and (theme not in _FIRST or is_capital(heading))
        hit = said.search(heading) if anywhere else said.match(heading)
        if hit and (top or _is_whole(heading, hit.end())):
            return theme
    return ""


def _names(gazetteer: Gazetteer, theme: str, heading: str) -> bool:
    return bool(gazetteer.pattern(f"theme/{theme}").search(heading))


def _is_whole(heading: str, end: int) -> bool:
    """Whether a small heading is hardly more than the words of the theme, or goes on with a year."""
    rest = heading[end:]
    return len(rest.split()) <= 8


def _lost_objective(found: dict[str, Chapter], clauses: Sequence[Clause]) -> dict[str, Chapter]:
    """A paragraph without heading that stands before “2.1. Mục tiêu đến năm …” is the general objective."""
    for clause, after in pairwise(clauses):
        if (
            clause.kind == "paragraph"
            and "." in after.path
            and not after.parent
            and found[after.path].theme in OBJECTIVES
        ):
            found[clause.path] = Chapter("general-objective", "", "", False, False, "general-objective")
    return found

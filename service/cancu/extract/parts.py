"""The third stage: where header, title, preamble, body, closing, recipients and signature lie."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .blocks import AUTHORITY, Block
from .gazetteer import Gazetteer
from .marks import ITEMS, is_capital, is_rule
from .normal import Normal
from .numbers import NUMBER, clean, numbers, type_of
from .spans import Span

_STRUCTURE: Final = ("part", "annex", "chapter", "section", "article", "upper", "roman", "number", "letter")
_NEAR: Final = 80  # blocks among which header and title are looked for
_PREAMBLE = re.compile(r"(?:(?:Thực hiện|Triển khai) .*,|(?:Căn cứ|Xét|Theo đề nghị|Kính gửi|Ngày)\b)")
_CARRIES_OUT = re.compile(r"Thực hiện|Triển khai")  # also begins a title printed in small letters
_ADDRESSED = re.compile(r"Kính gửi|.{3,100}(?<!công )\bđiện:?$", re.IGNORECASE)
_ISSUED_WITH = re.compile(
    r"\( ?(?:Ban hành )?kèm theo (?:Quyết định|Nghị quyết|Kế hoạch|Công văn|Thông tư|Tờ trình)", re.IGNORECASE
)
_HEAD: Final = 24  # blocks within which number and day stand
_SHORTEST_TITLE: Final = 20
_HEADED = re.compile(
    rf"^Số *:? *{NUMBER}|,\s*(?:hồi .{{1,30}} )?ngày *\d{{1,2}} *tháng|^Số *:$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:V/v|Về việc)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"Nơi *nhận", re.IGNORECASE)
_POSTS = (
    "CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|BÍ THƯ"
    "|PHÓ BÍ THƯ|TRƯỞNG BAN|"
    "PHÓ TRƯỞNG BAN|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|HIỆU TRƯỞNG"
    "|TRƯỞNG PHÒNG|CHI CỤC TRƯỞNG|"
    "CHÁNH THANH TRA|TỔNG GIÁM ĐỐC|VỤ TRƯỞNG|VIỆN TRƯỞNG|CHỦ NHIỆM|TỔNG BÍ THƯ|THƯỜNG TRỰC"
)
SIGNED = re.compile(rf"(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\b\.? ?|(?:{_POSTS})\b)")
_CLOSING = re.compile(
    r"(?:Trên đây|Trong quá trình|Quá trình (?:thực hiện|triển khai)|(?:Kế hoạch|Chỉ thị|Quyết định"
    r"|Nghị quyết|Chương trình(?: hành động)?|Hướng dẫn|Văn bản|Công văn) này "
    r"(?:có hiệu lực|được|thay thế)|Nghị quyết (?:này )?(?:đã )?được|Yêu cầu (?:các|Thủ trưởng|Giám "
    r"đốc)|Căn cứ (?:Kế hoạch|nội dung|chức năng|nhiệm vụ)|"
    r"Nhận được|Ủy ban nhân dân (?:tỉnh|thành phố|huyện)\b.{0,40} yêu cầu|UBND (?:tỉnh|thành phố"
    r"|huyện)\b.{0,40} yêu cầu)"
)
_PROSE: Final = ("ct", "cv", "cd", "kl")  # types whose text begins with prose rather than a preamble


@dataclass(frozen=True)
class Parts:
    """The blocks of each part, by their places in the sequence of blocks; an absent part is empty."""

    header: range
    title: range
    preamble: range
    body: range
    closing: range
    recipients: range
    signature: range
    attached: range
    type: str  # the slug of the type that the title names, or empty


def parts(normal: Normal, blocks: Sequence[Block], gazetteer: Gazetteer) -> Parts:
    """Divide the blocks of a text."""
    view = normal.view
    start = _start(view, blocks, gazetteer)
    title, named = _title(view, blocks, start, gazetteer)
    below = _below_authority(view, blocks, title.stop)
    attached = _attached(view, blocks, below, gazetteer)
    blocks = blocks[: attached.start]
    end, recipients, signature = _tail(view, blocks, below)
    body = next((i for i in range(title.stop, end) if _is_structure(blocks[i])), title.stop)
    closing = _closing(view, blocks, body, end)
    addressed = _addressed(view, blocks, title.stop, end)
    if (
        addressed
        or body == title.stop
        or named in _PROSE
        or not _is_preamble(view, blocks, title.stop, body, gazetteer)
    ):
        body = addressed or title.stop
    header = range(start, title.start)
    return Parts(
        header,
        title,
        range(title.stop, body),
        range(body, closing.start),
        closing,
        recipients,
        signature,
        attached,
        named,
    )


def _attached(view: str, blocks: Sequence[Block], start: int, gazetteer: Gazetteer) -> range:
    """The blocks of what is issued with a document: below a title or number of its own."""
    signed = next((i for i in range(start, len(blocks)) if _is_signed(view, blocks[i])), len(blocks))
    for place in range(signed + 1, len(blocks)):
        words = blocks[place].span.of(view)
        titled = words.isupper() and gazetteer.titles_of_types.fullmatch(words)
        if blocks[place].kind == "annex" or titled or _ISSUED_WITH.match(words):
            first = next((i for i in range(place, len(blocks)) if _is_structure(blocks[i])), place)
            return range(place, len(blocks)) if first < len(blocks) else range(len(blocks), len(blocks))
    return range(len(blocks), len(blocks))


def _addressed(view: str, blocks: Sequence[Block], start: int, end: int) -> int:
    """Where “Kính gửi” and its addressees end; 0 where a text addresses nobody."""
    to = next(
        (i for i in range(start, min(end, start + 12)) if _ADDRESSED.match(blocks[i].span.of(view))), None
    )
    if to is None:
        return 0
    after = to + 1
    while after < end and blocks[after].kind in ITEMS:
        after += 1
    return after


def _is_structure(block: Block) -> bool:
    return block.kind in _STRUCTURE


def _is_preamble(view: str, blocks: Sequence[Block], start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether what stands before the first heading says on what the document rests, or what follows."""
    cues = gazetteer.pattern("citation-role/basis", "citation-role/implements", "citation-role/proposal")
    said = [block.span.of(view) for block in blocks[start:end]]
    return any(cues.match(words) for words in said) or any(words.endswith(":") for words in said)


def _start(view: str, blocks: Sequence[Block], gazetteer: Gazetteer) -> int:
    """The first block of the document itself: what stands before the issuer's name is the page's."""
    heads = _heads(gazetteer)
    for place, block in enumerate(blocks[:_NEAR]):
        if _is_structure(block) or SIGNED.match(view, block.span.start):
            return 0
        if is_capital(block.span.of(view).split("|")[0]) and heads.match(view, block.span.start):
            return place
    return 0


def _heads(gazetteer: Gazetteer) -> re.Pattern[str]:
    """The first words of issuers, in capitals."""
    return gazetteer.within(
        r"(?:{}|(?-i:CỘNG *HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI))(?!\w)",
        "cue/agency-head",
        flags=re.IGNORECASE,
    )


def _title(view: str, blocks: Sequence[Block], start: int, gazetteer: Gazetteer) -> tuple[range, str]:
    named = gazetteer.titles_of_types
    for place in range(start, min(len(blocks), start + _NEAR)):
        words = blocks[place].span.of(view)
        found = named.match(words)
        if blocks[place].kind or not found or words.endswith(":"):
            continue
        alone = found.end() == len(words)
        if words[: found.end()].isupper() or (alone and place > start):
            slug = gazetteer.type_slugs[found[0].lower().replace(" ", "")]
            whole = not is_capital(words) and not alone
            return range(place, place + 1 if whole else _title_end(view, blocks, place + 1, named)), slug
        if place == start and len(words) < 300 and not words.endswith((".", ";", ":")):
            return range(place, place + 1), gazetteer.type_slugs[found[0].lower().replace(" ", "")]
    for place in range(start, min(len(blocks), start + _NEAR)):
        if _ABOUT.match(view, blocks[place].span.start):
            above = Span(blocks[start].span.start, blocks[place].span.start)
            typed = {type_of(clean(number.of(view)), gazetteer) for number in numbers(view, above)} - {
                "",
                "cv",
            }
            return range(place, place + 1), "" if typed else "cv"
    return _untitled(view, blocks, start), ""


def _untitled(view: str, blocks: Sequence[Block], start: int) -> range:
    """Where a title would be that a page has lost: below number and day, with what is left of it."""
    end = start
    for place in range(start, min(len(blocks), start + _HEAD)):
        words = blocks[place].span.of(view)
        if _HEADED.search(words) and len(words) < 120:
            end = place + 1
    if end == start or (end < len(blocks) and AUTHORITY.match(_words(view, blocks[end]))):
        return range(end, end)
    last = end
    while last < len(blocks) and is_capital(_words(view, blocks[last])) and not blocks[last].kind:
        last += 1
    if last > end and sum(len(blocks[i].span) for i in range(end, last)) > _SHORTEST_TITLE:
        return range(end, last)
    return range(end, end + 1) if _may_be_title(view, blocks, end) else range(end, end)


def _may_be_title(view: str, blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph in small letters is a title: no sentence, and a basis follows."""
    if place + 1 >= len(blocks) or blocks[place].kind:
        return False
    words, after = (blocks[i].span.of(view) for i in (place, place + 1))
    follows = _PREAMBLE.match(after) or _is_structure(blocks[place + 1])
    return bool(follows) and _SHORTEST_TITLE < len(words) < 300 and not words.endswith((".", ";", ":", ","))


def _title_end(view: str, blocks: Sequence[Block], place: int, named: re.Pattern[str]) -> int:
    """Where a title ends that begins before `place`: with a line that is neither in capitals nor “Về …”."""
    first = place
    while place < len(blocks):
        words = blocks[place].span.of(view)
        if blocks[place].kind or is_rule(words) or words.endswith(":") or AUTHORITY.match(words):
            break
        small = not is_capital(words)
        ends = words.endswith((".", ";", ":", ",")) and not words.startswith("Về ")
        if small and (place > first or ends or len(words) > 400):
            break
        if small and _PREAMBLE.match(words) and not _CARRIES_OUT.match(words):
            break
        if not small and place > first and named.fullmatch(words):
            break
        place += 1
    return place


def _below_authority(view: str, blocks: Sequence[Block], start: int) -> int:
    """Below those who decide, whom a decision names between its title and its basis."""
    return next((i for i in range(start, len(blocks)) if not AUTHORITY.match(_words(view, blocks[i]))), start)


def _words(view: str, block: Block) -> str:
    return block.span.of(view)


def _tail(view: str, blocks: Sequence[Block], start: int) -> tuple[int, range, range]:
    """Where the body ends, and the recipients and the signature after it, in whichever order."""
    size = len(blocks)
    received = next(
        (i for i in range(size - 1, start - 1, -1) if _RECIPIENTS.match(view, blocks[i].span.start)), size
    )
    signed = next(
        (
            i
            for i in range(start, size)
            if _is_signed(view, blocks[i]) and (i > received or i >= received - 8)
        ),
        next((i for i in range(start, size) if received == size and _is_signed(view, blocks[i])), size),
    )
    if received < signed:
        return received, range(received, signed), range(signed, size)
    return signed, range(received, size), range(signed, received)


def _is_signed(view: str, block: Block) -> bool:
    words = block.span.of(view)
    return len(words) < 120 and is_capital(words[:4]) and bool(SIGNED.match(words))


def _closing(view: str, blocks: Sequence[Block], start: int, end: int) -> range:
    """The last paragraphs of the body that close it, below no heading."""
    place = end
    structured = any(_is_structure(block) for block in blocks[start:end])
    for at in range(end - 1, start, -1):
        words = blocks[at].span.of(view)
        if blocks[at].kind:
            break
        above = blocks[at - 1].span.of(view)
        last = (
            at == end - 1
            and words.endswith("./.")
            and above.endswith((".", ";"))
            and bool(blocks[at - 1].kind)
        )
        if last or (_CLOSING.match(words) and (structured or words.startswith("Trên đây"))):
            place = at
    return range(place, end)

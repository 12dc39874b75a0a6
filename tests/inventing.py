"""Plans of invented provinces, made of the part that a test is about; and the words of what is read."""

from collections.abc import Sequence

from cancu.extract import Extraction
from cancu.extract.facts import Citation, Fact, Party, Target, Task
from extracting import read

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
-------
Số: 15/KH-UBND

An Hà, ngày 06 tháng 5 năm 2024

KẾ HOẠCH
Phát triển lâm nghiệp

"""


def words(found: Extraction, fact: Fact) -> str:
    """The words that state a fact."""
    return fact.quote.of(found.normal.text)


def citing(preamble: str, body: str = "I. MỤC ĐÍCH\n\nGiữ rừng.\n") -> Extraction:
    return read(f"{HEAD}{preamble}\n\n{body}")


def cited(preamble: str) -> list[Citation]:
    """What the preamble of a plan cites."""
    return [each for each in citing(preamble).reading.citations if each.clause == "preamble"]


def aiming(statements: str, heading: str = "Mục tiêu cụ thể") -> Extraction:
    return read(f"{HEAD}I. MỤC TIÊU\n\n1. {heading}\n\n{statements}\n\nII. KINH PHÍ\n\nTheo quy định.\n")


def aims(statements: str, heading: str = "Mục tiêu cụ thể") -> list[Target]:
    """The targets of the specific objectives of a plan."""
    return list(aiming(statements, heading).reading.targets)


def assigning(orders: str, chapter: str = "TỔ CHỨC THỰC HIỆN") -> Extraction:
    return read(f"{HEAD}I. {chapter}\n\n{orders}\n")


def tasks(orders: str, chapter: str = "TỔ CHỨC THỰC HIỆN") -> list[Task]:
    """The tasks of a chapter of a plan."""
    return list(assigning(orders, chapter).reading.tasks)


def names(parties: Sequence[Party]) -> list[str]:
    return [party.name for party in parties]

"""Who pays, and what awards are given for."""

import pytest

from cancu.extract import Extraction
from extracting import read
from inventing import HEAD, assigning, names, words


def paying(statements: str) -> Extraction:
    return read(f"{HEAD}I. NHIỆM VỤ\n\n- Trồng rừng ven biển.\n\nII. KINH PHÍ THỰC HIỆN\n\n{statements}\n")


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("Ngân sách nhà nước bảo đảm theo phân cấp hiện hành", "state-budget"),
        ("Bố trí trong dự toán chi thường xuyên hằng năm của các cơ quan", "state-budget"),
        ("Vốn đầu tư công trung hạn của tỉnh", "state-budget"),
        ("Nguồn tài trợ, viện trợ của các tổ chức quốc tế", "contributions"),
        ("Nguồn sự nghiệp Chương trình giảm nghèo: 980 triệu đồng", "state-budget"),
        ("Vốn lồng ghép các chương trình khác: 1.200 triệu đồng", "state-budget"),
        ("Kinh phí thường xuyên của các trường", "state-budget"),
        ("Nguồn vốn các chương trình mục tiêu quốc gia", "state-budget"),
        ("Nguồn vốn sự nghiệp và đóng góp của người dân", "mixed"),
        ("Huy động đóng góp của doanh nghiệp, người dân", "contributions"),
        ("Nguồn xã hội hóa và các nguồn hợp pháp khác", "contributions"),
        ("Ngân sách tỉnh và các nguồn vốn hợp pháp khác", "mixed"),
        ("Từ ngân sách nhà nước, nguồn xã hội hóa", "mixed"),
    ],
)
def test_a_statement_on_funding_tells_the_kind_of_source(statement: str, kind: str) -> None:
    found = paying(f"- {statement}.")
    assert [(each.type, words(found, each)) for each in found.reading.funding] == [(kind, statement)]


@pytest.mark.parametrize(
    "statement", ["Thực hiện theo quy định hiện hành", "Sở Tài chính hướng dẫn thanh toán"]
)
def test_a_statement_that_names_no_source_tells_of_no_funding(statement: str) -> None:
    assert paying(f"- {statement}.").reading.funding == []


def test_who_contributes_is_named() -> None:
    (found,) = paying("- Nguồn tài trợ của doanh nghiệp.").reading.funding
    assert [(each.name, each.is_group) for each in found.payers] == [("doanh nghiệp", True)]


def test_money_named_among_tasks_is_no_statement_on_funding() -> None:
    assert assigning("1. Sở Tài chính\n\n- Bố trí ngân sách tỉnh cho các vườn ươm.").reading.funding == []


@pytest.mark.parametrize("says", ["Kinh phí thực hiện", "Kinh phí tổ chức thực hiện"])
def test_a_statement_among_tasks_that_begins_with_its_money_is_on_funding_and_no_task(says: str) -> None:
    statement = f"{says} do ngân sách tỉnh bảo đảm"
    found = assigning(f"1. Kinh phí\n\n- Sở Y tế rà soát trạm xá.\n\n2. {statement}.").reading
    assert [(each.clause, each.type) for each in found.funding] == [("I.2", "state-budget")]
    assert [each.clause for each in found.tasks] == ["I.1"]


def test_whom_a_clause_on_money_among_the_tasks_names_is_to_see_to_it() -> None:
    listed = "- Sở Tài chính rà soát dự toán;\n- Ngân sách tỉnh."
    found = assigning(f"1. Về nguồn vốn\n\n{listed}", "NHIỆM VỤ").reading
    assert [names(each.responsible) for each in found.tasks] == [["Sở Tài chính"]]
    assert [each.type for each in found.funding] == ["state-budget"]


def test_the_items_of_a_chapter_on_awards_are_criteria_for_the_bodies_of_its_headings() -> None:
    found = read(
        f"{HEAD}I. NHIỆM VỤ\n\n- Trồng rừng ven biển.\n\nII. TIÊU CHÍ VÀ KHEN THƯỞNG\n\n1. Sở Y tế\n\n"
        "- Hoàn thành chỉ tiêu trồng cây;\n- Không để xảy ra cháy rừng.\n\n"
        "2. Hình thức\n\n- Tặng Bằng khen.\n"
    )
    assert [(each.clause, words(found, each), names(each.applies_to)) for each in found.reading.criteria] == [
        ("II.1", "Hoàn thành chỉ tiêu trồng cây", ["Sở Y tế"]),
        ("II.1", "Không để xảy ra cháy rừng", ["Sở Y tế"]),
        ("II.2", "Tặng Bằng khen", []),
    ]

"""Tables: the targets and tasks of their rows, with the year, unit and bodies of their columns."""

import pytest

from cancu.extract.facts import Target
from inventing import aiming, aims, assigning, names, tasks, words

TARGETS = """STT | Chỉ tiêu | Đơn vị tính | TH 2023 | KH 2025 | KH 2030
(1) | (2) | (3) | (4) | (5) | (6)
1 | Tỷ lệ che phủ rừng | % | 41,5 | 43 | 45,5
2 | Diện tích rừng trồng mới | ha | 950 | 1.200 | 1.500
3 | Số xã có vườn ươm | xã | 10 | - | ≥ 30
"""
TASKS = """TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành
1 | Rà soát quy hoạch ba loại rừng | Sở Y tế | Sở Tài chính, UBND các huyện | 30/9/2024
2 | Kiểm tra các vườn ươm | Sở Nội vụ |  | Hằng năm
3 | Lập bản đồ rừng ngập mặn | Sở Tài chính; Công an tỉnh | Sở Y tế | Năm 2026
"""


def cell(head: str, row: str) -> Target:
    """The only target of a table of one row."""
    (target,) = aims(f"{head}\n{row}\n")
    return target


# --- Targets


def test_each_cell_below_a_year_to_come_is_a_target() -> None:
    found = aims(TARGETS)
    assert sorted((each.measure, each.deadline, each.value, each.unit) for each in found) == [
        ("Diện tích rừng trồng mới", "2025", "1200", "ha"),
        ("Diện tích rừng trồng mới", "2030", "1500", "ha"),
        ("Số xã có vườn ươm", "2030", "30", "xã"),
        ("Tỷ lệ che phủ rừng", "2025", "43", "PERCENT"),
        ("Tỷ lệ che phủ rừng", "2030", "45.5", "PERCENT"),
    ]


def test_rows_between_bars_say_the_same_as_rows_without() -> None:
    barred = "".join(f"| {row} |\n" for row in TARGETS.splitlines())
    said = [
        [(t.measure, t.deadline, t.value, t.unit, t.baseline) for t in aims(rows)]
        for rows in (TARGETS, barred)
    ]
    assert said[0] == said[1] != []


def test_the_name_of_a_row_may_say_in_brackets_what_it_counts() -> None:
    (found,) = aims("Chỉ tiêu | Năm 2027\nSố xã có vườn rừng (xã) | 60\n")
    assert (found.value, found.unit) == ("60", "xã")


def test_the_words_of_a_target_of_a_row_between_bars_are_within_the_bars() -> None:
    found = aiming("| Chỉ tiêu | Đơn vị | Năm 2027 |\n| Số hộ có vườn rừng | hộ | 60 |\n")
    assert [words(found, each) for each in found.reading.targets] == ["Số hộ có vườn rừng | hộ | 60"]


def test_tasks_are_read_from_rows_between_bars_that_the_page_has_broken() -> None:
    barred = (
        "| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp |\n"
        "| 1 | Rà soát quy hoạch ba loại\nrừng | Sở Y tế | Công an tỉnh |\n"
        "| 2 | Kiểm tra các vườn ươm | Sở Nội vụ |\nSở Y tế |\n"
    )
    found = assigning(barred)
    assert [(names(each.lead), names(each.coordinating)) for each in found.reading.tasks] == [
        (["Sở Y tế"], ["Công an tỉnh"]), (["Sở Nội vụ"], ["Sở Y tế"])
    ]  # fmt: skip


def test_what_a_row_says_was_reached_is_the_baseline_of_its_targets() -> None:
    found = {each.measure: (each.baseline, each.baseline_year) for each in aims(TARGETS)}
    assert found == {
        "Tỷ lệ che phủ rừng": ("41.5", "2023"),
        "Diện tích rừng trồng mới": ("950", "2023"),
        "Số xã có vườn ươm": ("10", "2023"),
    }


def test_the_words_of_a_target_are_its_row_without_the_count_of_rows() -> None:
    found = aiming(TARGETS)
    text = found.normal.text
    last = next(each for each in found.reading.targets if each.value == "45.5")
    assert words(found, last) == "Tỷ lệ che phủ rừng | % | 41,5 | 43 | 45,5"
    assert last.figure is not None
    assert last.figure.of(text) == "45,5"


@pytest.mark.parametrize(
    ("printed", "comparator", "value", "most"),
    [
        ("60", "exactly", "60", ""),
        ("≥ 60", "at-least", "60", ""),
        ("> 60", "more-than", "60", ""),
        ("≤60", "at-most", "60", ""),
        ("< 60", "less-than", "60", ""),
        ("trên 60", "more-than", "60", ""),
        ("Dưới 60", "less-than", "60", ""),
        ("khoảng 60", "approximately", "60", ""),
        ("Tối thiểu 60", "at-least", "60", ""),
        ("60 - 65", "exactly", "60", "65"),
        ("1.250", "exactly", "1250", ""),
    ],
)
def test_a_cell_may_compare_its_figure(printed: str, comparator: str, value: str, most: str) -> None:
    found = cell("Chỉ tiêu | Đơn vị | Năm 2027", f"Số hộ có vườn rừng | hộ | {printed}")
    assert (found.comparator, found.value, found.value_max) == (comparator, value, most)
    assert (found.unit, found.deadline) == ("hộ", "2027")


@pytest.mark.parametrize(("said", "comparator"), [("tối đa", "at-most"), ("tối thiểu", "at-least")])
def test_the_name_of_a_row_may_compare_its_figures(said: str, comparator: str) -> None:
    found = cell("Chỉ tiêu | Đơn vị | Năm 2027", f"Tỷ lệ hộ nghèo ({said}) | % | 5")
    assert (found.comparator, found.value, found.unit) == (comparator, "5", "PERCENT")


def test_a_table_without_years_is_for_the_year_of_its_heading() -> None:
    table = "STT | Chỉ tiêu | Kế hoạch\n1 | Tỷ lệ hộ dùng nước sạch (%) | 95\n"
    (found,) = aims(table, "Đến năm 2028")
    assert (found.value, found.unit, found.deadline) == ("95", "PERCENT", "2028")


@pytest.mark.parametrize("printed", ["-", "", "Hoàn thành", "x", "theo thực tế"])
def test_a_cell_without_a_figure_is_no_target(printed: str) -> None:
    assert aims(f"Chỉ tiêu | Đơn vị | Năm 2027 | Ghi chú\nSố hộ có vườn rừng | hộ | {printed} | a\n") == []


# --- Tasks


def test_each_row_of_assignments_is_a_task() -> None:
    found = assigning(TASKS, "NHIỆM VỤ, GIẢI PHÁP")
    first, second, third = found.reading.tasks
    assert words(found, first).startswith("Rà soát quy hoạch ba loại rừng | Sở Y tế | Sở Tài chính")
    assert (names(first.lead), first.deadline) == (["Sở Y tế"], "2024-09-30")
    assert names(first.coordinating) == ["Sở Tài chính", "UBND các huyện"]
    assert (names(second.lead), second.recurrence, second.deadline) == (["Sở Nội vụ"], "annual", "")
    assert (names(third.lead), third.deadline) == (["Sở Tài chính", "Công an tỉnh"], "2026")


def test_a_body_of_a_column_that_says_nothing_of_leading_is_responsible() -> None:
    table = "Nhiệm vụ | Đơn vị thực hiện\nKiểm tra các vườn ươm | Sở Nội vụ\n"
    (found,) = tasks(table, "NHIỆM VỤ, GIẢI PHÁP")
    assert (names(found.lead), names(found.responsible)) == ([], ["Sở Nội vụ"])


def test_a_row_that_names_nobody_is_no_task() -> None:
    table = "Nhiệm vụ | Cơ quan chủ trì\nKiểm tra các vườn ươm | -\nTrồng cây ven đường | Sở Nội vụ\n"
    assert [names(each.lead) for each in tasks(table, "NHIỆM VỤ, GIẢI PHÁP")] == [["Sở Nội vụ"]]

"""What a text orders: the bullets of its chapters on tasks; ordered or asked for, at once or awaiting."""

import pytest

from cancu.extract.facts import Task
from extracting import read
from inventing import HEAD, assigning, names, tasks, words

TASK = "Rà soát quy hoạch ba loại rừng"


def of(order: str, heading: str = "1. Sở Y tế") -> Task:
    (task,) = tasks(f"{heading}\n\n- {order}.")
    return task


# --- What is a task


@pytest.mark.parametrize(
    "chapter", ["NHIỆM VỤ", "GIẢI PHÁP THỰC HIỆN", "NỘI DUNG THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"]
)
def test_each_bullet_of_a_chapter_on_tasks_is_one(chapter: str) -> None:
    found = assigning(f"1. Sở Y tế\n\n- {TASK};\n- Kiểm tra các vườn ươm, xử lý vi phạm.\n", chapter)
    assert [words(found, each) for each in found.reading.tasks] == [
        TASK, "Kiểm tra các vườn ươm, xử lý vi phạm",
    ]  # fmt: skip


def test_without_bullets_each_paragraph_is_a_task() -> None:
    found = assigning(f"1. Sở Y tế\n\n{TASK}.\n\nKiểm tra các vườn ươm trên địa bàn.\n")
    assert [words(found, each) for each in found.reading.tasks] == [
        TASK,
        "Kiểm tra các vườn ươm trên địa bàn",
    ]


@pytest.mark.parametrize(
    "chapter", ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "KẾT QUẢ THỰC HIỆN NĂM 2023", "KINH PHÍ"]
)
def test_other_chapters_give_no_tasks(chapter: str) -> None:
    assert tasks(f"- {TASK};\n- Kiểm tra các vườn ươm.\n", chapter) == []


def test_a_line_that_only_leads_in_is_no_task() -> None:
    found = assigning(f"1. Sở Y tế\n\nTập trung thực hiện các nội dung sau:\n\n- {TASK}.\n")
    assert [words(found, each) for each in found.reading.tasks] == [TASK]


def test_the_closing_formula_is_no_task() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN HÀ\nSố: 16/QĐ-UBND\nAn Hà, ngày 06 tháng 5 năm 2024\nQUYẾT ĐỊNH\n"
        "Về việc giao rừng\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Giao Sở Y tế chủ trì lập hồ sơ giao rừng.\n"
        "Điều 2. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.\n"
    )
    found = read(text)
    assert [each.clause for each in found.reading.tasks] == ["Điều 1"]


@pytest.mark.parametrize(
    "formula",
    [
        "Chương trình hành động này thay thế Chương trình số 9-CTr/TU ngày 02/4/2019 của Tỉnh ủy An Hà",
        "Hướng dẫn này có hiệu lực từ ngày ký ban hành",
        "Những năm qua, Sở Y tế thực hiện tốt công tác trồng rừng",
        "Trong thời gian qua, các xã triển khai kịp thời việc giao rừng",
    ],
)
def test_what_says_how_it_was_or_what_the_text_replaces_is_no_task(formula: str) -> None:
    found = assigning(f"- {TASK}.\n- {formula}.")
    assert [words(found, each) for each in found.reading.tasks] == [TASK]


@pytest.mark.parametrize("mark", [";", "."])
def test_who_does_what_no_heading_gives_may_be_named_in_a_later_part(mark: str) -> None:
    task = of(f"Mở lớp trồng rừng ven biển{mark} Sở Y tế báo cáo kết quả hằng năm", "1. Công tác rừng")
    assert (names(task.responsible), task.read_from) == (["Sở Y tế"], "")


def test_what_a_heading_gives_stays_with_its_body_though_a_later_part_names_another() -> None:
    task = of("Mở lớp trồng rừng ven biển; Sở Nội vụ báo cáo kết quả hằng năm")
    assert names(task.responsible) == ["Sở Y tế"]


def test_a_bullet_with_a_colon_gives_the_items_below_it_to_its_body() -> None:
    found = tasks(
        f"1. Công tác phối hợp\n\n- Giao Sở Y tế:\n+ {TASK};\n+ Kiểm tra các vườn ươm.\n"
        "- Giao Sở Nội vụ:\n+ Bình xét thi đua.\n"
    )
    assert [names(each.responsible) for each in found] == [["Sở Y tế"], ["Sở Y tế"], ["Sở Nội vụ"]]


def test_a_bullet_with_a_colon_may_say_who_leads_the_items_below_it_and_who_helps() -> None:
    found = tasks(
        f"1. Công tác phối hợp\n\n- Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh:\n+ {TASK};\n"
        "+ Phối hợp với Sở Nội vụ kiểm tra các vườn ươm.\n- Giao Sở Nội vụ:\n+ Bình xét thi đua.\n"
    )
    assert [(names(each.lead), names(each.coordinating)) for each in found] == [
        (["Sở Y tế"], ["Công an tỉnh"]), (["Sở Y tế"], ["Sở Nội vụ", "Công an tỉnh"]), ([], [])
    ]  # fmt: skip
    assert names(found[2].responsible) == ["Sở Nội vụ"]


def test_a_statement_that_names_its_own_body_does_not_take_those_who_help_by_the_heading() -> None:
    task = of("Sở Nội vụ bình xét thi đua", "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh:")
    assert (names(task.lead), names(task.responsible), names(task.coordinating)) == ([], ["Sở Nội vụ"], [])


def test_a_task_is_numbered_within_its_clause_and_knows_where_its_owner_stands() -> None:
    found = tasks(f"1. Sở Y tế\n\n- {TASK}.\n\n2. Sở Nội vụ\n\n- Giao Công an tỉnh kiểm tra các vườn ươm.\n")
    assert [(each.clause, each.read_from) for each in found] == [("I.1", "I.1"), ("I.2", "")]


# --- Whom a lead-in orders

LETTER = """ỦY BAN NHÂN DÂN TỈNH AN HÀ
Số: 2100/UBND-KGVX
V/v trồng rừng
An Hà, ngày 06 tháng 5 năm 2024

Kính gửi: Các sở, ban, ngành.

{}

1. Rà soát quy hoạch ba loại rừng.

2. Sở Nội vụ bình xét thi đua.

3. Sở Y tế

- Kiểm tra các vườn ươm.
"""


@pytest.mark.parametrize(
    ("lead_in", "ordered", "requested"),
    [
        ("đề nghị các cơ quan, đơn vị, địa phương thực hiện các nội dung sau:",
         "các cơ quan, đơn vị, địa phương", True),
        ("yêu cầu các sở, ban, ngành và UBND các huyện, thành phố thực hiện:",
         "các sở, ban, ngành, UBND các huyện, thành phố", False),
        ("giao Sở Tài chính thực hiện:", "Sở Tài chính", False),
        ("chỉ đạo Sở Tài chính, Công an tỉnh:", "Sở Tài chính, Công an tỉnh", False),
    ],
)  # fmt: skip
def test_whom_a_lead_in_orders_does_what_names_no_other_body(
    lead_in: str, ordered: str, requested: bool
) -> None:
    found = read(LETTER.format(f"Ủy ban nhân dân tỉnh {lead_in}")).reading.tasks
    assert [(each.clause, ", ".join(names(each.responsible)), each.read_from) for each in found] == [
        ("1", ordered, "P1"), ("2", "Sở Nội vụ", ""), ("3", "Sở Y tế", "3")
    ]  # fmt: skip
    assert {each.requested for each in found} == {requested}


def test_who_asks_for_a_letter_is_not_ordered_by_it() -> None:
    lead_in = "Theo đề nghị của Sở Tài chính, Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện:"
    assert names(read(LETTER.format(lead_in)).reading.tasks[0].responsible) == ["các sở"]


def test_an_order_that_leads_in_is_for_what_names_no_other_body() -> None:
    found = tasks(
        f"1. Công tác rừng\n\nỦy ban nhân dân tỉnh yêu cầu các sở, ban, ngành:\n\n- {TASK};\n"
        "- Sở Nội vụ bình xét thi đua;\n- Kiểm tra các vườn ươm.\n"
    )
    assert [", ".join(names(each.responsible)) for each in found] == [
        "các sở, ban, ngành", "Sở Nội vụ", "các sở, ban, ngành"
    ]  # fmt: skip


def test_a_lead_in_below_a_heading_gives_what_follows_to_its_body() -> None:
    found = tasks(f"1. Công tác rừng\n\nSở Y tế có trách nhiệm:\n\n- {TASK};\n- Kiểm tra các vườn ươm.\n")
    assert [names(each.responsible) for each in found] == [["Sở Y tế"], ["Sở Y tế"]]


@pytest.mark.parametrize("signed", ["", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n\n"])
def test_a_table_of_assignments_in_an_annex_is_read_though_no_chapter_of_tasks_holds_it(signed: str) -> None:
    table = (
        f"TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành\n1 | {TASK} | Sở Y tế | 2025 - 2026"
    )
    found = read(f"{HEAD}I. MỤC ĐÍCH\n\nGiữ rừng.\n\n{signed}PHỤ LỤC I\nDANH MỤC\n{table}\n").reading.tasks
    assert [(each.clause, names(each.lead), each.deadline) for each in found] == [
        ("Phụ lục I", ["Sở Y tế"], "2026")
    ]


# --- Asked for, awaiting, again and again
# --- Asked for, awaiting, again and again


@pytest.mark.parametrize(
    ("heading", "order", "requested"),
    [
        ("1. Sở Y tế", TASK, False),
        ("1. Đề nghị Hội Nông dân tỉnh", "Vận động hội viên trồng rừng", True),
        ("1. Công tác vận động", "Đề nghị Hội Nông dân tỉnh vận động hội viên trồng rừng", True),
        ("1. Sở Nội vụ", "Rà soát, đề nghị cấp có thẩm quyền khen thưởng", False),
    ],
)
def test_what_a_text_asks_for_is_told_from_what_it_orders(heading: str, order: str, requested: bool) -> None:
    assert of(order, heading).requested is requested


def test_below_a_heading_that_asks_all_is_asked_for() -> None:
    found = tasks(
        f"1. Đề nghị các tổ chức\n\n1.1. Hội Nông dân tỉnh\n\n- {TASK}.\n\n"
        "1.2. Hội Cựu chiến binh tỉnh\n\n- Trồng cây ven đường.\n"
    )
    assert [(names(each.responsible), each.requested) for each in found] == [
        (["Hội Nông dân tỉnh"], True), (["Hội Cựu chiến binh tỉnh"], True),
    ]  # fmt: skip


SCHEME = "Đề án “Bảo vệ rừng đầu nguồn giai đoạn 2026 - 2030”"


@pytest.mark.parametrize(
    ("order", "awaits"),
    [
        (f"Triển khai {SCHEME} sau khi được cấp có thẩm quyền phê duyệt", True),
        (f"Thực hiện {SCHEME} sau khi Đề án được cơ quan có thẩm quyền phê duyệt", True),
        (f"Thực hiện {SCHEME} đã được phê duyệt", False),
        (f"Thực hiện {SCHEME} khi đã được cấp có thẩm quyền phê duyệt", False),
        (f"Thực hiện {SCHEME}", False),
    ],
)
def test_a_task_awaits_the_scheme_that_is_still_to_be_approved(order: str, awaits: bool) -> None:
    task = of(order)
    assert [each.title for each in task.implements] == ["Bảo vệ rừng đầu nguồn giai đoạn 2026 - 2030"]
    assert list(task.awaits) == (list(task.implements) if awaits else [])


def test_a_work_that_a_task_only_names_is_not_carried_out_by_it() -> None:
    assert list(of(f"Lồng ghép việc trồng rừng với {SCHEME}").implements) == []


def test_rhythm_and_day_are_those_of_the_task_itself() -> None:
    first, second = tasks(
        "1. Sở Y tế\n\n- Hằng năm, kiểm tra các vườn ươm;\n- Lập bản đồ rừng trước ngày 30/9/2025.\n"
    )
    assert (first.recurrence, first.deadline) == ("annual", "")
    assert (second.recurrence, second.deadline) == ("", "2025-09-30")


def test_the_articles_of_a_directive_without_chapters_are_tasks() -> None:
    head = HEAD.replace("15/KH-UBND", "3/CT-UBND").replace("KẾ HOẠCH", "CHỈ THỊ")
    text = (
        f"{head}Để bảo vệ rừng, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n\n"
        "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát các cơ sở chế biến gỗ.\n\n"
        "2. UBND các huyện, thành phố tổ chức tuần tra rừng, báo cáo UBND tỉnh.\n"
    )
    found = read(text).reading.tasks
    assert [(each.clause, names(each.lead), names(each.responsible)) for each in found] == [
        ("1", ["Sở Y tế"], []),
        ("2", [], ["UBND các huyện, thành phố"]),
    ]

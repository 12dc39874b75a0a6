"""What each clause is about: the theme and the year that headings give, and who asks or strives."""

import pytest

from cancu.extract import chapters, normal, outline
from cancu.extract.chapters import Chapter, period_end
from extracting import gazetteer

HEAD = """ỦY BAN NHÂN DÂN TỈNH LAM GIANG
Số: 9/KH-UBND
Lam Giang, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Về nước sạch
"""
BASIS = "Căn cứ Luật Tài nguyên nước, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"


def of(*lines: str, head: str = HEAD + BASIS) -> dict[str, Chapter]:
    read = normal.read(head + "\n".join(lines))
    return chapters.chapters(read.view, outline.outline(read, gazetteer()), gazetteer())


@pytest.mark.parametrize(
    ("heading", "theme"),
    [
        ("MỤC TIÊU", "objectives"),
        ("QUAN ĐIỂM, MỤC TIÊU", "objectives"),
        ("MỤC TIÊU, CHỈ TIÊU", "objectives"),
        ("Mục tiêu", "objectives"),
        ("MỤC ĐÍCH, YÊU CẦU", "purposes-and-requirements"),
        ("MỤC ĐÍCH - YÊU CẦU", "purposes-and-requirements"),
        ("MỤC ĐÍCH", "purposes"),
        ("YÊU CẦU", "requirements"),
        ("QUAN ĐIỂM CHỈ ĐẠO", "requirements"),
        ("NHIỆM VỤ, GIẢI PHÁP", "tasks-and-measures"),
        ("NHIỆM VỤ TRỌNG TÂM", "tasks-and-measures"),
        ("NỘI DUNG THỰC HIỆN", "tasks-and-measures"),
        ("CÁC GIẢI PHÁP CHỦ YẾU", "tasks-and-measures"),
        ("TỔ CHỨC THỰC HIỆN", "organisation"),
        ("PHÂN CÔNG NHIỆM VỤ", "organisation"),
        ("TRÁCH NHIỆM CỦA CÁC CƠ QUAN", "organisation"),
        ("KINH PHÍ THỰC HIỆN", "funding"),
        ("Nguồn vốn", "funding"),
        ("NGUỒN LỰC", "funding"),
        ("Nguồn lực thực hiện", "funding"),
        ("TIÊU CHÍ VÀ HÌNH THỨC KHEN THƯỞNG", "criteria-and-awards"),
        ("TÌNH HÌNH CUNG CẤP NƯỚC", "situation"),
        ("ĐÁNH GIÁ CHUNG", "situation"),
        ("ĐÁNH GIÁ KẾT QUẢ CẤP NƯỚC", "situation"),
        ("ĐÁNH GIÁ VIỆC CẤP NƯỚC", "situation"),
        ("KIỂM TRA, ĐÁNH GIÁ", ""),
        ("TIÊU CHÍ ĐÁNH GIÁ", "criteria-and-awards"),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023", "situation"),
        ("TỔCHỨC THỰC HIỆN", "organisation"),
        ("TỔ CHỨCTHỰC HIỆN", "organisation"),
        ("MỤC  TIÊU", "objectives"),
        ("DANH SÁCH CÁC XÃ", ""),
        ("Mở ngày nước sạch trên phạm vi toàn tỉnh", ""),
    ],
)
def test_a_heading_in_any_letters_names_the_theme(heading: str, theme: str) -> None:
    assert of(f"I. {heading}", "- Đạt 60% hộ dân.")["I"].theme == theme


def test_general_and_specific_objectives_are_told_apart_below_the_objectives() -> None:
    found = of(
        "I. MỤC TIÊU", "1. Mục tiêu chung", "Nước sạch cho mọi người.", "2. Mục tiêu cụ thể",
        "2.1. Đến năm 2025", "- Đạt 60%.", "2.2. Phấn đấu đến năm 2030", "- Đạt 80%.",
    )  # fmt: skip
    assert {
        path: (c.theme, c.year, c.year_from, c.strives) for path, c in found.items() if path.startswith("I")
    } == {
        "I": ("objectives", "", "", False),
        "I.1": ("general-objective", "", "", False),
        "I.2": ("specific-objectives", "", "", False),
        "I.2.1": ("specific-objectives", "2025", "I.2.1", False),
        "I.2.2": ("specific-objectives", "2030", "I.2.2", True),
    }


def test_what_is_below_a_heading_has_its_theme_and_its_year() -> None:
    found = of(
        "II. MỤC TIÊU CỦA TỈNH NĂM 2027", "1. Về nước", "a) Vùng cao", "- Đạt 60%.", "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế", "- Theo dõi.",
    )  # fmt: skip
    assert (found["II.1.a"].theme, found["II.1.a"].year, found["II.1.a"].year_from) == (
        "objectives",
        "2027",
        "II",
    )
    assert (found["III.1"].theme, found["III.1"].year, found["III.1"].own_theme) == ("organisation", "", "")


def test_a_small_heading_that_only_speaks_of_a_theme_keeps_the_one_above() -> None:
    found = of("III. TỔ CHỨC THỰC HIỆN", "1. Sở Tài chính", "a) Cân đối kinh phí cho các xã", "- Hằng năm.")
    assert found["III.1.a"].theme == "organisation"


def test_a_small_heading_that_is_a_theme_changes_it() -> None:
    found = of(
        "III. NHIỆM VỤ", "1. Tuyên truyền", "- Phát tờ rơi.", "2. Kinh phí thực hiện", "Do tỉnh bố trí."
    )
    assert (found["III.1"].theme, found["III.2"].theme) == ("tasks-and-measures", "funding")


@pytest.mark.parametrize(
    ("above", "heading", "theme"),
    [
        ("NHIỆM VỤ", "Về kinh phí thực hiện", "funding"),
        ("NHIỆM VỤ", "Về tổ chức thực hiện", "organisation"),
        ("TỔ CHỨC THỰC HIỆN", "Một số nhiệm vụ trọng tâm", "tasks-and-measures"),
        ("MỤC ĐÍCH, YÊU CẦU", "Về mục đích", "purposes"),
        ("NHIỆM VỤ", "Về nước sạch", "tasks-and-measures"),
    ],
)
def test_a_small_heading_may_say_that_it_is_about_its_theme(above: str, heading: str, theme: str) -> None:
    assert of(f"III. {above}", f"1. {heading}", "- Theo dõi nước.")["III.1"].theme == theme


@pytest.mark.parametrize(
    "heading",
    ["Nguồn lực cho nước sạch", "Nhiệm vụ cấp nước", "Kinh phí", "Tổ chức bộ máy", "Về giáo dục"],
)
def test_below_the_specific_objectives_small_headings_only_tell_of_what_the_objectives_are(
    heading: str,
) -> None:
    found = of("I. MỤC TIÊU", "1. Mục tiêu cụ thể", f"a) {heading}", "- Đạt 60%.", "II. KINH PHÍ", "- Tỉnh.")
    assert (found["I.1.a"].theme, found["II"].theme) == ("specific-objectives", "funding")


def test_a_heading_on_the_use_of_machines_tells_of_no_digital_transformation() -> None:
    found = of("I. NHIỆM VỤ", "1. Hạ tầng số", "- Làm.", "2. Công nghệ thông tin", "- Làm.")
    assert (found["I.1"].own_theme, found["I.2"].own_theme) == ("digital-transformation", "")


def test_below_the_situation_all_is_past() -> None:
    found = of(
        "I. TÌNH HÌNH",
        "1. Mục tiêu đã đạt",
        "- Đạt 60%.",
        "2. Nhiệm vụ",
        "- Đã xong.",
        "II. NHIỆM VỤ",
        "- Làm.",
    )
    assert [found[path].theme for path in ("I", "I.1", "I.2", "II")] == [
        *["situation"] * 3,
        "tasks-and-measures",
    ]


def test_the_parts_of_a_text_that_are_not_its_body_have_no_theme() -> None:
    found = of("I. MỤC TIÊU", "- Đạt 60%.")
    assert {found[path].theme for path in ("header", "title", "preamble")} == {""}


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Mục tiêu đến năm 2025", "2025"),
        ("Đến cuối năm 2026", "2026"),
        ("Giai đoạn 2021 - 2025", "2025"),
        ("Giai đoạn 2021-2025", "2025"),
        ("Giai đoạn 2021 - 2025, tầm nhìn đến năm 2030", "2030"),
        ("Thời kỳ 2021 - 2030", "2030"),
        ("Trong năm 2024", "2024"),
        ("Chỉ tiêu năm 2024 và năm 2025", "2025"),
        ("Theo Quyết định số 2025/QĐ-UBND", ""),
        ("Về nước sạch", ""),
    ],
)
def test_a_heading_gives_the_last_year_it_names(heading: str, year: str) -> None:
    assert period_end(heading) == year


def test_what_a_plan_requests_stands_below_a_heading_that_says_so() -> None:
    found = of(
        "III. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "- Theo dõi.", "2. Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh",
        "a) Tuyên truyền", "- Vận động.",
    )  # fmt: skip
    assert {path: found[path].requested for path in ("III", "III.1", "III.2", "III.2.a")} == {
        "III": False, "III.1": False, "III.2": True, "III.2.a": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("prose", "requested"),
    [
        ("Sở Y tế đề nghị các đơn vị thực hiện các nội dung sau:", True),
        ("Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện:", False),
        ("Theo đề nghị của Sở Y tế, Ủy ban nhân dân tỉnh yêu cầu:", False),
        ("Sở Y tế đề nghị các đơn vị quan tâm.", False),
        ("Theo đề nghị của các xã, Sở Y tế thông báo:", False),
    ],
)
def test_a_letter_asks_or_orders_before_its_first_heading(prose: str, requested: bool) -> None:
    letter = (
        "SỞ Y TẾ\nSố: 21/SYT-NV\nVĩnh Sa, ngày 3 tháng 4 năm 2024\nV/v nước sạch\nKính gửi: Các bệnh viện.\n"
    )
    found = of(prose, "1. Theo dõi nước sạch.", "2. Báo cáo Sở Y tế.", head=letter)
    assert (found["1"].requested, found["2"].requested) == (requested, requested)


def test_a_paragraph_that_lost_its_heading_before_the_years_is_the_general_objective() -> None:
    found = of(
        "I. MỤC ĐÍCH", "- Nâng cao nhận thức.", "Mọi người dân được dùng nước sạch.",
        "2.1. Mục tiêu đến năm 2025", "- Đạt 60%.", "2.2. Mục tiêu đến năm 2030", "- Đạt 80%.",
    )  # fmt: skip
    assert (found["P1"].theme, found["2.1"].theme, found["2.1"].year) == (
        "general-objective",
        "specific-objectives",
        "2025",
    )

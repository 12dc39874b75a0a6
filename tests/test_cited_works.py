"""The works that a text cites: by numbers as printed and misprinted, by day, by the names of laws."""

import pytest

from cancu.extract.facts import Reference
from inventing import cited, citing, words

AMENDING = (
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
)


def work(preamble: str) -> Reference:
    """The only work that a preamble cites."""
    (citation,) = cited(preamble)
    return citation.work


# --- Numbers and days


@pytest.mark.parametrize(
    ("said", "number", "kind"),
    [
        ("Quyết định số 1373/QĐ-TTg", "1373/QĐ-TTg", "qd"),
        ("Nghị định số 84/2020/NĐ-CP", "84/2020/NĐ-CP", "nd"),
        ("Chỉ thị số 11-CT/TW", "11-CT/TW", "ct"),
        ("Kết luận số 49-KL/TW", "49-KL/TW", "kl"),
        ("Nghị quyết số 29-NQ/TW", "29-NQ/TW", "nq"),
        ("Kế hoạch số 30-KH/TU", "30-KH/TU", "kh"),
        ("Công văn số 3320/BGDĐT-GDTX", "3320/BGDĐT-GDTX", "cv"),
        ("văn bản số 2617/BKHĐT-CLPT", "2617/BKHĐT-CLPT", "cv"),
        ("Tờ trình số 1380/TTr-SGDĐT", "1380/TTr-SGDĐT", "ttr"),
        ("Nghị quyết số 202/2025/QH15", "202/2025/QH15", "nq"),
    ],
)
def test_a_number_of_every_kind_is_read_with_its_type(said: str, number: str, kind: str) -> None:
    found = work(f"Căn cứ {said} ngày 02/01/2024;")
    assert (found.number, found.type) == (number, kind)


@pytest.mark.parametrize(
    "printed",
    [
        "Quyết định số 1315/QĐ- TTg ngày 09/11/2023",
        "Quyết định số 1315/ QĐ-TTg ngày 09/11/2023",
        "Quyết định số 1315 / QĐ-TTg ngày 09/11/2023",
        "Quyết định 1315/QĐ-TTg ngày 09/11/2023",
        "Quyết định số: 1315/QĐ-TTg ngày 09/11/2023",
        "Quyết định số\n1315/QĐ-TTg ngày 09/11/2023",
        "Quyết định số\\r\\n1315/QĐ-TTg ngày 09/11/2023",
        "Quyếtđịnh số 1315/QĐ-TTg ngày09/11/2023",
        "Quyết định số 1315/QĐ–TTg ngày 09/11/2023",
    ],
)
def test_a_misprinted_number_is_mended_and_its_words_are_not(printed: str) -> None:
    found = citing(f"Thực hiện {printed};")
    (citation,) = found.reading.citations
    assert citation.work.number.replace("–", "-") == "1315/QĐ-TTg"
    assert (citation.work.type, citation.work.date, citation.role) == ("qd", "2023-11-09", "implements")
    assert words(found, citation) == printed.replace("\n", " ")


def test_one_type_serves_several_numbers() -> None:
    found = citing(
        "Căn cứ các Nghị định của Chính phủ: Số 12/2022/NĐ-CP ngày 05/01/2022; "
        "số 84/2020/NĐ-CP ngày 17/7/2020;"
    )
    assert [(words(found, each), each.work.type) for each in found.reading.citations] == [
        ("Số 12/2022/NĐ-CP ngày 05/01/2022", "nd"),
        ("số 84/2020/NĐ-CP ngày 17/7/2020", "nd"),
    ]


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("ngày 08/12/2023", "2023-12-08"),
        ("ngày 8 tháng 12 năm 2023", "2023-12-08"),
        (", ngày 08/12/2023", "2023-12-08"),
        ("ngày08/12/2023", "2023-12-08"),
        ("ngày 8-12-2023", "2023-12-08"),
        ("tháng 12 năm 2023", "2023-12"),
        ("năm 2023", "2023"),
        ("ngày 31/02/2023", "2023"),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_and_no_day_is_made_up(printed: str, date: str) -> None:
    assert work(f"Căn cứ Nghị quyết số 31/NQ-HĐND {printed} của HĐND tỉnh An Hà;").date == date


# --- Works without a number


@pytest.mark.parametrize(
    ("said", "title", "date"),
    [
        ("Luật Thư viện", "Luật Thư viện", ""),
        ("Luật Lâm nghiệp ngày 15 tháng 11 năm 2017", "Luật Lâm nghiệp", "2017-11-15"),
        ("Luật Thi đua, khen thưởng ngày 15/6/2022", "Luật Thi đua, khen thưởng", "2022-06-15"),
        ("Luật Phòng cháy, chữa cháy", "Luật Phòng cháy, chữa cháy", ""),
        ("Bộ luật Lao động ngày 20/11/2019", "Bộ luật Lao động", "2019-11-20"),
        (f"{AMENDING} ngày 22/11/2019", AMENDING, "2019-11-22"),
    ],
)
def test_a_law_is_cited_by_its_name(said: str, title: str, date: str) -> None:
    found = work(f"Căn cứ {said};")
    assert (found.title, found.date, found.number, found.type) == (title, date, "", "luat")


def test_a_law_with_its_number_is_one_citation() -> None:
    found = citing("Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019; Luật Thư viện;")
    law, _ = found.reading.citations
    assert words(found, law) == "Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019"
    assert (law.work.type, law.work.number, law.work.date) == ("luat", "43/2019/QH14", "2019-06-14")


def test_of_a_plan_that_carries_out_a_scheme_the_scheme_is_cited() -> None:
    found = citing("Thực hiện Kế hoạch triển khai Đề án “Bảo vệ rừng đầu nguồn”;")
    assert [words(found, each) for each in found.reading.citations] == ["Đề án “Bảo vệ rừng đầu nguồn”"]


def test_a_congress_is_cited_with_its_number() -> None:
    found = citing("Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh An Hà lần thứ XVI;")
    assert [(words(found, each), each.work.type) for each in found.reading.citations] == [
        ("Nghị quyết Đại hội Đảng bộ tỉnh An Hà lần thứ XVI", "nq")
    ]

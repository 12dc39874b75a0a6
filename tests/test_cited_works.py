"""The works that a text cites: by numbers as printed and misprinted, by day, by the names of laws."""

import pytest

from cancu.extract.facts import Reference
from extracting import read
from inventing import HEAD, cited, citing, words

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
        "Quyết định1315/QĐ-TTg ngày 09/11/2023",
        "Quyết định số1315/QĐ-TTg ngày 09/11/2023",
        "Quyết định số 1315/QĐ-TTgngày 09/11/2023",
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
        ("Luật Giữ rừng, trật tự đô thị", "Luật Giữ rừng, trật tự đô thị", ""),
        ("Bộ luật Lao động ngày 20/11/2019", "Bộ luật Lao động", "2019-11-20"),
        (f"{AMENDING} ngày 22/11/2019", AMENDING, "2019-11-22"),
    ],
)
def test_a_law_is_cited_by_its_name(said: str, title: str, date: str) -> None:
    found = work(f"Căn cứ {said};")
    assert (found.title, found.date, found.number, found.type) == (title, date, "", "luat")


@pytest.mark.parametrize("blank", [" ", "\n", "\\r\\n"])
def test_a_law_with_its_number_is_one_citation(blank: str) -> None:
    found = citing(f"Căn cứ Luật Giáo dục số{blank}43/2019/QH14 ngày 14/6/2019; Luật Thư viện;")
    law, _ = found.reading.citations
    assert words(found, law) == f"Luật Giáo dục số{blank}43/2019/QH14 ngày 14/6/2019".replace("\n", " ")
    assert law.work.title == "Luật Giáo dục"
    assert (law.work.type, law.work.number, law.work.date) == ("luat", "43/2019/QH14", "2019-06-14")


def test_of_a_plan_that_carries_out_a_scheme_the_scheme_is_cited() -> None:
    found = citing("Thực hiện Kế hoạch triển khai Đề án “Bảo vệ rừng đầu nguồn”;")
    assert [words(found, each) for each in found.reading.citations] == ["Đề án “Bảo vệ rừng đầu nguồn”"]


def titles(preamble: str) -> list[str]:
    return [citation.work.title for citation in cited(preamble)]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Thực hiện Đề án phát triển nghề rừng ở các xã ven biển", "phát triển nghề rừng ở các xã ven biển"),
        ("Triển khai Chương trình trồng một nghìn cây lim, các xã", "trồng một nghìn cây lim"),
        ("Cụ thể hóa Chiến lược trồng rừng ngập mặn; các xã", "trồng rừng ngập mặn"),
        ("Căn cứ Đề án phát triển nghề rừng đến năm 2030, các xã", "phát triển nghề rừng đến năm 2030"),
        ("Căn cứ Đề án phát triển nghề rừng giai đoạn 2024 - 2030;",
         "phát triển nghề rừng giai đoạn 2024 - 2030"),
        ("Căn cứ Đề án phát triển nghề rừng giai đoạn 2024 - 2030, tầm nhìn đến năm 2045;",
         "phát triển nghề rừng giai đoạn 2024 - 2030, tầm nhìn đến năm 2045"),
        ("Thực hiện Đề án phát triển nghề rừng đến năm 2030 trên địa bàn tỉnh;",
         "phát triển nghề rừng đến năm 2030"),
    ],
)  # fmt: skip
def test_a_scheme_in_small_letters_is_cited_where_it_is_carried_out_or_has_a_period(
    said: str, title: str
) -> None:
    assert titles(said) == [title]


@pytest.mark.parametrize(
    "said",
    [
        "Căn cứ Đề án phát triển nghề rừng ven biển;",
        "Thực hiện Đề án này đến năm 2030;",
        "Thực hiện Chương trình của các xã đến năm 2030;",
        "Triển khai Đề án trồng cây, các xã báo cáo;",
        "Xây dựng Đề án phát triển nghề rừng ven biển;",
    ],
)
def test_words_about_a_scheme_that_name_none_cite_none(said: str) -> None:
    assert titles(said) == []


def test_the_scheme_that_a_decision_approves_is_no_citation() -> None:
    article = "Điều 1. Phê duyệt Đề án phát triển nghề rừng ven biển đến năm 2030."
    assert citing("", f"{article}\n\nĐiều 2. Các xã triển khai Đề án.\n").reading.citations == []


@pytest.mark.parametrize(
    "title", ["thí điểm trồng rừng ven biển", "về thí điểm trồng rừng ven biển", "về trồng rừng “Biển xanh”"]
)
def test_a_title_may_begin_with_a_trial_and_end_in_a_name(title: str) -> None:
    said = "Nghị quyết số 31/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh An Hà"
    assert work(f"Thực hiện {said} {title};").title == title


def test_a_title_ends_before_another_scheme_in_quotation_marks() -> None:
    said = "Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh phê duyệt Đề án “Rừng của em”"
    found = cited(f"Thực hiện {said} và “Biển của làng”;")
    assert found[0].work.title == "phê duyệt Đề án “Rừng của em”"


def test_names_in_quotation_marks_that_follow_each_other_are_each_a_scheme() -> None:
    assert titles("Thực hiện các Đề án “Mỗi bản một vườn ươm”, “Rừng của em” và “Biển của làng”;") == [
        "Mỗi bản một vườn ươm", "Rừng của em", "Biển của làng"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Quy hoạch tỉnh An Hà thời kỳ 2021 - 2030, tầm nhìn đến năm 2050",
         "Quy hoạch tỉnh An Hà thời kỳ 2021 - 2030, tầm nhìn đến năm 2050"),
        ("Quy hoạch vùng Sông Lôi thời kỳ 2021-2030", "Quy hoạch vùng Sông Lôi thời kỳ 2021-2030"),
        ("Chiến lược quốc gia về rừng là nhiệm vụ của các xã", "Chiến lược quốc gia về rừng"),
        ("Chương trình quốc gia về nước sạch bằng nhiều nguồn vốn", "Chương trình quốc gia về nước sạch"),
    ],
)  # fmt: skip
def test_a_plan_of_space_and_a_national_strategy_are_named_to_the_end_of_their_period(
    said: str, title: str
) -> None:
    assert titles(f"Thực hiện {said};") == [title]


@pytest.mark.parametrize("rest", [" và được các xã góp ý", " và được thông qua tại kỳ họp thứ 9"])
def test_what_is_said_to_have_been_done_with_a_work_is_no_part_of_its_title(rest: str) -> None:
    said = "Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh về trồng rừng"
    assert work(f"Thực hiện {said}{rest};").title == "về trồng rừng"


def test_those_who_issue_what_follows_are_no_part_of_a_title_though_brackets_shorten_their_name() -> None:
    said = "Quyết định số 902/QĐ-UBND ngày 04/3/2024 về trồng rừng, Ủy ban nhân dân tỉnh (UBND tỉnh)"
    assert work(f"Thực hiện {said} ban hành Kế hoạch như sau:").title == "về trồng rừng"


def test_a_congress_is_cited_with_its_number() -> None:
    found = citing("Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh An Hà lần thứ XVI;")
    assert [(words(found, each), each.work.type) for each in found.reading.citations] == [
        ("Nghị quyết Đại hội Đảng bộ tỉnh An Hà lần thứ XVI", "nq")
    ]


@pytest.mark.parametrize(
    ("said", "title", "kind", "date"),
    [
        ("Luật tổ chức xã phường ngày 19/6/2015", "Luật tổ chức xã phường", "luat", "2015-06-19"),
        ("Luật trồng rừng số 12/2019/QH14", "Luật trồng rừng", "luat", ""),
        ("Pháp lệnh giữ rừng năm 2003", "Pháp lệnh giữ rừng", "pl", "2003"),
        ("Pháp lệnh số hộ ngày 09/01/2003", "Pháp lệnh số hộ", "pl", "2003-01-09"),
    ],
)
def test_a_law_in_small_letters_is_cited_where_its_day_or_number_stands_by_it(
    said: str, title: str, kind: str, date: str
) -> None:
    found = work(f"Căn cứ {said};")
    assert (found.title, found.type, found.date) == (title, kind, date)


@pytest.mark.parametrize("said", ["quy định của luật pháp hiện hành", "Luật này", "các luật có liên quan"])
def test_a_law_in_small_letters_without_day_or_number_is_none(said: str) -> None:
    assert cited(f"Căn cứ {said};") == []


# --- Who issued it, and its title


@pytest.mark.parametrize(
    "issuer",
    [
        "Hội nghị lần thứ 6, Ban Chấp hành Trung ương khóa XII",
        "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII",
        "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        "Hội nghị Trung ương 6 khóa XII",
        "Hội đồng nhân dân tỉnh An Hà khóa XII, kỳ họp thứ 9",
        "Hội đồng Thi đua - Khen thưởng Trung ương",
        "Bộ Nội vụ, Bộ Y tế",
    ],
)
def test_an_issuer_is_named_in_full(issuer: str) -> None:
    said = f"Nghị quyết số 20-NQ/TW ngày 25/10/2017 của {issuer} về trồng rừng"
    found = citing(f"Thực hiện {said};")
    (citation,) = found.reading.citations
    assert (citation.work.issuer, citation.work.title) == (issuer, "về trồng rừng")
    assert words(found, citation) == said


@pytest.mark.parametrize("joint", [", ", " và "])
def test_two_bodies_before_a_title_issued_a_work_together(joint: str) -> None:
    by = f"Bộ Nội vụ{joint}Bộ Y tế"
    found = work(f"Thực hiện Thông tư số 12/2014/TT-BNV ngày 02/4/2014 của {by} về trồng rừng;")
    assert (found.issuer, found.title) == (by, "về trồng rừng")


def test_a_body_that_acts_after_a_work_did_not_issue_it() -> None:
    said = "Thực hiện Thông tư số 12/2014/TT-BNV ngày 02/4/2014 của Bộ Nội vụ, Bộ Y tế theo dõi;"
    assert work(said).issuer == "Bộ Nội vụ"


@pytest.mark.parametrize(
    "title",
    [
        "phê duyệt Chương trình trồng rừng (2021 - 2025) ở vùng cao",
        "phê duyệt Chương trình trồng rừng (giai đoạn 2021 - 2025) ở vùng cao",
        "phê duyệt Chương trình mỗi xã một sản phẩm (OCOP) giai đoạn 2021 - 2025",
    ],
)
def test_a_period_or_an_abbreviation_in_brackets_does_not_end_a_title(title: str) -> None:
    assert work(f"Thực hiện Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh {title};").title == title


def test_what_a_work_is_called_from_here_on_ends_its_title() -> None:
    said = (
        "Quyết định số 902/QĐ-UBND ngày 04/3/2024 phê duyệt Chương trình trồng rừng (gọi tắt là Chương trình)"
    )
    assert work(f"Thực hiện {said};").title == "phê duyệt Chương trình trồng rừng"


@pytest.mark.parametrize(
    ("title", "number", "issuer", "named"),
    [
        (
            "THỰC HIỆN QUYẾT ĐỊNH SỐ 902/QĐ-TTg NGÀY 04/3/2024 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ TRỒNG RỪNG",
            "902/QĐ-TTg", "Thủ tướng Chính phủ", "về trồng rừng",
        ),
        (
            "TRIỂN KHAI CHỈ THỊ SỐ 20/CT-TTG NGÀY 04/3/2024 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ GIỮ RỪNG Ở TỈNH AN HÀ",
            "20/CT-TTG", "Thủ tướng Chính phủ", "về giữ rừng ở tỉnh An Hà",
        ),
        (
            "THỰC HIỆN NGHỊ QUYẾT SỐ 31-NQ/TU NGÀY 04/3/2024 CỦA TỈNH ỦY AN HÀ VỀ TRỒNG RỪNG",
            "31-NQ/TU", "Tỉnh ủy An Hà", "về trồng rừng",
        ),
    ],
)  # fmt: skip
def test_a_work_in_a_title_in_capitals_is_read_as_running_text_is(
    title: str, number: str, issuer: str, named: str
) -> None:
    found = read(HEAD.replace("Phát triển lâm nghiệp", title) + "I. MỤC ĐÍCH\n\nGiữ rừng.\n")
    (citation,) = found.reading.citations
    printed = title.split(" ", 2)[2]
    assert (citation.clause, citation.role, words(found, citation)) == ("title", "implements", printed)
    made = citation.work
    assert (made.number, made.date, made.issuer, made.title) == (number, "2024-03-04", issuer, named)


@pytest.mark.parametrize(
    "vision", ["", ", tầm nhìn đến năm 2050", " và định hướng đến năm 2050", ", tầm nhìn 2050"]
)
def test_the_name_of_a_national_programme_goes_on_to_the_year_it_looks_to(vision: str) -> None:
    for period in ("giai đoạn 2021 - 2030", "đến năm 2030"):
        name = f"Chiến lược quốc gia về rừng {period}{vision}"
        assert work(f"Thực hiện {name};").title == name

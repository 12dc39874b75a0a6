"""What a text says of itself: number, type, day, title, period, status, and where it says so."""

import unicodedata
from collections.abc import Mapping

import pytest

from cancu.extract.header import Header
from extracting import read

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
An Hà, ngày 03 tháng 4 năm 2024
"""
BODY = """Căn cứ Luật Thủy sản, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC TIÊU
- Phát triển nghề cá ở xã Đông Mai.
Nơi nhận:
- Bộ Y tế;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Bình
"""
PLAN = HEAD + "KẾ HOẠCH\nPhát triển nghề cá năm 2024\n" + BODY


def head(raw: str = PLAN) -> Header:
    return read(raw).header


def titled(title: str) -> Header:
    return head(HEAD + title + "\n" + BODY)


def said(raw: str) -> Mapping[str, str]:
    """The words in which a text says each thing of itself."""
    found = read(raw)
    return {fact.term: fact.quote.of(found.normal.text) for fact in found.header.facts}


def test_each_thing_a_plan_says_of_itself_is_read_with_its_words() -> None:
    found = head()
    assert (found.number, found.type, found.date, found.year) == ("12/KH-UBND", "kh", "2024-04-03", "2024")
    assert found.issuer == "Ủy ban nhân dân tỉnh An Hà"
    assert (found.title, found.period) == ("Kế hoạch phát triển nghề cá năm 2024", ("2024", "2024"))
    assert (found.place, found.area, found.text_status) == ("tỉnh An Hà", None, "complete")
    assert (found.signatory, found.signatory_role) == ("Trần Văn Bình", "TM. Ủy ban nhân dân, Chủ tịch")
    assert said(PLAN) == {
        "eli:number": "Số: 12/KH-UBND",
        "eli:date_document": "ngày 03 tháng 4 năm 2024",
        "eli:passed_by": "ỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "eli:type_document": "KẾ HOẠCH",
        "dct:title": "KẾ HOẠCH Phát triển nghề cá năm 2024",
        "cancu:periodStart": "năm 2024",
        "cancu:periodEnd": "năm 2024",
        "cancu:signatory": "Trần Văn Bình",
        "cancu:signatoryRole": "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "cancu:recipient": "Bộ Y tế",
    }


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 12/KH-UBND", "12/KH-UBND"),
        ("Số:\n12/KH-UBND", "12/KH-UBND"),
        ("Số\n12/KH-UBND", "12/KH-UBND"),
        ("Số: 12/ KH- UBND", "12/KH-UBND"),
        ("Số:12/KH-UBND", "12/KH-UBND"),
        ("SỐ: 12/KH-UBND", "12/KH-UBND"),
        ("|\nSố: 12/KH-UBND\n|", "12/KH-UBND"),
        ("Số:\\r\\n12/KH-UBND", "12/KH-UBND"),
        ("Số: 07/2024/QĐ-UBND", "07/2024/QĐ-UBND"),
        ("Số 30-CTr/TU", "30-CTr/TU"),
        ("Số: /KH-UBND", ""),
        ("", ""),
    ],
)
def test_the_number_is_read_however_it_is_broken(printed: str, number: str) -> None:
    assert head(PLAN.replace("Số: 12/KH-UBND", printed)).number == number


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("An Hà, ngày 03 tháng 4 năm 2024", "2024-04-03"),
        ("An\nHà, ngày 03 tháng 4 năm 2024", "2024-04-03"),
        ("An Hà, ngày 03 tháng 4\nnăm 2024", "2024-04-03"),
        ("An Hà, ngày 03tháng 4 năm2024", "2024-04-03"),
        ("An Hà, ngày 3/4/2024", "2024-04-03"),
        ("An Hà, ngày    tháng 4 năm 2024", ""),
        ("An Hà, ngày 31 tháng 4 năm 2024", ""),
        ("", ""),
    ],
)
def test_the_day_is_a_whole_day_or_none(printed: str, day: str) -> None:
    assert head(PLAN.replace("An Hà, ngày 03 tháng 4 năm 2024", printed)).date == day


def test_number_and_day_of_works_that_are_cited_are_not_the_own_ones() -> None:
    bare = PLAN.replace("Số: 12/KH-UBND\n", "").replace("An Hà, ngày 03 tháng 4 năm 2024\n", "")
    found = head(bare.replace("Luật Thủy sản,", "Quyết định số 9/QĐ-TTg ngày 2/1/2024,"))
    assert (found.number, found.date) == ("", "")


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("KẾ HOẠCH\nPHÁT TRIỂN NGHỀ CÁ XÃ ĐÔNG MAI", "Kế hoạch phát triển nghề cá xã Đông Mai"),
        ("KẾ HOẠCH PHÁT TRIỂN\nNGHỀ CÁ", "Kế hoạch phát triển nghề cá"),
        ("KẾ HOẠCH\nPhát triển nghề cá", "Kế hoạch phát triển nghề cá"),
        ("KẾ HOẠCH\nVề phát triển nghề cá", "Kế hoạch về phát triển nghề cá"),
        ("Kế hoạch\nPhát triển nghề cá", "Kế hoạch Phát triển nghề cá"),
        ("KẾ HOẠCH\nPhát triển\\r\\nnghề cá", "Kế hoạch phát triển nghề cá"),
        ("CHỈ THỊ\nVề việc phát triển nghề cá", "Chỉ thị về việc phát triển nghề cá"),
    ],
)
def test_a_title_has_its_type_before_it_and_no_capitals_of_its_own(title: str, read_as: str) -> None:
    assert titled(title).title == read_as


def test_the_type_word_is_trusted_more_than_the_code_of_the_number() -> None:
    assert head(PLAN.replace("12/KH-UBND", "12/CT-UBND").replace("KẾ HOẠCH", "CHƯƠNG TRÌNH")).type == "ctr"


def test_a_title_that_lost_its_type_gets_it_from_the_number() -> None:
    found = titled("Phát triển nghề cá trên địa bàn tỉnh")
    assert (found.type, found.title) == ("kh", "Kế hoạch phát triển nghề cá trên địa bàn tỉnh")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển nghề cá giai đoạn 2021 - 2025", ("2021", "2025")),
        ("Phát triển nghề cá giai đoạn 2021–2025", ("2021", "2025")),
        ("Phát triển nghề cá giai đoạn 2021-2025, định hướng đến năm 2030", ("2021", "2030")),
        ("Phát triển nghề cá giai đoạn 2021-2025, tầm nhìn đến năm 2045", ("2021", "2045")),
        ("Phát triển nghề cá năm học 2023 - 2024", ("2023", "2024")),
        ("Phát triển nghề cá đến năm 2030", ("", "2030")),
        ("Phát triển nghề cá trong năm 2024", ("2024", "2024")),
        ("Thực hiện Đề án “Nghề cá giai đoạn 2021 - 2030” năm 2024", ("2024", "2024")),
        ("Thực hiện Đề án “Nghề cá giai đoạn 2021 - 2030”", ("", "")),
        ("Thực hiện Chiến lược nghề cá giai đoạn 2021 - 2030", ("", "")),
        ("Thực hiện Chiến lược nghề cá trên địa bàn tỉnh giai đoạn 2024 - 2026", ("2024", "2026")),
        ("Triển khai Đề án nghề cá trên địa bàn tỉnh An Hà đến năm 2028", ("", "2028")),
        (
            "Thực hiện Đề án “Nghề cá giai đoạn 2021 - 2030” trên địa bàn tỉnh giai đoạn 2024 - 2026",
            ("2024", "2026"),
        ),
        ("Thực hiện Chỉ thị số 9/CT-TTg ngày 16 tháng 7 năm 2021", ("", "")),
        ("Thực hiện Chỉ thị ngày 16 tháng 7 năm 2021 trong năm 2024", ("2024", "2024")),
        ("Thực hiện Chỉ thị ngày 16 tháng 7 năm 2021 đến năm 2030", ("", "2030")),
        ("Phát triển nghề cá", ("", "")),
    ],
)
def test_the_period_is_the_plans_own_not_that_of_what_it_carries_out(
    title: str, period: tuple[str, str]
) -> None:
    assert titled(f"KẾ HOẠCH\n{title}").period == period


@pytest.mark.parametrize("cut", ["[...]", "[…]", "(...)"])
def test_a_text_that_was_cut_is_truncated(cut: str) -> None:
    assert head(PLAN.replace("Nơi nhận", f"{cut}\nNơi nhận")).text_status == "truncated"


def test_a_news_item_is_a_summary_and_still_names_number_issuer_and_day() -> None:
    found = head("Ngày 3/4/2024, Sở Y tế ban hành Kế hoạch số 12/KH-SYT về nước sạch.\nCác xã báo cáo.")
    assert (found.text_status, found.number, found.issuer) == ("summary", "12/KH-SYT", "Sở Y tế")
    assert (found.date, found.type) == ("2024-04-03", "kh")


def test_a_letter_has_its_day_below_its_subject_and_those_it_addresses_receive_it() -> None:
    letter = """UBND TỈNH AN HÀ
Số: 2100/UBND-KGVX
V/v phòng, chống đuối nước
An Hà, ngày 03 tháng 4 năm 2024
Kính gửi:
- Các sở: Y tế, Nội vụ;
- Ủy ban nhân dân các huyện.
Ủy ban nhân dân tỉnh yêu cầu các sở theo dõi.
"""
    found, text = head(letter), read(letter).normal.text
    assert (found.number, found.type, found.date) == ("2100/UBND-KGVX", "cv", "2024-04-03")
    assert found.title == "V/v phòng, chống đuối nước"
    assert [span.of(text) for span in found.recipients] == [
        "Các sở: Y tế, Nội vụ",
        "Ủy ban nhân dân các huyện",
    ]


def test_a_programme_of_the_party_is_read_in_nfd_with_its_old_tone_marks() -> None:
    party = (
        "TỈNH UỶ YÊN GIANG\n*\nSố 30-CTr/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nYên Giang, ngày 16 tháng 10 năm 2023\n"
    )
    found = head(unicodedata.normalize("NFD", party + "CHƯƠNG TRÌNH\nPhát triển nghề cá\n" + BODY))
    assert (found.number, found.type, found.date) == ("30-CTr/TU", "ctr", "2023-10-16")
    assert found.issuer == "Tỉnh uỷ Yên Giang"


def test_what_a_text_lacks_is_named() -> None:
    assert read(PLAN).reading.lacks == []
    assert read(PLAN.replace("Số: 12/KH-UBND\n", "")).reading.lacks == ["number"]
    assert read("").reading.lacks == ["number", "type", "issuer", "date", "title"]

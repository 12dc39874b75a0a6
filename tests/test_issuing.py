"""Who issues a text: what stands above its number, the head who decides, or the first words of a summary."""

import unicodedata

import pytest

from cancu.extract import normal, outline
from cancu.extract.bodies import Bodies
from cancu.extract.issuing import Issuer, Issuing
from cancu.extract.letters import Letters
from extracting import gazetteer

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DAY = "Số: 9/KH-X\n{place}, ngày 3 tháng 4 năm 2024\n"
BELOW = DAY + "KẾ HOẠCH\nVề nước sạch\nI. NHIỆM VỤ\n- Đạt 60% hộ dân.\n"
DECIDES = DAY + "QUYẾT ĐỊNH\nVề nước sạch\n{head}\nCăn cứ Luật Thư viện;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt.\n"


def of(raw: str) -> tuple[str, Issuer | None]:
    """The text, and who issues it."""
    read = normal.read(raw)
    found = outline.outline(read, gazetteer())
    letters = Letters(read, found, gazetteer())
    return read.text, Issuing(read, found, gazetteer(), Bodies(gazetteer()), letters).read()


def issuer(above: str, place: str = "An Hà", below: str = BELOW) -> str:
    found = of(above + below.format(place=place))[1]
    return found.name if found else ""


@pytest.mark.parametrize(
    ("above", "place", "name"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH AN HÀ\n", "An Hà", "Ủy ban nhân dân tỉnh An Hà"),
        ("ỦY BAN NHÂN DÂN TỈNH AN HÀ\n", "An Hà", "Ủy ban nhân dân tỉnh An Hà"),
        ("ỦY\nBAN NHÂN DÂN\nTỈNH AN HÀ\n", "An Hà", "Ủy ban nhân dân tỉnh An Hà"),
        ("ỦY BAN\nNHÂN DÂN\nTỈNH\nAN HÀ\n", "An Hà", "Ủy ban nhân dân tỉnh An Hà"),
        ("UBND TỈNH AN HÀ\n", "An Hà", "Ủy ban nhân dân tỉnh An Hà"),
        ("HĐND TỈNH AN HÀ\n", "An Hà", "Hội đồng nhân dân tỉnh An Hà"),
        ("HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ VĨNH SA\n", "Vĩnh Sa", "Hội đồng nhân dân thành phố Vĩnh Sa"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN TÂN LƯƠNG\n", "Tân Lương", "Ủy ban nhân dân huyện Tân Lương"),
        ("TỈNH ỦY YÊN GIANG\n*\n", "Yên Giang", "Tỉnh ủy Yên Giang"),
        ("BỘ Y TẾ\n", "An Hà", "Bộ Y tế"),
        ("BỘ\nGIÁO DỤC VÀ ĐÀO TẠO\n", "An Hà", "Bộ Giáo dục và Đào tạo"),
        ("THỦ TƯỚNG CHÍNH PHỦ\n", "An Hà", "Thủ tướng Chính phủ"),
        ("SỞ\nY TẾ\n", "An Hà", "Sở Y tế"),
    ],
)
def test_the_capitals_above_the_number_name_the_issuer(above: str, place: str, name: str) -> None:
    assert issuer(above + "-------\n" + MOTTO, place) == name


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("UBND TỈNH AN HÀ\nSỞ Y TẾ\n", "Sở Y tế"),
        ("ỦY BAN NHÂN DÂN\nTỈNH AN HÀ\nSỞ Y TẾ\n", "Sở Y tế"),
        ("ỦY BAN NHÂN DÂN TỈNH AN HÀ\nSỞ GIÁO DỤC VÀ\nĐÀO TẠO\n", "Sở Giáo dục và Đào tạo"),
        ("ĐẢNG BỘ TỈNH AN HÀ\nHUYỆN ỦY AN HÀ\n", "Huyện ủy An Hà"),
        ("SỞ Y TẾ\nBỆNH VIỆN AN HÀ\n", "Bệnh viện An Hà"),
    ],
)
def test_of_bodies_one_below_another_the_lowest_issues(above: str, name: str) -> None:
    assert issuer(above + MOTTO) == name


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("UBND TỈNH AN HÀ\nVĂN PHÒNG\n", "Văn phòng UBND tỉnh An Hà"),
        ("SỞ NỘI VỤ\nTHANH TRA\n", "Thanh tra Sở Nội vụ"),
        ("HĐND TỈNH AN HÀ\nTHƯỜNG TRỰC\n", "Thường trực HĐND tỉnh An Hà"),
    ],
)
def test_an_organ_is_named_by_the_body_it_belongs_to(above: str, name: str) -> None:
    assert issuer(above + MOTTO) == name


@pytest.mark.parametrize(
    "above",
    [
        "UBND TỈNH AN HÀ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-------- | Độc lập - Tự do - Hạnh phúc\n",
        "UBND TỈNH AN HÀ\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\n",
        "UBND TỈNH AN HÀ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "UBND TỈNH AN HÀ CỘNGHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "UBND TỈNH AN HÀ CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        "UBND TỈNH AN HÀ | CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "UBND TỈNH AN HÀ CỘNG |\nHÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n",
        "UBND TỈNH AN HÀ\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "UBND TỈNH AN HÀ |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----\nUBND TỈNH AN HÀ\n",
        "UBND TỈNH AN HÀ -------\n" + MOTTO,
        "UBND\\r\\nTỈNH AN HÀ\n" + MOTTO,
        unicodedata.normalize("NFD", "UBND TỈNH AN HÀ\n" + MOTTO),
    ],
)
def test_a_motto_beside_the_name_is_no_part_of_it(above: str) -> None:
    assert issuer(above) == "Ủy ban nhân dân tỉnh An Hà"


def test_a_joint_text_is_issued_by_the_bodies_that_a_dash_joins() -> None:
    joint = "SỞ GIÁO DỤC VÀ ĐÀO TẠO - SỞ Y TẾ\n"
    assert issuer(joint + MOTTO) == "Sở Giáo dục và Đào tạo - Sở Y tế"


def test_a_name_is_kept_as_its_tone_marks_are_printed() -> None:
    assert (
        issuer("UỶ BAN NHÂN DÂN\nHUYỆN TÂN LƯƠNG\n" + MOTTO, "Tân Lương") == "Uỷ ban nhân dân huyện Tân Lương"
    )


@pytest.mark.parametrize("end", [" ", "\n"])
def test_the_head_who_decides_issues_not_the_body_above_the_number(end: str) -> None:
    decides = DECIDES.replace("{head}", f"CHỦ TỊCH ỦY BAN NHÂN DÂN{end}TỈNH LAM GIANG")
    found = issuer("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\n" + MOTTO, "Lam Giang", below=decides)
    assert found == "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang"


def test_a_head_of_a_level_alone_has_the_place_of_the_issuer() -> None:
    decides = DECIDES.replace("{head}", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")
    found = issuer("ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\n" + MOTTO, "Lam Giang", below=decides)
    assert found == "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang"


def test_a_body_that_decides_itself_is_the_one_above_the_number() -> None:
    decides = DECIDES.replace("{head}", "ỦY BAN NHÂN DÂN TỈNH AN HÀ")
    assert issuer("ỦY BAN NHÂN DÂN\nTỈNH AN HÀ\n" + MOTTO, below=decides) == "Ủy ban nhân dân tỉnh An Hà"


# --- A header that lost its area


ROWS = (
    "Số: 9/KH-X | An Hà, ngày 3/4/2024",
    "Số: 9/KH-X\n| An Hà, ngày 3/4/2024",
    "Số: 9/KH-X\nAn Hà, ngày 3/4/2024",
)


def lost(above: str, says: str, row: str = ROWS[0]) -> tuple[str, str]:
    """The name and the rule of the issuer of a text that says something in its body."""
    found = of(f"{above}{MOTTO}{row}\nKẾ HOẠCH\nVề nước sạch\nI. NHIỆM VỤ\n- {says}\n")[1]
    assert found
    return found.name, found.rule


@pytest.mark.parametrize("above", ["ỦY BAN NHÂN DÂN\n-----\n", "UBND\n", "ỦY BAN NHÂN DÂN | CỘNG\n"])
@pytest.mark.parametrize(
    ("says", "level"),
    [
        ("Đạt 60% hộ dân của tỉnh An Hà.", "tỉnh"),
        ("Ở tỉnh An Hà, thành phố An Hà và phường của thành phố An Hà.", "thành phố"),
        ("Báo cáo UBND tỉnh trước ngày 3/9.", "tỉnh"),
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch.", "tỉnh"),
        ("Hội đồng nhân dân huyện giám sát.", "huyện"),
        ("Đảng bộ thành phố lãnh đạo việc cấp nước.", "thành phố"),
        ("Rà soát các xã trên địa bàn huyện trước ngày 3/9.", "huyện"),
        ("Sở Y tế tỉnh An Hà báo cáo UBND huyện trước ngày 3/9.", "tỉnh"),
    ],
)
def test_a_lost_area_is_the_place_with_the_level_that_the_text_gives_it(
    above: str, says: str, level: str
) -> None:
    assert lost(above, says) == (f"Ủy ban nhân dân {level} An Hà", "issuer-by-place")


@pytest.mark.parametrize(
    "says",
    ["Đạt 60% hộ dân.", "Chăm lo công tác xã hội An Hà.", "Báo cáo UBND tỉnh Lam Giang trước ngày 3/9."],
)
def test_a_lost_area_that_the_text_gives_no_level_stays_lost(says: str) -> None:
    assert lost("ỦY BAN NHÂN DÂN\n", says) == ("Ủy ban nhân dân", "issuer")


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("says", ["Ở tỉnh An Hà.", "Báo cáo UBND tỉnh trước ngày 3/9."])
def test_a_lost_area_is_found_whether_the_day_stands_beside_the_number_or_below(row: str, says: str) -> None:
    assert lost("ỦY BAN NHÂN DÂN\n", says, row)[0] == "Ủy ban nhân dân tỉnh An Hà"


def test_only_a_committee_or_a_council_has_lost_an_area() -> None:
    assert lost("HỘI ĐỒNG NHÂN DÂN\n", "Ở tỉnh An Hà.")[0] == "Hội đồng nhân dân tỉnh An Hà"
    assert lost("SỞ Y TẾ\n", "Ở tỉnh An Hà.") == ("Sở Y tế", "issuer")


# --- Where it stands


def test_the_place_of_the_name_is_where_the_text_prints_it() -> None:
    text, found = of("UBND TỈNH AN HÀ\nSỞ Y TẾ\n" + MOTTO + BELOW.format(place="An Hà"))
    assert found
    assert (found.clause, found.span.of(text), found.rule) == ("header", "SỞ Y TẾ", "issuer")


@pytest.mark.parametrize("verb", ["ban hành Kế hoạch", "đã ban hành Kế hoạch", "có Kế hoạch", "ký Kế hoạch"])
def test_a_summary_names_the_issuer_in_its_first_sentence(verb: str) -> None:
    text, found = of(f"Ngày 3/4/2024, Sở Y tế {verb} số 9/KH-SYT về nước sạch.")
    assert found
    assert (found.clause, found.span.of(text), found.name) == ("P1", "Sở Y tế", "Sở Y tế")
    assert found.rule == "issuer-in-prose"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Các xã báo cáo.",
        "Ngày 3/4/2024, Sở Y tế theo dõi nước sạch.",
        "Số: 9/KH-X\nKẾ HOẠCH\nVề nước sạch\n",
    ],
)
def test_a_text_that_names_no_issuer_has_none(raw: str) -> None:
    assert of(raw)[1] is None

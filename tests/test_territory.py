"""The area a text is for: as its title or header names it, and as it was known on its day."""

import pytest

from cancu.extract import normal, outline
from cancu.extract.gazetteer import Area, Gazetteer
from cancu.extract.territory import Territory, territory
from extracting import gazetteer

AREAS = (
    Area("id:an-ha", "An Hà", "", "2025-06-30"),
    Area("id:an-ha", "Tỉnh An Hà", "", "2025-06-30"),
    Area("id:an-ha-2025", "An Hà", "2025-07-01", ""),
    Area("id:an-ha-2025", "Tỉnh An Hà", "2025-07-01", ""),
    Area("id:lam-giang", "Lam Giang", "", ""),
    Area("id:lam-giang-dong", "Lam Giang Đông", "", ""),
    Area("id:vinh-sa-city", "Thành phố Vĩnh Sa", "", ""),
    Area("id:vinh-sa-ward", "Phường Vĩnh Sa", "", ""),
)
DAY = "2024-04-03"
TEXT = """{above}
Số: 9/KH-UBND
Xuân Mai, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
{title}
I. NHIỆM VỤ
- Đạt 60%.
"""


def known() -> Gazetteer:
    shipped = gazetteer()
    return Gazetteer(shipped.cues, shipped.types, shipped.bodies, AREAS, shipped.works, shipped.stated)


def of(raw: str, day: str = DAY, issuer: str = "") -> tuple[str, Territory]:
    read, names = normal.read(raw), known()
    found = outline.outline(read, names)
    return read.text, territory(read.view, found, names, issuer, day)


def named(title: str, above: str = "ỦY BAN NHÂN DÂN", day: str = DAY) -> tuple[str, str, str]:
    """The area, the part of the text that names it, and its words there."""
    text, found = of(TEXT.format(above=above, title=title), day)
    return found.area.iri if found.area else "", found.clause, found.span.of(text) if found.span else ""


@pytest.mark.parametrize(
    ("title", "area", "words"),
    [
        ("Về nước sạch tỉnh Lam Giang năm 2024", "id:lam-giang", "tỉnh Lam Giang"),
        ("Về nước sạch trên địa bàn tỉnh Lam Giang", "id:lam-giang", "trên địa bàn tỉnh Lam Giang"),
        ("Về nước sạch tại tỉnh Lam Giang", "id:lam-giang", "tại tỉnh Lam Giang"),
        ("VỀ NƯỚC SẠCH TRÊN ĐỊA BÀN TỈNH LAM GIANG", "id:lam-giang", "TRÊN ĐỊA BÀN TỈNH LAM GIANG"),
        ("Về nước sạch huyện Lam Giang Đông đến năm 2030", "id:lam-giang-dong", "huyện Lam Giang Đông"),
        ("Về nước sạch thành phố Vĩnh Sa", "id:vinh-sa-city", "thành phố Vĩnh Sa"),
        ("Về nước sạch phường Vĩnh Sa", "id:vinh-sa-ward", "phường Vĩnh Sa"),
        ("Về nước sạch tỉnh Lam Giang mở rộng", "id:lam-giang", "tỉnh Lam Giang"),
    ],
)
def test_the_longest_known_name_after_a_level_is_the_area(title: str, area: str, words: str) -> None:
    assert named(title) == (area, "title", words)


def test_the_title_counts_before_the_header() -> None:
    assert named("Về nước sạch huyện Lam Giang", "UBND TỈNH AN HÀ") == (
        "id:lam-giang",
        "title",
        "huyện Lam Giang",
    )
    assert named("Về nước sạch", "UBND TỈNH AN HÀ") == ("id:an-ha", "header", "TỈNH AN HÀ")


@pytest.mark.parametrize(
    ("day", "area"), [("2024-04-03", "id:an-ha"), ("2025-06-30", "id:an-ha"), ("2025-07-01", "id:an-ha-2025")]
)
def test_an_area_is_the_one_that_existed_on_the_day(day: str, area: str) -> None:
    assert named("Về nước sạch tỉnh An Hà", day=day)[0] == area


def test_without_a_day_two_areas_of_one_name_are_not_told_apart() -> None:
    assert named("Về nước sạch tỉnh An Hà", day="")[0] == ""
    assert named("Về nước sạch tỉnh Lam Giang", day="")[0] == "id:lam-giang"


@pytest.mark.parametrize(
    "title", ["Về nước sạch xã Vĩnh", "Về nước sạch", "Về Lam Giang", "Về nước sạch tỉnh nhà"]
)
def test_without_a_level_or_a_known_name_there_is_no_area(title: str) -> None:
    assert named(title) == ("", "", "")


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân tỉnh Xuân Mai", "tỉnh Xuân Mai"),
        ("Hội đồng nhân dân huyện Xuân Mai", "huyện Xuân Mai"),
        ("Ủy ban nhân dân thành phố Xuân Mai", "thành phố Xuân Mai"),
        ("Tỉnh ủy Xuân Mai", "tỉnh Xuân Mai"),
        ("Bộ Y tế", ""),
        ("", ""),
    ],
)
def test_a_place_that_is_not_known_is_named_as_its_issuer_is(issuer: str, place: str) -> None:
    found = of(TEXT.format(above=issuer.upper(), title="Về nước sạch"), issuer=issuer)[1]
    assert (found.area, found.place) == (None, place)


def test_an_area_that_only_the_issuer_names_is_found_by_that_name() -> None:
    found = of(TEXT.format(above="SỞ Y TẾ", title="Về nước sạch"), issuer="Sở Y tế thành phố Vĩnh Sa")[1]
    assert found.area
    assert (found.area.iri, found.place, found.span) == ("id:vinh-sa-city", "thành phố Vĩnh Sa", None)


@pytest.mark.parametrize(
    "title", ["Về công tác xã hội Lam Giang", "VỀ XÃ HỘI LAM GIANG", "Về xã hội hóa Lam Giang"]
)
def test_social_work_names_no_commune(title: str) -> None:
    assert named(title) == ("", "", "")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("VỀ NƯỚC SẠCH TỈNH LAM GIANG", "tỉnh Lam Giang"),
        ("Về nước sạch tỉnh An Hà", "tỉnh An Hà"),
        ("Về nước sạch Thành phố Vĩnh Sa", "thành phố Vĩnh Sa"),
    ],
)
def test_a_known_place_has_its_level_before_it_once_and_in_small_letters(title: str, place: str) -> None:
    assert of(TEXT.format(above="SỞ Y TẾ", title=title))[1].place == place


def test_a_summary_names_its_area_in_its_first_paragraph() -> None:
    text, found = of("Ngày 3/4/2024, Ủy ban nhân dân tỉnh Lam Giang ban hành văn bản về nước sạch.")
    assert found.area
    assert found.span
    assert (found.area.iri, found.clause, found.span.of(text)) == ("id:lam-giang", "P1", "tỉnh Lam Giang")

"""Which work, body or area of the graph a text means; where that is not sure, nothing is claimed."""

from dataclasses import replace

import pytest

from cancu import terms
from cancu.extract import Gazetteer, extract
from cancu.extract.facts import Reference
from cancu.extract.gazetteer import Area, Body, Work
from cancu.extract.resolve import Resolver, area_named
from extracting import gazetteer
from inventing import HEAD

AN_HA, NEW_AN_HA, LAM_GIANG, NATION = (
    f"{terms.ID}area/{n}" for n in ("an-ha", "an-ha-2025", "lam-giang", "vn")
)
WORKS = (
    ("document/chinh-phu/nq/2020/50", "50/NQ-CP", "2020", "", "nq"),
    ("document/chinh-phu/nq/2021/50", "50/NQ-CP", "2021", "", "nq"),
    ("document/chinh-phu/nq/2019/01", "01/NQ-CP", "2019", "", "nq"),
    ("document/tw/ct/2007/11", "11-CT/TW", "2007", "", "ct"),
    ("document/ubnd-an-ha/kh/2023/31", "31/KH-UBND", "2023", "Kế hoạch trồng rừng ven biển", "kh"),
    ("document/ubnd-lam-giang/qd/2023/8", "8/QĐ-UBND", "2023", "", "qd"),
    ("document/quoc-hoi/nq/2026/30", "30/2026/QH16", "", "", "nq"),
    ("programme/rung-2012-2020", "", "", "Bảo vệ rừng đầu nguồn giai đoạn 2012-2020", ""),
    ("programme/rung-2021-2030", "", "", "Bảo vệ rừng đầu nguồn giai đoạn 2021-2030", ""),
    ("programme/song-xanh-a", "", "", "Những dòng sông xanh", ""),
    ("programme/song-xanh-b", "", "", "Những dòng sông xanh", ""),
    ("work/luat-thu-vien", "", "2019", "Luật Thư viện", "luat"),
)
BODIES = (
    ("an-ha/so-y-te", "Sở Y tế tỉnh An Hà", AN_HA),
    ("an-ha/so-van-hoa", "Sở Văn hóa, Thể thao và Du lịch tỉnh An Hà", AN_HA),
    ("an-ha/uy-ban-nhan-dan", "Ủy ban nhân dân tỉnh An Hà", AN_HA),
    ("an-ha/mat-tran", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh An Hà", AN_HA),
    ("lam-giang/so-y-te", "Sở Y tế tỉnh Lam Giang", LAM_GIANG),
    ("lam-giang/uy-ban-nhan-dan", "Ủy ban nhân dân tỉnh Lam Giang", LAM_GIANG),
    ("an-ha/hoi-nong-dan", "Hội Nông dân", AN_HA),
    ("vn/hoi-nong-dan", "Hội Nông dân", NATION),
    ("vn/bo-y-te", "Bộ Y tế", NATION),
)
AREAS = (
    Area(AN_HA, "An Hà", "", "2025-06-30"),
    Area(NEW_AN_HA, "An Hà", "2025-07-01", ""),
    Area(LAM_GIANG, "Lam Giang", "", "2025-06-30"),
)


@pytest.fixture(scope="module")
def invented() -> Gazetteer:
    """The words of the graph, with works, bodies and areas of invented provinces alone."""
    works = [Work(terms.ID + iri, number, year, title, kind, "") for iri, number, year, title, kind in WORKS]
    bodies = [Body(f"{terms.ID}agency/{iri}", name, area, "", "") for iri, name, area in BODIES]
    return replace(gazetteer(), works=works, bodies=bodies, areas=AREAS, _patterns={}, measures={}, _said={})


def local(iri: str) -> str:
    return iri.removeprefix(terms.ID)


# --- Works


@pytest.mark.parametrize(
    ("number", "date", "area", "found"),
    [
        ("50/NQ-CP", "2020-04-17", AN_HA, "document/chinh-phu/nq/2020/50"),
        ("50/NQ-CP", "2021-05-20", AN_HA, "document/chinh-phu/nq/2021/50"),
        ("50/NQ-CP", "2021", AN_HA, "document/chinh-phu/nq/2021/50"),
        ("1/NQ-CP", "2019-01-01", AN_HA, "document/chinh-phu/nq/2019/01"),
        ("11-CT/TW", "2007-04-03", AN_HA, "document/tw/ct/2007/11"),
        ("31/KH-UBND", "2023-02-01", AN_HA, "document/ubnd-an-ha/kh/2023/31"),
        ("8/QĐ-UBND", "2023-02-01", LAM_GIANG, "document/ubnd-lam-giang/qd/2023/8"),
    ],
)
def test_a_number_is_found_with_its_year_and_its_issuer(
    invented: Gazetteer, number: str, date: str, area: str, found: str
) -> None:
    assert local(Resolver(invented, area).work(Reference(number=number, date=date)).iri) == found


@pytest.mark.parametrize(
    ("number", "date", "area"),
    [
        ("50/NQ-CP", "", AN_HA),  # of two years
        ("11-CT/TW", "", AN_HA),
        ("30/2026/QH16", "", AN_HA),
        ("50/NQ-CP", "2022-01-01", AN_HA),
        ("31/KH-UBND", "2023-02-01", LAM_GIANG),  # another province's
        ("8/QĐ-UBND", "2023-02-01", AN_HA),
        ("31/KH-UBND", "2023-02-01", ""),
        ("31/QĐ-UBND", "2023-02-01", AN_HA),
    ],
)
def test_a_number_that_is_not_sure_is_left_as_it_is_printed(
    invented: Gazetteer, number: str, date: str, area: str
) -> None:
    printed = Reference(number=number, date=date)
    assert Resolver(invented, area).work(printed) == printed


@pytest.mark.parametrize(
    ("title", "kind", "year", "found"),
    [
        ("Bảo vệ rừng đầu nguồn giai đoạn 2021-2030", "", "2022", "programme/rung-2021-2030"),
        ("Bảo vệ rừng đầu nguồn, giai đoạn 2021 - 2030", "", "2022", "programme/rung-2021-2030"),
        ("Bảo vệ rừng đầu nguồn giai đoạn 2022 - 2030", "", "2022", "programme/rung-2021-2030"),
        ("Bảo vệ rừng đầu nguồn tỉnh An Hà giai đoạn 2021-2030", "", "2022", "programme/rung-2021-2030"),
        ("BẢO VỆ RỪNG ĐẦU NGUỒN", "", "2024", "programme/rung-2021-2030"),
        ("Bảo vệ rừng đầu nguồn", "", "2015", "programme/rung-2012-2020"),
        ("Bảo vệ rừng đầu nguồn", "", "2035", ""),
        ("Bảo vệ rừng đầu nguồn giai đoạn 2021-2025", "", "2022", ""),
        ("Bảo vệ rừng ngập mặn giai đoạn 2021-2030", "", "2022", ""),
        ("Những dòng sông xanh", "", "2024", ""),  # of two programmes
        ("Luật Thư viện", "luat", "2024", "work/luat-thu-vien"),
        ("Luật Thư viện", "nd", "2024", ""),
        ("Luật Thư viện", "luat", "2018", ""),  # before its time
        ("Luật Lâm nghiệp", "luat", "2024", ""),
    ],
)  # fmt: skip
def test_a_title_is_found_with_its_period(
    invented: Gazetteer, title: str, kind: str, year: str, found: str
) -> None:
    assert local(Resolver(invented, AN_HA, year).work(Reference(title=title, type=kind)).iri) == found


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("", "work/luat-thu-vien"),
        ("2019", "work/luat-thu-vien"),
        ("2019-11-21", "work/luat-thu-vien"),
        ("2000-12-28", ""),
        ("2023", ""),
    ],
)
def test_of_laws_that_have_one_name_the_year_tells_which(invented: Gazetteer, date: str, found: str) -> None:
    law = Reference(title="Luật Thư viện", type="luat", date=date)
    assert local(Resolver(invented, AN_HA, "2024").work(law).iri) == found
    read = extract(f"{HEAD}Căn cứ Luật Thư viện{day(date)};\n\nI. MỤC ĐÍCH\n\nGiữ rừng.\n", invented)
    (citation,) = read.reading.citations
    assert local(citation.work.iri) == found


def day(date: str) -> str:
    """A day or a year as it is printed after a name."""
    parts = date.split("-")[::-1]
    return f" ngày {'/'.join(parts)}" if len(parts) > 1 else f" năm {date}" if date else ""


# --- Bodies


@pytest.mark.parametrize(
    ("name", "area", "found"),
    [
        ("Sở Y tế", AN_HA, "agency/an-ha/so-y-te"),
        ("Sở Y tế", LAM_GIANG, "agency/lam-giang/so-y-te"),
        ("Sở Y tế tỉnh An Hà", AN_HA, "agency/an-ha/so-y-te"),
        ("Sở Văn hóa, Thể thao và Du lịch", AN_HA, "agency/an-ha/so-van-hoa"),
        ("Sở Văn hóa, Thể thao vàDu lịch", AN_HA, "agency/an-ha/so-van-hoa"),
        ("SởY tế", AN_HA, "agency/an-ha/so-y-te"),
        ("UBND tỉnh", AN_HA, "agency/an-ha/uy-ban-nhan-dan"),
        ("Uỷ ban nhân dân tỉnh", LAM_GIANG, "agency/lam-giang/uy-ban-nhan-dan"),
        ("Ủy ban MTTQ tỉnh", AN_HA, "agency/an-ha/mat-tran"),
        ("Hội Nông dân", AN_HA, "agency/an-ha/hoi-nong-dan"),
        ("Hội Nông dân", LAM_GIANG, "agency/vn/hoi-nong-dan"),
        ("Bộ Y tế", AN_HA, "agency/vn/bo-y-te"),
        ("Bộ Y tế", "", "agency/vn/bo-y-te"),
        ("Sở Y tế", "", ""),
        ("Sở Văn hóa, Thể thao và Du lịch", LAM_GIANG, ""),
        ("Sở Y tế tỉnh Lam Giang", AN_HA, ""),
        ("Bộ Tài chính", AN_HA, ""),
    ],
)
def test_a_body_is_that_of_the_province_that_speaks_or_of_the_nation(
    invented: Gazetteer, name: str, area: str, found: str
) -> None:
    assert local(Resolver(invented, area).party(name).iri) == found


@pytest.mark.parametrize(
    ("name", "is_group"),
    [
        ("các sở, ngành liên quan", True),
        ("Các trường học trên địa bàn", True),
        ("UBND các huyện, thành phố", True),
        ("Ủy ban nhân dân cấp xã", True),
        ("Thủ trưởng các cơ quan", True),
        ("Sở Y tế", False),
        ("UBND tỉnh", False),
        ("Bộ Y tế", False),
    ],
)
def test_several_bodies_together_are_a_group(invented: Gazetteer, name: str, is_group: bool) -> None:
    assert Resolver(invented, AN_HA).party(name).is_group is is_group


@pytest.mark.parametrize("printed", ["Sở Văn hóa, Thể thao vàDu lịch", "Sở Văn hóa,Thể thao vàDu lịch"])
def test_a_name_that_was_run_together_is_read_as_words(invented: Gazetteer, printed: str) -> None:
    assert "và Du lịch" in Resolver(invented, AN_HA).party(printed).name


# --- Areas


@pytest.mark.parametrize(
    ("name", "day", "area"),
    [
        ("An Hà", "2025-06-30", AN_HA),
        ("An Hà", "2025-07-01", NEW_AN_HA),
        ("AN HÀ", "2019-01-01", AN_HA),
        ("Lam Giang", "2025-07-01", None),
        ("An Hà", "", None),
        ("Lam Giang", "", LAM_GIANG),
        ("Bình Lâm", "2024-01-01", None),
    ],
)
def test_an_area_is_the_one_that_has_the_name_on_the_day(
    invented: Gazetteer, name: str, day: str, area: str | None
) -> None:
    found = area_named(invented, name, day)
    assert (found.iri if found else None) == area


@pytest.mark.parametrize(("year", "area"), [("2024", AN_HA), ("2026", NEW_AN_HA)])
def test_a_text_is_for_the_area_of_its_day(invented: Gazetteer, year: str, area: str) -> None:
    found = extract(HEAD.replace("2024", year) + "I. MỤC ĐÍCH\n\nGiữ rừng.\n", invented).header.area
    assert found is not None
    assert found.iri == area


def test_the_bodies_of_a_text_are_those_of_its_area(invented: Gazetteer) -> None:
    order = "I. TỔ CHỨC THỰC HIỆN\n\n- Giao Sở Y tế chủ trì, phối hợp với Bộ Y tế rà soát các trạm xá.\n"
    (task,) = extract(HEAD + order, invented).reading.tasks
    assert [local(each.iri) for each in (*task.lead, *task.coordinating)] == [
        "agency/an-ha/so-y-te", "agency/vn/bo-y-te",
    ]  # fmt: skip

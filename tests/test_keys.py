"""Titles and names of bodies have one spelling, however they are printed."""

import pytest

from cancu.extract.keys import body_key, split_period, title_key


@pytest.mark.parametrize(
    ("key", "bare", "period"),
    [
        ("nghe ca giai doan 2021 2025", "nghe ca", (2021, 2025)),
        ("nghe ca den nam 2030", "nghe ca", (2030, 2030)),
        ("nghe ca giai doan 2021 2025 den nam 2030", "nghe ca", (2021, 2030)),
        ("nghe ca nam 2024", "nghe ca", (2024, 2024)),
        ("nghe ca", "nghe ca", None),
    ],
)
def test_a_title_is_known_without_its_period(key: str, bare: str, period: tuple[int, int] | None) -> None:
    assert split_period(key) == (bare, period)


def test_titles_and_bodies_have_one_spelling() -> None:
    assert title_key("Đề án “Xoá mù chữ”, giai đoạn 2021–2025") == "de an xoa mu chu giai doan 2021 2025"
    assert title_key("Đề án “Xóa mù chữ” giai đoạn 2021 - 2025") == title_key(
        "ĐỀ ÁN XOÁ MÙ CHỮ GIAI ĐOẠN 2021-2025"
    )
    names = ["UBND tỉnh An Hà", "Ủy ban nhân dân An Hà", "Uỷ ban nhân dân tỉnh An Hà", "ubnd của tỉnh An Hà"]
    assert {body_key(name, ["An Hà", "Tỉnh An Hà"]) for name in names} == {"uy ban nhan dan"}

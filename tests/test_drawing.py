"""The drawings: well-formed and escaped whatever they are given, legible, and the same every time."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from cancu.api.drawing import Bar, Edge, Node, Point, bars, chain, points
from cancu.api.drawing.layers import across, layout
from cancu.api.drawing.letters import clean, excerpt, shorten, width, wrap
from cancu.api.drawing.scale import around, finite, place, spread, ticks, written
from cancu.api.drawing.svg import SMALL

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"'&\x00\ud800</title>"
PROVINCES = ("Tỉnh An Sơn (hư cấu)", "Tỉnh Bình Nguyên (hư cấu)", "Thành phố Cửa Bạc (hư cấu)")

texts = st.text(st.characters(), max_size=40) | st.sampled_from([HOSTILE, "Đến năm 2030 " * 20, "W" * 300])
numbers = (
    st.none()
    | st.floats()
    | st.integers(-(10**400), 10**400)
    | st.decimals()
    | st.sampled_from([Decimal("9e999999"), Decimal("-1e-999999"), 0, 5e-324, 1.7e308])
)
years = st.integers(2015, 2045)
Rows = list[Bar]


def parsed(drawing: Markup) -> Element:
    return ElementTree.fromstring(str(drawing))


def every(root: Element, tag: str) -> list[Element]:
    return list(root.iter(SVG + tag))


def lines(root: Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Each line of text: what it says, left, top, right and bottom."""
    for text in every(root, "text"):
        size, bold = float(text.attrib["font-size"]), text.get("font-weight") == "bold"
        for line in every(text, "tspan") or [text]:
            said, x, y = line.text or "", float(line.attrib["x"]), float(line.attrib["y"])
            wide = width(said, size, bold=bold)
            left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
            yield said, left, y - 0.7 * size, left + wide, y + 0.2 * size


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def check(drawing: Markup) -> Element:
    """What holds of every drawing."""
    root = parsed(drawing)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    shapes = {"svg", "title", "desc", "style", "defs", "pattern", "g", "a", "path", "rect", "circle"}
    assert tags <= shapes | {"text", "tspan"}
    assert root.get("role") == ("group" if "a" in tags else "img")
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= set(ids)
    assert all(a.attrib["href"].startswith("/") for a in every(root, "a"))
    assert set(re.findall(r"url\(#(.*?)\)", drawing)) <= set(ids)
    inside(root)
    return root


def inside(root: Element) -> None:
    """All text lies in the field that is seen."""
    _, _, wide, tall = map(float, root.attrib["viewBox"].split())
    for said, left, top, right, bottom in lines(root):
        if said:
            assert left >= -0.5, said
            assert top >= -0.5, said
            assert right <= wide + 0.5, said
            assert bottom <= tall + 0.5, said


def said(root: Element) -> list[str]:
    return [line[0] for line in lines(root)]


def full(root: Element) -> list[str]:
    return [title.text or "" for title in every(root, "title")]


# Any input


@given(texts, st.lists(st.builds(Bar, texts, st.lists(numbers, max_size=4), texts), max_size=5), st.data())
@settings(max_examples=60, deadline=None)
def test_bars_hold_any_text_and_any_number(title: str, rows: Rows, data: st.DataObject) -> None:
    series = data.draw(st.lists(texts, max_size=10))
    language, key = data.draw(st.sampled_from(["vi", "en"])), data.draw(texts)
    check(bars(title, rows, series, title, key=key, language=language, unit="%"))


any_point = st.builds(
    Point,
    numbers.filter(lambda number: number is not None) | years,
    numbers | st.sampled_from([1, 2]),
    texts | st.sampled_from("AB"),
    texts,
    texts | st.just("/id/x"),
    numbers,
    numbers,
    st.sampled_from(["", "at-least", "at-most", "about"]),
)


@given(texts, st.lists(any_point, max_size=30), texts)
@settings(max_examples=60, deadline=None)
def test_points_hold_any_text_and_any_number(title: str, given_points: list[Point], label: str) -> None:
    check(points(title, given_points, label, label, title, reference="A"))


keys = st.sampled_from([str(number) for number in range(40)])
kinds = st.sampled_from(["plan", "law", "unknown", "task", "<other>"])
any_node = st.builds(Node, keys, texts, texts, texts | st.just("/id/x"), kinds)
any_edge = st.builds(Edge, keys, keys, texts, texts)


@given(st.lists(any_node, max_size=40), st.lists(any_edge, max_size=60), texts)
@settings(max_examples=60, deadline=None)
def test_a_chain_holds_any_text_and_any_circle(nodes: list[Node], edges: list[Edge], describe: str) -> None:
    root = check(chain(nodes, edges, describe, kinds={"law": "Luật", "task": describe}))
    drawn = list(boxes(root))
    assert len(drawn) == len({node.key for node in nodes})
    assert not any(overlaps(one, other) for one, other in combinations(drawn, 2))
    written_lines = [line[1:] for line in lines(root) if line[0]]
    assert not any(overlaps(one, other) for one, other in combinations(written_lines, 2))


def boxes(root: Element) -> Iterator[tuple[float, ...]]:
    """The outline of each node: left, top, right, bottom."""
    for group in [*every(root, "g"), *every(root, "a")]:
        if (outline := group.find(f"{SVG}rect")) is not None:
            x, y, wide, tall = (float(outline.attrib[name]) for name in ("x", "y", "width", "height"))
            yield x, y, x + wide, y + tall


@given(st.integers(1, 40), st.data())
@settings(max_examples=60, deadline=None)
def test_seats_of_a_row_never_touch_and_lines_lead_down(count: int, data: st.DataObject) -> None:
    number = st.integers(0, count - 1)
    links = data.draw(st.lists(st.tuples(number, number).filter(lambda two: two[0] != two[1]), max_size=80))
    plan = layout(count, links)
    lefts, wide = across(plan, {"node": 200, "from": 16, "to": 16}, 20)
    assert sorted(seat.node for row in plan.rows for seat in row if seat.what == "node") == list(range(count))
    for row in plan.rows:
        for one, other in pairwise(row):
            assert lefts[one] + (200 if one.what == "node" else 16) + 20 <= lefts[other] + 1e-6
        assert lefts[row[0]] >= 0
        assert lefts[row[-1]] + 16 <= wide
    assert all(lower.row == upper.row + 1 for upper, lower in plan.lines)


# Escaping and links


def test_a_hostile_label_stays_text() -> None:
    drawings = (
        bars(HOSTILE, [Bar(HOSTILE, [1], HOSTILE)], [HOSTILE], HOSTILE, key=HOSTILE, unit=HOSTILE),
        points(HOSTILE, [Point(2025, 1, HOSTILE, HOSTILE, HOSTILE)], HOSTILE, HOSTILE, HOSTILE, key=HOSTILE),
        chain([Node("a", HOSTILE, HOSTILE, HOSTILE, HOSTILE)], [Edge("a", "a", HOSTILE, HOSTILE)], HOSTILE),
    )
    for drawing in drawings:
        check(drawing)
        assert "<script" not in drawing
        assert "\x00" not in drawing


@pytest.mark.parametrize(
    "href", ["https://example.org/", "//example.org", "/\\example.org", "/\t/example.org", "javascript:0", ""]
)
def test_only_paths_of_this_site_become_links(href: str) -> None:
    assert not every(parsed(bars("", [Bar("A", [1], href)], ["s"], "d")), "a")
    assert every(parsed(bars("", [Bar("A", [1], "/id/tỉnh?q=1#x")], ["s"], "d")), "a")


def test_two_drawings_of_one_page_share_no_id() -> None:
    one, other = (bars("t", [Bar("A", [1, 2])], ["s", "r"], "d", key=key) for key in ("one", "two"))
    assert not {e.get("id") for e in parsed(one).iter()} & {e.get("id") for e in parsed(other).iter()} - {
        None
    }


def test_the_same_values_give_the_same_bytes() -> None:
    nodes = [Node(str(n), f"Văn bản {n} (hư cấu)") for n in range(12)]
    edges = [Edge(str(n // 3), str(n), "Căn cứ") for n in range(1, 12)]
    assert chain(nodes, edges, "d") == chain(nodes, edges, "d")


def test_a_drawing_names_and_describes_itself() -> None:
    root = parsed(bars("Tỷ lệ biết chữ", [], [], "Hai tỉnh hư cấu", key="k"))
    assert root.findtext(f"{SVG}title[@id='k-title']") == "Tỷ lệ biết chữ"
    assert root.findtext(f"{SVG}desc[@id='k-desc']") == "Hai tỉnh hư cấu"


# Bars


def test_a_missing_value_has_a_dash_and_no_bar() -> None:
    root = parsed(bars("", [Bar("A", [None]), Bar("B", []), Bar("C", [float("nan")])], [""], "d"))
    assert said(root).count("—") == 3
    assert not every(root, "rect")


def test_zero_has_its_figure_and_no_bar() -> None:
    root = parsed(bars("", [Bar("A", [0])], [""], "d"))
    assert "0" in said(root)
    assert not every(root, "rect")


def test_negative_bars_end_where_positive_ones_begin() -> None:
    negative, positive = every(parsed(bars("", [Bar("A", [-2]), Bar("B", [4])], [""], "d")), "rect")
    end = float(negative.attrib["x"]) + float(negative.attrib["width"])
    assert end == pytest.approx(float(positive.attrib["x"]), abs=0.2)
    assert float(positive.attrib["width"]) == pytest.approx(2 * float(negative.attrib["width"]), abs=0.2)


def test_eight_series_differ_by_pattern() -> None:
    root = parsed(bars("", [Bar("A", [1] * 8)], [""] * 8, "d"))
    assert len({bar.get("fill") for bar in every(root, "rect")}) == 8


def test_values_are_written_in_the_language_with_their_unit() -> None:
    rows = [Bar(PROVINCES[0], [Decimal("1234.50")])]
    assert "1.234,5%" in said(parsed(bars("", rows, ["2030"], "d", unit="%")))
    assert "1,234.5%" in said(parsed(bars("", rows, ["2030"], "d", unit="%", language="en")))


# Points


def plot(*given_points: Point, reference: str = "") -> Element:
    return check(points("", given_points, "Năm", "%", "d", reference=reference))


def test_a_year_axis_shows_whole_years_without_signs_of_thousands() -> None:
    assert {"2025", "2030"} <= set(said(plot(Point(2025, 1, "A"), Point(2030, 2, "A"))))
    many = said(plot(*(Point(year, year, "A") for year in range(2000, 2040))))
    assert {"2010", "2020"} <= set(many)
    assert not any(re.fullmatch(r"20\d\d[.,]\d", line) for line in many)


def test_a_single_point_bears_the_name_of_its_series() -> None:
    assert PROVINCES[0] in said(plot(Point(2025, 50, PROVINCES[0])))


def test_equal_values_stand_side_by_side_and_every_series_is_named() -> None:
    root = plot(*(Point(2025, 50, name) for name in PROVINCES))
    assert len({mark.get("transform") for mark in every(root, "path") if mark.get("transform")}) >= 3
    assert set(PROVINCES) <= set(said(root))


@given(st.lists(st.tuples(years, st.integers(0, 100), st.integers(1, 25)), min_size=1, max_size=200))
@settings(max_examples=25, deadline=None)
def test_names_beside_marks_cover_nothing(values: list[tuple[int, int, int]]) -> None:
    root = plot(*(Point(x, y, f"Tỉnh hư cấu số {series}") for x, y, series in values))
    names = [line for line in lines(root) if line[0].startswith("Tỉnh")]
    assert sorted({line[0] for line in names}) == sorted({f"Tỉnh hư cấu số {value[2]}" for value in values})
    assert not any(overlaps(one[1:], other[1:]) for one, other in combinations(names, 2))
    spots = [re.findall(r"[-\d.]+", mark.get("transform", "")) for mark in every(root, "path")]
    marks = [(float(x) - 4, float(y) - 4, float(x) + 4, float(y) + 4) for x, y in filter(None, spots)]
    assert not any(overlaps(name[1:], mark) for name in names for mark in marks)


def test_every_series_has_a_sign_of_its_own() -> None:
    root = plot(*(Point(2025 + n % 7, n, f"Tỉnh hư cấu số {n}") for n in range(40)))
    signs = {(p.get("d"), p.get("fill")) for p in every(root, "path") if p.get("transform")}
    assert len(signs) == 12
    assert {str(number) for number in range(13, 41)} <= set(said(root))


def test_bounds_are_arrows_that_the_legend_explains() -> None:
    assert "ít nhất" in said(plot(Point(2025, 1, "A", bound="at-least")))
    assert "nhiều nhất" in said(plot(Point(2025, 1, "A", bound="at-most")))
    assert not {"ít nhất", "nhiều nhất"} & set(said(plot(Point(2025, 1, "A"))))


def test_the_reference_is_dashed_and_named() -> None:
    root = plot(Point(2025, 1, "A"), Point(2025, 2, "Cả nước"), reference="Cả nước")
    assert "Cả nước" in said(root)
    assert sum("stroke-dasharray" in path.attrib for path in every(root, "path")) >= 1


def test_a_range_without_a_value_is_drawn() -> None:
    assert "A: 10 – 20 (2025)" in full(plot(Point(2025, None, "A", low=10, high=20)))


def test_points_without_numbers_leave_a_dash() -> None:
    assert "—" in said(plot(Point(2025, None, "A")))


# Chain


def test_links_are_shortened_and_told_in_full_when_pointed_at() -> None:
    words = "Căn cứ Quyết định hư cấu của Thủ tướng Chính phủ phê duyệt một đề án không có thật"
    root = check(chain([Node("a", "A"), Node("b", "B")], [Edge("a", "b", "Căn cứ", words)], "d"))
    shown = " ".join(line for line in said(root) if line not in {"A", "B", "Căn cứ"})
    assert shown.endswith("…”")
    assert len(shown) <= 63
    assert f"Căn cứ: “{words}”" in full(root)


def test_eight_layers_stand_below_one_another() -> None:
    nodes = [Node(str(n), f"Văn bản {n}") for n in range(8)]
    drawn = list(boxes(parsed(chain(nodes, [Edge(str(n), str(n + 1), "Căn cứ") for n in range(7)], "d"))))
    assert all(one[3] < other[1] and one[0] == other[0] for one, other in pairwise(drawn))


def test_a_node_that_several_rest_on_tells_which() -> None:
    nodes = [Node(key, f"Văn bản {key}") for key in "abcd"]
    edges = [Edge("a", "b", "x"), Edge("a", "c", "x"), Edge("b", "d", "Căn cứ"), Edge("c", "d", "Căn cứ")]
    assert {"Văn bản b: Căn cứ", "Văn bản c: Căn cứ"} <= set(said(parsed(chain(nodes, edges, "d"))))


def test_a_circle_is_drawn_once_and_marked() -> None:
    nodes = [Node(key, key.upper()) for key in "ab"]
    shown = said(check(chain(nodes, [Edge("a", "b", "x"), Edge("b", "a", "y"), Edge("b", "b", "z")], "d")))
    assert {"A: x", "↑ A: y", "↻: z"} <= set(shown)


def test_of_two_nodes_with_one_key_the_first_counts() -> None:
    nodes = [Node("a", "Đầu"), Node("b", "B"), Node("a", "Sau")]
    assert said(check(chain(nodes, [Edge("a", "b", ""), Edge("a", "không có", "")], "d")))[0] == "Đầu"


def test_many_bases_are_put_in_several_rows() -> None:
    nodes = [Node(str(n), f"Văn bản {n}") for n in range(40)]
    root = check(chain(nodes, [Edge("0", str(n), "Căn cứ") for n in range(1, 40)], "d"))
    assert float(root.attrib["width"]) <= 1000


def test_the_legend_names_the_kinds_that_are_there() -> None:
    root = check(chain([Node("a", "A", kind="law")], [], "d", kinds={"law": "Luật", "plan": "Kế hoạch"}))
    assert "Luật" in said(root)
    assert "Kế hoạch" not in said(root)


# Letters and numbers


@given(texts, st.floats(40, 400), st.integers(1, 5))
def test_wrapped_lines_fit(text: str, room: float, most: int) -> None:
    wrapped = wrap(text, SMALL, room, most)
    assert 1 <= len(wrapped) <= most
    assert all(width(line, SMALL) <= room for line in wrapped)


@given(texts)
def test_text_that_fits_is_kept_whole(text: str) -> None:
    assert " ".join(wrap(text, SMALL, 1e9)) == clean(text)
    assert shorten(clean(text), SMALL, 1e9) == clean(text)
    assert len(excerpt(text)) <= 61


def test_vietnamese_letters_are_as_wide_as_their_base() -> None:
    assert width("ệ", 10) == width("e", 10)
    assert width("Đ", 10) == width("D", 10)


@pytest.mark.parametrize(
    ("value", "vi"),
    [(0, "0"), (-0.0, "0"), (Decimal("33.30"), "33,3"), (0.1 + 0.2, "0,3"), (-1234567, "−1.234.567"),
     (10**13, "10.000.000.000.000"), (1e300, "1×10³⁰⁰"), (0.00001, "1×10⁻⁵")],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(value: float, vi: str) -> None:
    assert written(value, "vi") == vi


@given(st.lists(numbers, min_size=1, max_size=9), st.integers(1, 8))
def test_ticks_are_few_and_lie_where_they_should(
    values: list[Decimal | float | int | None], most: int
) -> None:
    known = [place(exact) for value in values if (exact := finite(value)) is not None]
    low, high = spread(known or [1])
    levels = around(low, high, most)
    assert low < high
    assert len(ticks(low, high, most)) <= most + 2
    assert 2 <= len(levels) <= most + 3
    assert levels[0] <= low + 1e-6 * (high - low)
    assert levels[-1] >= high - 1e-6 * (high - low)

"""Those counted by a target: where their name begins, where it ends, and what is said of them no more."""

import pytest

from inventing import aims


def populations(statement: str) -> list[str]:
    return [target.population for target in aims(f"- {statement}.")]


@pytest.mark.parametrize(
    "after",
    [
        "trước ngày 30/6/2025",
        "trước năm 2026",
        "trong năm 2025",
        "so với năm 2023",
        ", hoàn thành trước năm 2026",
        ", kết thúc trong năm 2025",
        ", bảo đảm đúng tiến độ",
    ],
)
def test_those_counted_end_before_a_time_a_comparison_and_what_else_is_done(after: str) -> None:
    said = after if after.startswith(",") else f" {after}"
    assert populations(f"Trồng rừng cho 60% số hộ nghèo{said}") == ["hộ nghèo"]


@pytest.mark.parametrize(
    ("statement", "population"),
    [
        ("60% số hộ trở lên được dùng nước sạch", "hộ"),
        ("60% người từ 60 tuổi trở lên được khám", "người từ 60 tuổi trở lên"),
        ("60% số hộ toàn tỉnh được dùng nước sạch", "hộ"),
        ("60% số hộ trong toàn huyện được dùng nước sạch", "hộ"),
        ("Tỷ lệ hộ nghèo được vay vốn ít nhất 60%", "hộ nghèo"),
    ],
)
def test_those_counted_end_before_a_bound_and_before_the_whole_territory(
    statement: str, population: str
) -> None:
    assert populations(statement) == [population]


@pytest.mark.parametrize("more", ["tối thiểu", "ít nhất", "trên", "khoảng"])
def test_those_counted_end_before_another_figure(more: str) -> None:
    said = f"Cấp giấy cho 60% số chủ rừng, {more} 30% số hộ nghèo"
    assert populations(said) == ["chủ rừng", "hộ nghèo"]


@pytest.mark.parametrize("at", ["tại", "cho", "ở", "của", "với"])
def test_those_for_whom_something_is_done_are_named_up_to_the_comma(at: str) -> None:
    assert populations(f"Tập huấn {at} 60% xã vùng cao, mở lớp ở huyện") == ["xã vùng cao"]


@pytest.mark.parametrize("at", ["cho", "với"])
def test_a_list_of_those_for_whom_something_is_done_goes_on_over_its_commas(at: str) -> None:
    said = f"Tập huấn {at} 60% cán bộ, công chức, viên chức, mở lớp ở huyện"
    assert populations(said) == ["cán bộ, công chức, viên chức"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Tỷ lệ hộ dùng nước sạch đạt 60%, hộ nghèo 40%, hộ ven biển 30%", ["hộ", "hộ nghèo", "hộ ven biển"]),
        ("Tỷ lệ hộ dùng nước sạch đạt 60%, trong đó hộ nghèo đạt 40%", ["hộ", "hộ nghèo"]),
        ("Tỷ lệ hộ dùng nước sạch đạt 60%; riêng khu vực miền núi đạt 40%", ["hộ", "khu vực miền núi"]),
        ("Tỷ lệ hộ dùng nước sạch đạt 60%, thành thị 70%, nông thôn 50%", ["hộ", "thành thị", "nông thôn"]),
    ],
)
def test_those_named_before_a_figure_that_nothing_follows_are_those_it_counts(
    statement: str, expected: list[str]
) -> None:
    assert populations(statement) == expected


@pytest.mark.parametrize(
    ("statement", "population"),
    [
        ("Đạt 60% tàu cá từ 15 mét trở lên", "tàu cá từ 15 mét trở lên"),
        ("Đạt từ 60% dân số trở lên", "dân số"),
        ("Đạt 60% người từ 15 tuổi trở lên", "người từ 15 tuổi trở lên"),
        ("Tỷ lệ người trong độ tuổi từ 15 đến 60 biết chữ đạt 98%", "người trong độ tuổi từ 15 đến 60"),
        ("Đạt 60% sản lượng cá biển, riêng cá ngừ đạt 80%", "sản lượng cá biển"),
    ],
)
def test_a_bound_belongs_to_those_counted_where_it_says_who_they_are(statement: str, population: str) -> None:
    assert populations(statement)[0] == population


@pytest.mark.parametrize("place", ["thành phố An Hà", "thị xã Đông Mai", "ở huyện An Bình"])
def test_a_place_is_no_one_who_is_counted(place: str) -> None:
    assert populations(f"Tỷ lệ hộ dùng nước sạch đạt 60%, trong đó {place} đạt 70%")[1] == ""


def test_a_figure_that_words_follow_counts_those_after_it() -> None:
    said = "60% xã có vườn ươm, xây dựng vườn mẫu ở 40% thôn"
    assert populations(said)[-1] == "thôn"


@pytest.mark.parametrize(
    "statement",
    [
        "Giảm tỷ lệ suy dinh dưỡng ở trẻ em dưới 5 tuổi xuống 10%",
        "Tỷ lệ thừa cân ở trẻ em dưới 5 tuổi còn dưới 10%",
        "Tỷ lệ suy dinh dưỡng ở trẻ em dưới 5 tuổi giảm còn 10%",
        "10% trẻ em dưới 5 tuổi được uống vi chất",
    ],
)
def test_those_among_whom_a_rate_is_taken_have_their_age(statement: str) -> None:
    assert populations(statement) == ["trẻ em dưới 5 tuổi"]


@pytest.mark.parametrize(
    "aged", ["từ 6 - 23 tháng tuổi", "từ 6 đến 23 tháng tuổi", "6-23 tháng tuổi", "dưới 24 tháng tuổi"]
)
def test_an_age_is_part_of_those_counted_in_every_form(aged: str) -> None:
    assert populations(f"60% trẻ {aged} được ăn bổ sung") == [f"trẻ {aged}"]


@pytest.mark.parametrize("verb", ["xếp loại tốt", "công nhận đạt chuẩn", "trưng bày sản phẩm"])
def test_those_counted_end_before_what_they_are_to_reach(verb: str) -> None:
    assert populations(f"60% làng nghề {verb}") == ["làng nghề"]


@pytest.mark.parametrize("done", ["rà soát quy hoạch", "hoàn thành giao rừng"])
def test_what_is_done_is_no_one_who_is_counted(done: str) -> None:
    assert populations(f"Tỷ lệ {done} đúng hạn đạt 60%") == [""]


@pytest.mark.parametrize("must", ["phải", "đều"])
def test_what_those_counted_own_tells_who_they_are_where_they_must_do_something(must: str) -> None:
    assert populations(f"100% xã có rừng {must} có tổ bảo vệ rừng") == ["xã có rừng"]


@pytest.mark.parametrize(
    ("statement", "population"),
    [
        ("60% phụ nữ mang thai được khám", "phụ nữ mang thai"),
        ("Tỷ lệ phụ nữ có thai được khám đạt 60%", "phụ nữ có thai"),
        ("60% số xã là xã đảo được xây bến", "xã là xã đảo"),
        ("60% ngư cụ khai thác thủy sản được thu hồi", "ngư cụ khai thác thủy sản"),
        ("60% cơ sở sử dụng nước mặt được kiểm tra", "cơ sở sử dụng nước mặt"),
        ("60% kết quả giải quyết hồ sơ được số hóa", "kết quả giải quyết hồ sơ"),
        ("60% xã có rừng được giao đất", "xã"),
        ("60% xã tổ chức hội thi, được tặng cờ", "xã"),
    ],
)
def test_a_verb_within_the_name_of_those_counted_does_not_end_it(statement: str, population: str) -> None:
    assert populations(statement) == [population]

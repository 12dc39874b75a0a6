"""Targets in sentences: the figure, who is counted, the commitment, by when, since when, part of what."""

import pytest

from cancu.extract.facts import Target
from extracting import read
from inventing import HEAD, aiming, aims, assigning, words


def aim(statement: str, heading: str = "Mục tiêu cụ thể") -> Target:
    """The only target of a statement."""
    (target,) = aims(f"- {statement}.", heading)
    return target


def values(statements: str, heading: str = "Mục tiêu cụ thể") -> list[str]:
    return [target.value for target in aims(statements, heading)]


# --- Which figures are targets


def test_each_figure_of_a_statement_is_one_target_with_the_whole_statement_as_its_words() -> None:
    found = aiming(
        "- 60% số xã và 80% số huyện có vườn ươm đạt chuẩn;\n- Trồng mới 1.200 ha rừng ven biển.\n"
    )
    text = found.normal.text
    assert [(each.figure.of(text) if each.figure else "", each.value) for each in found.reading.targets] == [
        ("60%", "60"), ("80%", "80"), ("1.200 ha", "1200"),
    ]  # fmt: skip
    assert [words(found, each) for each in found.reading.targets] == [
        "60% số xã và 80% số huyện có vườn ươm đạt chuẩn",
        "60% số xã và 80% số huyện có vườn ươm đạt chuẩn",
        "Trồng mới 1.200 ha rừng ven biển",
    ]


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("100% trẻ em dưới 5 tuổi được tiêm chủng đầy đủ", "100"),
        ("90% dịch vụ công mức độ 4 được giải quyết đúng hạn", "90"),
        ("100% huyện tổ chức Hội thi gieo trồng lần thứ 4", "100"),
        ("60% chủ rừng thực hiện Đề án “Rừng xanh giai đoạn 2024 - 2028”", "60"),
        ("60% chủ rừng thực hiện Kế hoạch số 88/KH-UBND", "60"),
        ("Giảm tỷ lệ cây giống yếu (dưới 2.500 gam) xuống dưới 10%", "10"),
        ("60% số hộ trồng rừng (từ 2 ha trở lên) có hợp đồng", "60"),
        ("Số kiểm lâm trên 1 vạn dân: 14 cán bộ", "14"),
        ("Rừng trồng chiếm 42,3%", "42.3"),
        ("Tỷ lệ bác sĩ trên 10.000 dân đạt 12 người", "12"),
        ("Bình quân số bác sĩ trên 1 vạn dân đạt 12 bác sĩ", "12"),
    ],
)
def test_ages_levels_ordinals_names_and_asides_hold_no_values(statement: str, value: str) -> None:
    assert values(f"- {statement}.") == [value]


@pytest.mark.parametrize("not_", ["không để xảy ra", "không còn", "không xảy ra"])
def test_what_is_not_to_happen_at_all_has_no_value(not_: str) -> None:
    found = aims(f"- 60% số xã có vườn ươm; {not_} vụ cháy rừng trên 10 ha.")
    assert [(each.value, each.commitment) for each in found] == [("60", "reach"), ("", "achieve")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Phấn đấu năm 2023 đạt 60% số xã có vườn ươm", ["60"]),
        ("Mục tiêu năm 2023 là 60% số xã có vườn ươm", ["60"]),
        ("Đến năm 2023, 60% số xã có vườn ươm", []),
    ],
)
def test_a_figure_of_a_year_gone_by_is_a_target_only_where_it_was_wanted(
    statement: str, found: list[str]
) -> None:
    assert values(f"- {statement}.") == found


def test_the_year_of_a_cited_work_makes_no_figure_one_of_the_past() -> None:
    cited = "theo Thông tư số 33/2021/TT-BLS ngày 26 tháng 11 năm 2021, Quyết định số 5/QĐ-BLS ngày 2/1/2022"
    assert values(f"- 60% số xã có vườn ươm {cited}.") == ["60"]


@pytest.mark.parametrize(
    "statement",
    ["Năm 2023, đã đạt 55% số hộ có nước sạch", "Kết quả năm 2022 ghi nhận 40% số xã có vườn ươm"],
)
def test_a_figure_of_the_past_is_no_target(statement: str) -> None:
    assert values(f"- {statement}.") == []


def test_figures_of_a_chapter_on_what_was_done_are_no_targets() -> None:
    done = "I. KẾT QUẢ THỰC HIỆN NĂM 2023\n\n- 60% số xã có vườn ươm."
    found = read(f"{HEAD}{done}\n\nII. MỤC TIÊU\n\n- 80% số xã có vườn ươm.\n")
    assert [target.value for target in found.reading.targets] == ["80"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("Chăm sóc rừng, phấn đấu đến năm 2026 có ít nhất 80% số xã có vườn ươm", ["80"]),
        ("Hỗ trợ 50% chi phí mua cây giống cho hộ nghèo", []),
        ("Số vụ cháy rừng giảm 12% so với cùng kỳ", []),
        ("Diện tích rừng tăng 12% so với năm trước", []),
        ("Phấn đấu giảm 12% số vụ cháy rừng so với cùng kỳ", ["12"]),
        ("Duytrì 60% số xã có vườn ươm", ["60"]),
    ],
)
def test_among_tasks_a_figure_is_a_target_only_where_it_is_aimed_at(order: str, found: list[str]) -> None:
    read_ = assigning(f"1. Sở Y tế\n\n- {order}.", "NHIỆM VỤ, GIẢI PHÁP")
    assert [target.value for target in read_.reading.targets] == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("Mở 12 lớp tập huấn trồng rừng", ["12"]),
        ("Trồng 40 ha rừng ven biển, 12 ha rừng ngập mặn", ["40", "12"]),
        ("Tập huấn cho 60% cán bộ xã", ["60"]),
        ("Trong 3 buổi, mở vườn ươm ở 5 xã", ["5"]),
        ("Đến năm 2026 huy động 500 triệu đồng trồng rừng", ["500"]),
        ("Bố trí 500 triệu đồng mua cây giống", []),
        ("Hoàn thành trong 15 ngày", []),
        ("Phát thanh 30 phút mỗi tuần", []),
        ("Tập trung vào 05 nhiệm vụ chính", []),
        ("Mỗi xã cử 02 đồng chí tham gia", []),
        ("Thực hiện Đề án “Trồng 12 ha rừng”", []),
    ],
)
def test_what_a_task_counts_is_a_target_but_no_sum_no_time_and_no_part_of_a_name(
    order: str, found: list[str]
) -> None:
    read_ = assigning(f"1. Sở Y tế\n\n- {order}.", "NHIỆM VỤ, GIẢI PHÁP")
    assert [target.value for target in read_.reading.targets] == found


def test_the_general_objective_is_an_objective_and_no_target() -> None:
    general = "Đưa lâm nghiệp thành ngành kinh tế quan trọng, 60% số hộ sống được bằng nghề rừng"
    found = read(
        f"{HEAD}I. MỤC TIÊU\n\n1. Mục tiêu chung\n\n{general}.\n\n2. Mục tiêu cụ thể\n\n- Đạt 60% số hộ.\n"
    )
    assert [(each.clause, words(found, each)) for each in found.reading.objectives] == [("I.1", general)]
    assert [each.clause for each in found.reading.targets] == ["I.2"]


def test_a_general_objective_may_be_named_on_its_line_in_any_chapter() -> None:
    found = read(f"{HEAD}Điều 1. Phê duyệt Chương trình\n\n1. Mục tiêu chung: Giữ rừng đầu nguồn bền vững.\n")
    assert [words(found, each) for each in found.reading.objectives] == ["Giữ rừng đầu nguồn bền vững"]


def test_an_objective_may_be_named_an_aim_alone_where_no_figure_follows() -> None:
    begin = f"{HEAD}Điều 1. Phê duyệt Chương trình\n\n"
    plain = read(f"{begin}1. Mục tiêu: Giữ rừng đầu nguồn bền vững cho mai sau.\n")
    counted = read(f"{begin}1. Mục tiêu: 60% số xã có vườn ươm giữ rừng đầu nguồn.\n")
    assert [words(plain, each) for each in plain.reading.objectives] == [
        "Giữ rừng đầu nguồn bền vững cho mai sau"
    ]
    assert counted.reading.objectives == []


# --- What is said of a figure


@pytest.mark.parametrize(
    ("statement", "comparator", "commitment"),
    [
        ("60% số xã có vườn ươm", "exactly", "reach"),
        ("Phấn đấu 60% số xã có vườn ươm", "exactly", "strive"),
        ("Phấn đấu ít nhất 60% số xã có vườn ươm", "at-least", "strive"),
        ("Duy trì 60% số xã có vườn ươm", "exactly", "maintain"),
        ("Tiếp tục duy trì trên 60% số xã có vườn ươm", "more-than", "maintain"),
        ("Tỷ lệ hộ nghèo giảm còn không quá 60%", "at-most", "reach"),
        ("Khoảng 60% số xã có vườn ươm", "approximately", "reach"),
    ],
)
def test_comparator_and_commitment_are_said_apart(statement: str, comparator: str, commitment: str) -> None:
    found = aim(statement)
    assert (found.value, found.comparator, found.commitment) == ("60", comparator, commitment)


def test_a_heading_that_strives_makes_all_below_it_strive() -> None:
    found = aims("- 60% số xã có vườn ươm;\n- 80% số huyện có vườn ươm.", "Phấn đấu đến năm 2028")
    assert [each.commitment for each in found] == ["strive", "strive"]


@pytest.mark.parametrize(
    ("statement", "population"),
    [
        ("60% số hộ gia đình được dùng nước sạch", "hộ gia đình"),
        ("60% các trạm y tế xã có bác sĩ", "các trạm y tế xã"),
        ("Đạt 60% học sinh tiểu học được học bơi", "học sinh tiểu học"),
        ("Tỷ lệ người lao động được đào tạo nghề đạt 60%", "người lao động"),
        ("60% cơ quan/đơn vị/trường học có kế hoạch trồng cây", "cơ quan/đơn vị/trường học"),
        ("60% số hộ trên địa bàn tỉnh được dùng nước sạch", "hộ"),
        ("Tỷ lệ che phủ rừng đạt 60%", ""),
    ],
)
def test_who_is_counted_is_told_without_what_they_are_to_reach(statement: str, population: str) -> None:
    assert aim(statement).population == population


def test_what_stands_after_trong_do_is_part_of_the_figure_before_it() -> None:
    whole, part = aims("- Ít nhất 60% học sinh được học bơi, trong đó 45% là học sinh nữ.")
    assert (whole.value, whole.subset) == ("60", None)
    assert (part.value, part.subset) == ("45", whole.figure)


def test_a_range_has_both_its_ends() -> None:
    found = aim("Giảm 5-10% số vụ cháy rừng so với năm 2020")
    assert (found.value, found.value_max, found.baseline_year) == ("5", "10", "2020")


@pytest.mark.parametrize(
    "statement",
    [
        "Nâng tỷ lệ che phủ rừng từ 40% năm 2023 lên 60% vào năm 2028",
        "Tỷ lệ che phủ rừng tăng từ 40% (năm 2023) lên 60% vào năm 2028",
        "Tăng diện tích rừng từ 40 ha vào năm 2023 lên 60 ha vào năm 2028",
    ],
)
def test_where_a_change_begins_is_its_baseline_and_no_target(statement: str) -> None:
    found = aim(statement)
    assert (found.value, found.deadline) == ("60", "2028")
    assert (found.baseline, found.baseline_year) == ("40", "2023")


def test_how_it_was_stands_in_brackets_after_the_figure() -> None:
    found = aim("Tỷ lệ hộ có nước sạch đạt 93,5% (năm 2023: 87,2%)")
    assert (found.value, found.deadline, found.baseline, found.baseline_year) == (
        "93.5", "2024", "87.2", "2023",
    )  # fmt: skip


# --- By when


@pytest.mark.parametrize(
    ("statement", "heading", "deadline", "read_from"),
    [
        ("60% số xã có vườn ươm", "Mục tiêu cụ thể", "2024", ""),  # the year of the plan
        ("60% số xã có vườn ươm", "Đến năm 2027", "2027", "I.1"),
        ("60% số xã có vườn ươm", "Mục tiêu giai đoạn 2024 - 2028", "2028", "I.1"),
        ("60% số xã có vườn ươm vào năm 2026", "Đến năm 2027", "2026", ""),
        ("Đến hết năm 2026, 60% số xã có vườn ươm", "Mục tiêu cụ thể", "2026", ""),
        ("Đến hết tháng 6 năm 2025, 60% số xã có vườn ươm", "Mục tiêu cụ thể", "2025", ""),
        ("60% số xã có vườn ươm đến hết quý II năm 2026", "Đến năm 2027", "2026", ""),
        ("60% số xã có vườn ươm, hoàn thành trước năm 2026", "Mục tiêu cụ thể", "2026", ""),
        ("Đến tháng 6/2026, 60% số xã có vườn ươm", "Đến năm 2027", "2026", ""),
        ("Đến năm2026, 60% số xã có vườn ươm", "Đến năm 2027", "2026", ""),
        ("60% số xã có vườn ươm đến cuối quý II/2026", "Đến năm 2027", "2026", ""),
        ("60% số xã có vườn ươm trước ngày 30/6/2026", "Mục tiêu cụ thể", "2026", ""),
        ("Giảm 60% số vụ cháy rừng so với năm 2020", "Mục tiêu cụ thể", "2024", ""),
    ],
)
def test_the_sentence_then_the_heading_then_the_plan_tells_by_when(
    statement: str, heading: str, deadline: str, read_from: str
) -> None:
    found = aim(statement, heading)
    assert (found.deadline, found.read_from) == (deadline, read_from)


@pytest.mark.parametrize(
    "statement",
    [
        "Tỷ lệ hộ dùng nước sạch đạt 60% vào năm 2025 và 80% vào năm 2030",
        "Tỷ lệ hộ dùng nước sạch đến năm 2025 đạt 60%, đến năm 2030 đạt 80%",
        "Tỷ lệ hộ dùng nước sạch đến năm 2025 đạt ít nhất 60%, đến hết năm 2030 phải đạt trên 80%",
        "Tỷ lệ hộ nghèo đến năm 2025 giảm còn 60%, đến cuối năm 2030 còn 80%",
        "Đến năm 2025, 60% số xã có vườn ươm, đến năm 2030, 80% số xã có vườn ươm",
        "Đến năm 2025: 60% số xã có vườn ươm; đến năm 2030: 80% số xã có vườn ươm",
    ],
)
def test_two_figures_of_a_sentence_have_each_their_year(statement: str) -> None:
    assert [(each.value, each.deadline) for each in aims(f"- {statement}.")] == [
        ("60", "2025"), ("80", "2030")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "deadline"),
    [
        ("Thực hiện Chiến lược lâm nghiệp giai đoạn 2021 - 2030", "2030"),
        ("Phát triển lâm nghiệp đến năm 2027", "2027"),
        ("Thực hiện Nghị quyết số 9/NQ-HĐND ngày 12 tháng 7 năm 2021 về lâm nghiệp", "2024"),
        ("Phát triển lâm nghiệp", "2024"),
    ],
)
def test_a_target_that_nothing_dates_is_for_the_last_year_of_the_title_or_that_of_the_plan(
    title: str, deadline: str
) -> None:
    head = HEAD.replace("Phát triển lâm nghiệp", title)
    (found,) = read(f"{head}I. MỤC TIÊU\n\n- 60% số xã có vườn ươm.\n").reading.targets
    assert found.deadline == deadline


# --- Outcomes without a figure


@pytest.mark.parametrize(
    ("statement", "commitment"),
    [
        ("Tỉnh được công nhận danh hiệu tỉnh không còn đồi trọc", "achieve"),
        ("Không còn điểm nóng về phá rừng trái phép", "achieve"),
        ("Duy trì danh hiệu tỉnh không có đồi trọc", "maintain"),
        ("Phấn đấu tỉnh được công nhận không còn đồi trọc", "strive"),
    ],
)
def test_a_plain_outcome_with_a_deadline_is_a_target_without_a_value(statement: str, commitment: str) -> None:
    found = aim(statement, "Đến năm 2027")
    assert (found.figure, found.value, found.commitment) == (None, "", commitment)
    assert (found.deadline, found.read_from) == ("2027", "I.1")


def test_of_two_outcomes_one_may_be_kept_and_the_other_striven_for() -> None:
    found = aims("- Duy trì danh hiệu tỉnh xanh, phấn đấu được công nhận tỉnh sạch.", "Đến năm 2027")
    assert [each.commitment for each in found] == ["maintain", "strive"]


def test_an_outcome_beside_a_figure_is_a_target_of_its_own() -> None:
    found = aims("- 60% số xã có vườn ươm; duy trì vững chắc diện tích rừng đầu nguồn.", "Đến năm 2027")
    assert [(each.value, each.commitment) for each in found] == [("60", "reach"), ("", "maintain")]


@pytest.mark.parametrize(
    "outcome",
    ["tỉnh được công nhận tỉnh xanh", "toàn bộ các xã có vườn ươm", "các huyện không còn đồi trọc",
     "các xã hoàn thành giao rừng"],
)  # fmt: skip
def test_an_outcome_beside_a_figure_may_say_whom_it_is_for_first(outcome: str) -> None:
    found = aims(f"- 60% số xã có vườn ươm; {outcome}.", "Đến năm 2027")
    assert [(each.value, each.commitment, each.deadline) for each in found] == [
        ("60", "reach", "2027"), ("", "achieve", "2027")
    ]  # fmt: skip

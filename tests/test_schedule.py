"""When a task is to be done: a day, a year, again and again, or with a review."""

import calendar
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract.normal import read as normal
from cancu.extract.schedule import Schedule
from cancu.extract.spans import Span
from extracting import gazetteer
from inventing import assigning, names, words


def deadline(text: str) -> str:
    view = normal(text).view
    return Schedule(view, gazetteer()).deadline(Span(0, len(view)))


def of_cell(text: str) -> str:
    view = normal(text).view
    return Schedule(view, gazetteer()).of_cell(Span(0, len(view)))


def recurrence(text: str) -> str:
    view = normal(text).view
    return Schedule(view, gazetteer()).recurrence(Span(0, len(view)))


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("hoàn thành trước ngày 30/9/2024", "2024-09-30"),
        ("xong trước ngày 05 tháng 7 năm 2025", "2025-07-05"),
        ("báo cáo chậm nhất ngày 15-01-2026", "2026-01-15"),
        ("hoàn thành trước ngày30/9/2024", "2024-09-30"),
        ("xong trước ngày 05tháng 7năm 2025", "2025-07-05"),
        ("hoàn thành trong tháng 10 năm 2023", "2023"),
        ("theo Thông tư số 9/2023/TT-BYT ngày 16 tháng 10 năm 2023", ""),
        ("theo Thông tư ngày 6 tháng 10 năm 2023 của Bộ Y tế", ""),
        ("hoàn thành trong quý II/2025", "2025"),
        ("hoàn thành trong tháng 9 năm 2025", "2025"),
        ("hoàn thành trong quý\nII/2025", "2025"),
        ("thực hiện từ tháng 9 năm 2025", ""),
        ("thực hiện từ tháng 9/2025, hoàn thành trong năm 2026", "2026"),
        ("tổ chức tổng kết Đề án năm 2028 trước ngày 15/12/2028", ""),
        ("tổng kết Đề án năm 2028 trong tháng 12/2028, báo cáo trước ngày 20/01/2029", "2029-01-20"),
        ("hoàn thành trong năm 2026", "2026"),
        ("xong trước năm 2027", "2027"),
        ("cơ bản hoàn thành vào cuối năm 2028", "2028"),
        ("báo cáo trước ngày 30/11 hằng năm", ""),
        ("rà soát thường xuyên", ""),
        ("thực hiện Quy hoạch tỉnh đến năm 2030", ""),
        ("lập kế hoạch giai đoạn 2025-2030", ""),
        ("thực hiện Đề án “Rừng xanh đến năm 2030”", ""),
        ("thực hiện Quyết định số 12/QĐ-UBND ngày 05/4/2024", ""),
    ],
)
def test_a_task_has_the_day_or_year_that_it_is_given(text: str, by: str) -> None:
    assert deadline(text) == by


@settings(deadline=None, derandomize=True)
@given(
    st.integers(1, 31), st.integers(1, 12), st.integers(1990, 2099),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d:02} tháng {m} năm {y}"]),
)  # fmt: skip
def test_a_deadline_is_a_day_of_the_calendar_or_a_year_alone(
    day: int, month: int, year: int, form: str
) -> None:
    read = deadline(f"Hoàn thành trước ngày {form.format(d=day, m=month, y=year)}.")
    if day <= calendar.monthrange(year, month)[1]:
        assert read == date(year, month, day).isoformat()
    else:
        assert read == str(year)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("30/9/2024", "2024-09-30"),
        ("Trước ngày 30/9/2024", "2024-09-30"),
        ("Quý IV/2024", "2024"),
        ("Năm 2026", "2026"),
        ("Hằng năm", ""),
        ("Trước ngày30/9/2024", "2024-09-30"),
        ("2025 - 2026", "2026"),
        ("2025-2026", "2026"),
        ("Năm 2024, năm 2025", "2025"),
        ("10/12hằng năm", ""),
    ],
)
def test_a_cell_holds_a_day_or_a_year_of_several_the_last(text: str, by: str) -> None:
    assert of_cell(text) == by


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hằng năm, tổ chức trồng cây", "annual"),
        ("hàng năm báo cáo", "annual"),
        ("báo cáo trước ngày 10/12hằng năm", "annual"),
        ("báo cáo hàngquý", "quarterly"),
        ("báo cáo hằng quý", "quarterly"),
        ("Định kỳ 6 tháng, báo cáo kết quả", "half-yearly"),
        ("định kỳ 06 tháng", "half-yearly"),
        ("định kỳ hàng tháng", "monthly"),
        ("kiểm tra hằng tuần", "weekly"),
        ("trực hằng ngày", "daily"),
        ("điều tra 05 năm một lần", "every-five-years"),
        ("6 tháng, hằng năm báo cáo", "half-yearly"),
        ("tổ chức hội thi “Hằng năm gieo hạt”", ""),
        ("mở trại “Hằng năm gieo hạt”, báo cáo hằng quý", "quarterly"),
        ("mở trại “Rừng xanh”, báo cáo hằng quý", "quarterly"),
        ("hoàn thành trong năm 2025", ""),
    ],
)
def test_what_comes_again_has_its_rhythm(text: str, code: str) -> None:
    assert recurrence(text) == code


def test_a_review_with_its_year_stands_beside_its_task() -> None:
    order = "Tham mưu tổ chức sơ kết vào năm 2026 và tổng kết vào năm 2028"
    found = assigning(f"1. Sở Nội vụ\n\n- {order}.")
    task, first, last = found.reading.tasks
    assert (words(found, task), task.is_review, task.deadline) == (order, False, "")
    assert [(words(found, each), each.deadline, each.is_review) for each in (first, last)] == [
        ("tổ chức sơ kết vào năm 2026", "2026", True),
        ("tổng kết vào năm 2028", "2028", True),
    ]
    assert names(first.responsible) == names(last.responsible) == ["Sở Nội vụ"]


def test_a_review_without_a_year_is_part_of_its_task() -> None:
    found = assigning("1. Sở Nội vụ\n\n- Định kỳ sơ kết, tổng kết việc thực hiện Kế hoạch.")
    assert [task.is_review for task in found.reading.tasks] == [False]

"""Who takes part in a task: leads, owners, those to coordinate with and those to report to."""

import pytest

from cancu.extract.bodies import Bodies, mentions
from cancu.extract.facts import Task
from cancu.extract.normal import read as normal
from cancu.extract.spans import Span
from extracting import gazetteer
from inventing import names, tasks


def listed(text: str) -> list[str]:
    """The bodies that a text begins with."""
    view = normal(text).view
    found, _ = Bodies(gazetteer()).listed(view, 0, len(view))
    return [body.of(view) for body in found]


def headed(text: str) -> list[str]:
    view = normal(text).view
    return [body.of(view) for body in mentions(Bodies(gazetteer()), view, Span(0, len(view)))]


def of(order: str, heading: str = "") -> Task:
    """The only task of an order, in a chapter or below a heading of it."""
    (task,) = tasks(f"{heading}\n\n- {order}.")
    return task


# --- Lists of bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Sở Y tế chủ trì", ["Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch xây dựng", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Lao động - Thương binh và Xã hội rà soát", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở Giáo dục và Đào tạo, Sở Y tế và Công an tỉnh tổ chức",
         ["Sở Giáo dục và Đào tạo", "Sở Y tế", "Công an tỉnh"]),
        ("Sở Tài chính, các sở, ngành liên quan tham mưu", ["Sở Tài chính", "các sở, ngành liên quan"]),
        ("các cơ quan, đơn vị liên quan và UBND các huyện, thành phố triển khai",
         ["các cơ quan, đơn vị liên quan", "UBND các huyện, thành phố"]),
        ("UBND các xã, phường; Hội Nông dân tỉnh vận động", ["UBND các xã, phường", "Hội Nông dân tỉnh"]),
        ("Ủy ban nhân dân tỉnh Lam Giang giao", ["Ủy ban nhân dân tỉnh Lam Giang"]),
        ("Chi cục Kiểm lâm rà soát", ["Chi cục Kiểm lâm"]),
        ("Tổ chức các lớp tập huấn", []),
        ("các tỉnh An Hà và Bình Lâm tổ chức", ["các tỉnh An Hà và Bình Lâm"]),
        ("các xã Đông Mai, An Bình, Yên Lâm rà soát", ["các xã Đông Mai, An Bình, Yên Lâm"]),
        ("Các huyện Tân Lương, Mường Khao triển khai", ["Các huyện Tân Lương, Mường Khao"]),
        ("các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy lãnh đạo",
         ["các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"]),
        ("các cấp ủy, chi bộ tổ chức", ["các cấp ủy, chi bộ"]),
        ("các cơ quan tham mưu, giúp việc Tỉnh ủy rà soát", ["các cơ quan tham mưu, giúp việc Tỉnh ủy"]),
        ("cán bộ, đảng viên thực hiện", ["cán bộ, đảng viên"]),
        ("các nhà trường tổ chức", ["các nhà trường"]),
        ("cơ quan thường trực báo cáo", []),
        ("Ban hành quy chế phối hợp", []),
        ("trồng cây ven đường", []),
    ],
)  # fmt: skip
def test_a_list_of_bodies_is_parted_at_the_ends_of_their_names(text: str, bodies: list[str]) -> None:
    assert listed(text) == bodies


@pytest.mark.parametrize(
    "things", ["nhiệm vụ cần tập trung", "nội dung sau", "văn bản liên quan", "dự án rừng"]
)
def test_what_is_done_or_said_is_no_body(things: str) -> None:
    assert listed(f"các {things}") == headed(f"CÁC {things.upper()}") == []


def test_a_heading_may_name_several_bodies() -> None:
    assert headed("Sở Y tế, Sở Văn hóa, Thể thao và Du lịch; Công an tỉnh") == [
        "Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh",
    ]  # fmt: skip


# --- Leads and those responsible


@pytest.mark.parametrize(
    ("order", "lead"),
    [
        ("Giao Sở Y tế chủ trì rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế có trách nhiệm chủ trì rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế là cơ quan đầu mối, chủ trì rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế: Chủ trì, phối hợp với Sở Tài chính rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế là cơ quan thường trực, chủ trì rà soát các trạm xá", ["Sở Y tế"]),
        ("Giao Sở Y tế, Sở Tài chính chủ trì rà soát các trạm xá", ["Sở Y tế", "Sở Tài chính"]),
        ("UBND tỉnh giao Sở Y tế chủ trì rà soát các trạm xá", ["Sở Y tế"]),
    ],
)
def test_who_is_named_with_chu_tri_leads(order: str, lead: list[str]) -> None:
    task = of(order)
    assert (names(task.lead), names(task.responsible)) == (lead, [])


@pytest.mark.parametrize(
    ("order", "responsible"),
    [
        ("Sở Y tế rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế khơi dậy phong trào trồng cây thuốc", ["Sở Y tế"]),
        ("Phòng giáo dục và đào tạo rà soát các trường", ["Phòng giáo dục và đào tạo"]),
        ("Đội Quản lý chợ số 4 rà soát các chợ", ["Đội Quản lý chợ số 4"]),
        ("Rà soát trạm xá; Sở Y tế tổng hợp", ["Sở Y tế"]),
        ("Giao Sở Y tế rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế có trách nhiệm rà soát các trạm xá", ["Sở Y tế"]),
        ("Sở Y tế và Công an tỉnh rà soát các trạm xá", ["Sở Y tế", "Công an tỉnh"]),
        ("Các Sở: Y tế, Tài chính rà soát các trạm xá", ["Sở Y tế", "Sở Tài chính"]),
        ("UBND các huyện, thành phố xây dựng kế hoạch", ["UBND các huyện, thành phố"]),
        ("Trước ngày 30/11 hằng năm, Sở Y tế báo cáo kết quả", ["Sở Y tế"]),
        ("Định kỳ 6 tháng, Sở Y tế rà soát các trạm xá", ["Sở Y tế"]),
        ("Hằng năm, giao Sở Y tế rà soát các trạm xá", ["Sở Y tế"]),
        ("Chậm nhất ngày 15/12/2024, UBND các huyện rà soát trạm xá", ["UBND các huyện"]),
    ],
)
def test_a_subject_without_chu_tri_is_responsible(order: str, responsible: list[str]) -> None:
    task = of(order)
    assert (names(task.lead), names(task.responsible)) == ([], responsible)


def test_the_owner_of_a_heading_leads_where_its_task_says_so_and_else_is_responsible() -> None:
    found = tasks(
        "1. Sở Y tế\n\n- Chủ trì, phối hợp với Sở Tài chính rà soát trạm xá;\n"
        "- Phối hợp với Công an tỉnh tập huấn."
    )
    assert [(names(t.lead), names(t.responsible), names(t.coordinating)) for t in found] == [
        (["Sở Y tế"], [], ["Sở Tài chính"]),
        ([], ["Sở Y tế"], ["Công an tỉnh"]),
    ]


@pytest.mark.parametrize(
    ("heading", "owners"),
    [
        ("1. Sở Y tế, Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("1. Trách nhiệm của Sở Y tế", ["Sở Y tế"]),
        ("1. Giao Sở Y tế:", ["Sở Y tế"]),
        ("1. Sở Y tế có trách nhiệm:", ["Sở Y tế"]),
        ("1. Sở Y tế chịu trách nhiệm:", ["Sở Y tế"]),
        ("1. Sở Y tế có nhiệm vụ:", ["Sở Y tế"]),
        ("1. Sở Y tế, Sở Tài chính tổ chức thực hiện:", ["Sở Y tế", "Sở Tài chính"]),
        ("1. Sở Y tế triển khai thực hiện", ["Sở Y tế"]),
        ("1. Các Sở: Y tế, Tài chính:", ["Sở Y tế", "Sở Tài chính"]),
        ("1. CÁC NHIỆM VỤ CẦN TẬP TRUNG", []),
        ("1. Các nội dung cần tập trung", []),
        ("1. Đối với UBND các huyện, thành phố", ["UBND các huyện, thành phố"]),
        ("1. Các Sở: Y tế, Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("1. Công tác tuyên truyền", []),
    ],
)
def test_all_bodies_of_a_heading_own_the_tasks_below_it(heading: str, owners: list[str]) -> None:
    assert names(of("Rà soát quy hoạch mạng lưới trạm xá", heading).responsible) == owners


@pytest.mark.parametrize(
    ("above", "lead", "coordinating"),
    [
        (
            "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan:\n\n-",
            ["Sở Y tế"],
            ["Sở Tài chính", "các đơn vị liên quan"],
        ),
        (
            "1. Giao Sở Công Thương chủ trì, phối hợp với các địa phương:\n\n-",
            ["Sở Công Thương"],
            ["các địa phương"],
        ),
        ("1. Sở Xây dựng chủ trì:\n\n-", ["Sở Xây dựng"], []),
        ("1. Sở Nội vụ\n\nChủ trì, phối hợp với Sở Tài chính:\n\n-", ["Sở Nội vụ"], ["Sở Tài chính"]),
        (
            "1. Sở Nội vụ\n\n- Chủ trì, phối hợp với Sở Tài chính:\n+ Rà soát các xã.\n+",
            ["Sở Nội vụ"],
            ["Sở Tài chính"],
        ),
    ],
)
def test_who_is_to_lead_and_to_help_by_a_heading_does_so_in_what_stands_below_it(
    above: str, lead: list[str], coordinating: list[str]
) -> None:
    *_, task = tasks(f"{above} Hướng dẫn trồng rừng ven sông.")
    assert (names(task.lead), names(task.responsible), names(task.coordinating)) == (lead, [], coordinating)


def test_who_leads_and_who_helps_may_stand_in_a_line_below_the_work() -> None:
    (task,) = tasks(
        "1. Công tác rừng\n\n- Rà soát quy hoạch ba loại rừng.\n"
        "- Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tài chính, Công an tỉnh.",
        "NHIỆM VỤ, GIẢI PHÁP",
    )
    assert (names(task.lead), names(task.coordinating)) == (["Sở Y tế"], ["Sở Tài chính", "Công an tỉnh"])


def test_each_label_may_stand_in_a_line_of_its_own() -> None:
    first, second = tasks(
        "1. Công tác rừng\n\n- Rà soát quy hoạch ba loại rừng.\n- Cơ quan chủ trì: Sở Y tế.\n"
        "- Cơ quan phối hợp: Sở Tài chính, Công an tỉnh.\n- Thời gian thực hiện: Năm 2026.\n"
        "- Kiểm tra các vườn ươm.",
        "NHIỆM VỤ, GIẢI PHÁP",
    )
    assert (names(first.lead), names(first.coordinating)) == (["Sở Y tế"], ["Sở Tài chính", "Công an tỉnh"])
    assert (first.deadline, names(second.lead)) == ("2026", [])


# --- Those beside them


@pytest.mark.parametrize(
    ("order", "coordinating"),
    [
        ("Phối hợp với Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Phối hợp chặt chẽ với Sở Tài chính, Công an tỉnh tập huấn", ["Sở Tài chính", "Công an tỉnh"]),
        ("Chủ trì, phối hợp Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Chủ trì, phối hợpvới Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Chủ trì, phi hợp với Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Chủ trì, phi hợp Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Phốihợp với Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Phối kết hợp cùng Sở Tài chính rà soát trạm xá", ["Sở Tài chính"]),
        ("Chủ trì, phối hợp với các sở, ngành liên quan và UBND các huyện, thành phố rà soát trạm xá",
         ["các sở, ngành liên quan", "UBND các huyện, thành phố"]),
        ("Chủ trì, phối hợp với Hội Nông dân tỉnh, các đơn vị liên quan tổ chức hội thi",
         ["Hội Nông dân tỉnh", "các đơn vị liên quan"]),
        ("Rà soát trạm xá; tăng cường phối hợp liên ngành", []),
    ],
)  # fmt: skip
def test_those_after_phoi_hop_voi_coordinate(order: str, coordinating: list[str]) -> None:
    assert names(of(order, "1. Sở Y tế").coordinating) == coordinating


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("Rà soát trạm xá, báo cáo UBND tỉnh", ["UBND tỉnh"]),
        ("Tổng hợp, báo cáo kết quả thực hiện về Sở Tài chính trước ngày 30/11", ["Sở Tài chính"]),
        ("Tổng hợp tình hình, báo cáo Bộ Y tế và UBND tỉnh", ["Bộ Y tế", "UBND tỉnh"]),
        ("Báo cáo UBND tỉnh, Bộ Y tế trước ngày 15/12/2024", ["UBND tỉnh", "Bộ Y tế"]),
        ("Tổng hợp, báo cáo kết quả về Sở Tài chính và UBND tỉnh", ["Sở Tài chính", "UBND tỉnh"]),
        ("Rà soát trạm xá, báo cáo ngay Sở Nội vụ, UBND tỉnh", ["UBND tỉnh"]),
        ("Hằng quý báo cáo Lãnh đạo Sở, UBND tỉnh", ["Lãnh đạo Sở", "UBND tỉnh"]),
        ("Thực hiện chế độ báo cáo theo quy định", []),
    ],
)
def test_those_to_be_told_are_named_after_bao_cao_without_those_who_tell(order: str, told: list[str]) -> None:
    assert names(of(order, "1. Sở Nội vụ").reports_to) == told


def test_a_group_is_told_from_a_single_body() -> None:
    task = of("Chủ trì, phối hợp với các sở, ngành liên quan, Công an tỉnh rà soát trạm xá", "1. Sở Y tế")
    assert [(each.name, each.is_group) for each in task.coordinating] == [
        ("các sở, ngành liên quan", True), ("Công an tỉnh", False),
    ]  # fmt: skip

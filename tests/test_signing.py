"""Who signed a text, as what, and who receives it."""

import pytest

from cancu.extract import normal, outline
from cancu.extract.letters import Letters
from cancu.extract.signing import recipients, signed
from extracting import gazetteer

PLAN = """ỦY BAN NHÂN DÂN TỈNH AN HÀ
Số: 9/KH-UBND
An Hà, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Về nước sạch
I. NHIỆM VỤ
- Sở Y tế theo dõi.
{}"""


def end(*lines: str) -> tuple[str, str]:
    """The post and the name of the one who signs; “” where nobody is read."""
    read = normal.read(PLAN.format("\n".join(lines)))
    found = outline.outline(read, gazetteer())
    part = found.clause("signature")
    read_as = signed(read.view, read.text, part, Letters(read, found, gazetteer())) if part else None
    return (read_as[1], read_as[2].of(read.text)) if read_as else ("", "")


def received(*lines: str) -> list[str]:
    read = normal.read(PLAN.format("\n".join(lines)))
    part = outline.outline(read, gazetteer()).clause("recipients")
    return [span.of(read.text) for span in recipients(read.view, part)] if part else []


@pytest.mark.parametrize(
    ("lines", "post"),
    [
        (["CHỦ TỊCH"], "Chủ tịch"),
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "TM. Ủy ban nhân dân, Chủ tịch"),
        (
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "TM. Ủy ban nhân dân, KT. Chủ tịch, Phó Chủ tịch",
        ),
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "KT. Giám đốc, Phó Giám đốc"),
        (["KT. CHỦ TỊCH PHÓ CHỦ TỊCH"], "KT. Chủ tịch, Phó Chủ tịch"),
        (["KT. BỘ TRƯỞNG THỨ TRƯỞNG"], "KT. Bộ trưởng, Thứ trưởng"),
        (["KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "KT. Chủ tịch, Phó Chủ tịch"),
        (["KT. CHỦ", "TỊCH", "PHÓ CHỦ", "TỊCH"], "KT. Chủ tịch, Phó Chủ tịch"),
        (["KT. CHỦ TỊCH", "PHÓ", "CHỦ TỊCH"], "KT. Chủ tịch, Phó Chủ tịch"),
        (["KT. GIÁM", "ĐỐC", "PHÓ GIÁM", "ĐỐC"], "KT. Giám đốc, Phó Giám đốc"),
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ", "TỊCH"], "TM. Ủy ban nhân dân, Chủ tịch"),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "TL. Chủ tịch, Chánh Văn phòng"),
        (["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"], "TUQ. Giám đốc, Trưởng phòng"),
        (["Q. CHỦ TỊCH"], "Q. Chủ tịch"),
        (["T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "T/M Ủy ban nhân dân, Chủ tịch"),
        (["TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH"], "TM. Uỷ ban nhân dân, Chủ tịch"),
    ],
)
def test_the_posts_above_a_name_are_read_with_their_marks(lines: list[str], post: str) -> None:
    assert end(*lines, "Trần Văn Bình") == (post, "Trần Văn Bình")


@pytest.mark.parametrize("name", ["Trần Văn Bình", "Y Bhem Niê", "Nguyễn Thị Hồng Vân", "Lê Quốc", "Đỗ Ưng"])
def test_the_line_below_the_post_is_the_name(name: str) -> None:
    assert end("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", name)[1] == name


@pytest.mark.parametrize("between", [["(Đã ký)"], ["-----"], ["|"], ["(đã ký)", "___"], [""]])
def test_seals_and_rules_between_post_and_name_are_passed_over(between: list[str]) -> None:
    assert end("CHỦ TỊCH", *between, "Trần Văn Bình") == ("Chủ tịch", "Trần Văn Bình")


@pytest.mark.parametrize(
    "lines",
    [
        ["CHỦ TỊCH"],
        ["CHỦ TỊCH", "TRẦN VĂN BÌNH"],
        ["CHỦ TỊCH", "đã ký tên và đóng dấu"],
        ["CHỦ TỊCH", "Bản sao gửi Sở Y tế."],
        [],
    ],
)
def test_nobody_signs_where_no_name_stands_below_a_post(lines: list[str]) -> None:
    assert end(*lines) == ("", "")


def test_a_signature_that_stands_before_the_recipients_is_read_too() -> None:
    lines = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình", "Nơi nhận:", "- Bộ Y tế;", "- Lưu: VT."]
    assert end(*lines) == ("KT. Chủ tịch, Phó Chủ tịch", "Trần Văn Bình")
    assert received(*lines) == ["Bộ Y tế"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Nơi nhận:", "- Bộ Y tế;", "- Sở Y tế, các xã;", "- Lưu: VT."], ["Bộ Y tế", "Sở Y tế, các xã"]),
        (["Nơi nhận:", "- Như trên;", "- Như Điều 3;", "- Như kính gửi;", "- Các xã;", "- Lưu"], ["Các xã"]),
        (["Nơi nhận:", "- TT. Tỉnh ủy (b/c);", "- Các xã."], ["TT. Tỉnh ủy (b/c)", "Các xã"]),
        (["Nơi nhận: Bộ Y tế; Các xã; Lưu: VT."], ["Bộ Y tế", "Các xã"]),
        (["Nơinhận:", "- Bộ Y tế;", "- Lưu: VT."], ["Bộ Y tế"]),
        (["Nơi nhận:", "-----", "- Bộ Y tế;", "- Lưu: VT."], ["Bộ Y tế"]),
        (["Nơi nhận:", "+ Bộ Y tế", "+ Các xã"], ["Bộ Y tế", "Các xã"]),
        (["Nơi nhận:", "- Lưu: VT."], []),
        ([], []),
    ],
)  # fmt: skip
def test_those_who_receive_a_text_are_listed_without_the_archive(lines: list[str], names: list[str]) -> None:
    assert received(*lines, "CHỦ TỊCH", "Trần Văn Bình") == names

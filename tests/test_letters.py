"""Capitals become the letters in which the text prints the same words elsewhere."""

import pytest

from cancu.extract import normal, outline
from cancu.extract.letters import Letters
from extracting import gazetteer

PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
Số: 9/KH-UBND
An Hà, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
PHÁT TRIỂN OCOP GẮN VỚI DU LỊCH SÔNG LÔI TRÊN ĐỊA BÀN TỈNH AN HÀ
I. NHIỆM VỤ
- Đưa sản phẩm OCOP đến bến Sông Lôi; mở chợ phiên ở xã Đông Mai.
- Sở Nội vụ, Trung tâm CNTT và Văn phòng UBND tỉnh phối hợp thực hiện Chương trình “Nông thôn số”.
"""


def letters(text: str = PLAN) -> Letters:
    read = normal.read(text)
    return Letters(read, outline.outline(read, gazetteer()), gazetteer())


@pytest.mark.parametrize(
    ("capitals", "words"),
    [
        ("PHÁT TRIỂN CHỢ PHIÊN", "Phát triển chợ phiên"),
        ("VỀ XÃ ĐÔNG MAI", "Về xã Đông Mai"),
        ("TRÊN ĐỊA BÀN TỈNH AN HÀ", "Trên địa bàn tỉnh An Hà"),
        ("CỦA SỞ XÂY DỰNG", "Của Sở Xây dựng"),
        ("MỞ CHỢ ĐÊM", "Mở chợ đêm"),
        ("ĐƯA SẢN PHẨM OCOP", "Đưa sản phẩm OCOP"),
        ("THỰC HIỆN CHƯƠNG TRÌNH “NÔNG THÔN SỐ”", "Thực hiện Chương trình “Nông thôn số”"),
        ("THỰC HIỆN ĐỀ ÁN “XÃ MỚI”", "Thực hiện Đề án “Xã mới”"),
        ('ĐỀ ÁN "XÃ MỚI"', 'Đề án "Xã mới"'),
        ("THỰC HIỆN ĐỀ ÁN NƯỚC SẠCH", "Thực hiện Đề án nước sạch"),
        ("TRIỂN KHAI CHIẾN LƯỢC NƯỚC SẠCH", "Triển khai Chiến lược nước sạch"),
        ("TRIỂN KHAI THỰC HIỆN CHƯƠNG TRÌNH NƯỚC SẠCH", "Triển khai thực hiện Chương trình nước sạch"),
        ("XÂY DỰNG ĐỀ ÁN NƯỚC SẠCH", "Xây dựng đề án nước sạch"),
        ("PHÊ DUYỆT ĐỀ ÁN NƯỚC SẠCH", "Phê duyệt Đề án nước sạch"),
        ("BAN HÀNH KẾ HOẠCH NƯỚC SẠCH", "Ban hành Kế hoạch nước sạch"),
        ("LẬP KẾ HOẠCH NƯỚC SẠCH", "Lập kế hoạch nước sạch"),
        ('ĐỀ ÁN "XÃ MỚI", ĐỀ ÁN "BẾN MỚI" Ở XÃ', 'Đề án "Xã mới", Đề án "Bến mới" ở xã'),
        ('ĐỀ ÁN "XÃ MỚI" TRÊN ĐỊA BÀN TỈNH', 'Đề án "Xã mới" trên địa bàn tỉnh'),
        ("ỦY BAN NHÂN DÂN TỈNH AN HÀ", "Ủy ban nhân dân tỉnh An Hà"),
        ("UỶ BAN NHÂN DÂN HUYỆN", "Uỷ ban nhân dân huyện"),
        ("QUÝ II NĂM 2024", "Quý II năm 2024"),
        ("KHÓA XII, KỲ HỌP THỨ CHÍN", "Khóa XII, kỳ họp thứ chín"),
        ("GIAI ĐOẠN 2021 - 2025", "Giai đoạn 2021 - 2025"),
        ("TRÙNG TU DI TÍCH", "Trùng tu di tích"),
        ("Kế hoạch năm 2024", "Kế hoạch năm 2024"),
        ("", ""),
    ],
)
def test_capitals_are_set_as_the_running_text_prints_the_words(capitals: str, words: str) -> None:
    assert letters().recased(capitals) == words


def test_a_word_is_set_as_it_is_printed_most_often_after_the_same_word() -> None:
    text = PLAN + "- Xã Đông Mai mở chợ Phiên.\n- Mở chợ phiên ở xã Đông Mai; mở chợ phiên khác.\n"
    assert letters(text).recased("MỞ CHỢ PHIÊN") == "Mở chợ phiên"


def test_a_known_name_is_set_as_the_text_prints_it_or_else_as_it_is_known() -> None:
    assert (
        letters(PLAN + "- Sở Công Thương theo dõi.\n").recased("CỦA SỞ CÔNG THƯƠNG") == "Của Sở Công Thương"
    )
    assert letters().recased("CỦA SỞ Y TẾ") == "Của Sở Y tế"
    assert letters().recased("VĂN PHÒNG HĐND TỈNH") == "Văn phòng HĐND tỉnh"


@pytest.mark.parametrize("text", ["Các xã báo cáo.", PLAN])
def test_a_syllable_is_no_abbreviation_and_no_name_though_a_place_is_called_so(text: str) -> None:
    assert letters(text).recased("BẢO ĐẢM AN TOÀN GIAO THÔNG") == "Bảo đảm an toàn giao thông"


def test_a_word_of_the_place_is_a_name_beside_the_others_or_after_a_level() -> None:
    assert letters().recased("AN TOÀN GIAO THÔNG AN HÀ") == "An toàn giao thông An Hà"
    assert letters().recased("GIỮ AN NINH HUYỆN HÀ") == "Giữ an ninh huyện Hà"
    lam = letters("UBND TỈNH BÌNH LÂM\nSố: 9/KH-UBND\nBình Lâm, ngày 3/4/2024\nKẾ HOẠCH\nVề nước sạch")
    assert lam.recased("HÒA BÌNH VÀ LÂM NGHIỆP TỈNH BÌNH LÂM") == "Hòa bình và lâm nghiệp tỉnh Bình Lâm"


@pytest.mark.parametrize("name", ["SỞ Y TẾ", "THANH TRA SỞ Y TẾ", "BỘ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ"])
def test_a_known_name_keeps_its_letter_of_one_word_beside_other_names(name: str) -> None:
    found = letters("Các xã báo cáo.").recased(name)
    assert found == name.capitalize().replace("sở", "Sở").replace("y tế", "Y tế")


@pytest.mark.parametrize(
    "number", ["9/QĐ-TTg", "20/CT-TTG", "49-KL/TW", "84/2020/NĐ-CP", "12/2022/NQ-HĐND", "30-CTr/TU"]
)
def test_a_number_in_a_title_keeps_its_letters(number: str) -> None:
    found = letters().recased(f"THỰC HIỆN VĂN BẢN SỐ {number} VỀ NƯỚC")
    assert found == f"Thực hiện văn bản số {number} về nước"


def test_a_title_in_capitals_is_set_in_small_letters_at_its_places() -> None:
    title = "PHÁT TRIỂN OCOP TRÊN ĐỊA BÀN TỈNH AN HÀ"
    text = PLAN.replace("PHÁT TRIỂN OCOP GẮN VỚI DU LỊCH SÔNG LÔI TRÊN ĐỊA BÀN TỈNH AN HÀ", title)
    printed, small = normal.read(text).text, letters(text).small().text
    place = printed.index(title)
    assert small[place : place + len(title)] == "Phát triển OCOP trên địa bàn tỉnh An Hà"
    assert small[place + len(title) :] == printed[place + len(title) :]


def test_lines_in_capitals_tell_nothing_of_small_letters() -> None:
    assert letters(PLAN + "CHỢ HOA XUÂN\n").recased("MỞ CHỢ HOA XUÂN") == "Mở chợ hoa xuân"


def test_a_name_of_a_place_is_known_from_the_line_of_place_and_day_alone() -> None:
    only = "UBND TỈNH BÌNH LÂM\nSố: 9/KH-UBND\nBình Lâm, ngày 3 tháng 4 năm 2024\nKẾ HOẠCH\nVề nước sạch"
    assert letters(only).recased("RỪNG BÌNH LÂM") == "Rừng Bình Lâm"
    assert letters("Các xã báo cáo.").recased("RỪNG BÌNH LÂM") == "Rừng bình lâm"


@pytest.mark.parametrize("place", ["Bình\nLâm", "Bình Lâm\nHạ", "Bình\nLâm Hạ"])
def test_a_place_is_known_though_the_page_has_broken_its_name(place: str) -> None:
    broken = f"UBND TỈNH\nSố: 9/KH-UBND\n{place}, ngày 3 tháng 4 năm 2024\nKẾ HOẠCH\nVề nước sạch"
    name = " ".join(place.split())
    assert letters(broken).recased(f"RỪNG {name.upper()}") == f"Rừng {name}"


@pytest.mark.parametrize(
    ("capitals", "post"),
    [
        ("CHỦ TỊCH", "Chủ tịch"),
        ("KT. CHỦ TỊCH", "KT. Chủ tịch"),
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch Thường trực"),
        ("TM. ỦY BAN NHÂN DÂN", "TM. Ủy ban nhân dân"),
        ("T/M BAN THƯỜNG VỤ", "T/M Ban Thường vụ"),
        ("TL. CHỦ TỊCH", "TL. Chủ tịch"),
        ("TUQ. GIÁM ĐỐC", "TUQ. Giám đốc"),
        ("Q. CỤC TRƯỞNG", "Q. Cục trưởng"),
        ("PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("PHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
        ("PHÓ BÍ THƯ", "Phó Bí thư"),
        ("THỨ TRƯỞNG", "Thứ trưởng"),
        ("KT.CHỦ TỊCH", "KT. Chủ tịch"),
    ],
)
def test_a_post_keeps_its_mark_and_its_capitals(capitals: str, post: str) -> None:
    assert letters().post(capitals) == post

"""Which works a text cites, and where: with their words, their roles and the cues of these."""

import pytest

from cancu.extract.facts import Citation
from extracting import read
from inventing import HEAD, cited, citing, words

COUNCIL = "Nghị quyết số 31/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh An Hà"
HEAD_OF_GOVERNMENT = "Thủ tướng Chính phủ"
BY_HEALTH = "Tờ trình số 45/TTr-SYT ngày 02/4/2024"


def only(preamble: str) -> Citation:
    (citation,) = cited(preamble)
    return citation


def cue(preamble: str) -> str:
    found = citing(preamble)
    span = next(each for each in found.reading.citations if each.clause == "preamble").cue
    return span.of(found.normal.text) if span else ""


def numbers(preamble: str) -> list[str]:
    return [citation.work.number for citation in cited(preamble)]


# --- Roles and cues


@pytest.mark.parametrize(
    ("preamble", "role", "said"),
    [
        (f"Căn cứ {COUNCIL};", "basis", "Căn cứ"),
        (f"Thực hiện {COUNCIL};", "implements", "Thực hiện"),
        (f"Triển khai thực hiện {COUNCIL};", "implements", "Triển khai thực hiện"),
        (f"Tiếp tục thực hiện {COUNCIL};", "implements", "Tiếp tục thực hiện"),
        (f"Để cụ thể hóa {COUNCIL};", "implements", "Để cụ thể hóa"),
        (f"Nhằm cụ thể hoá {COUNCIL};", "implements", "Nhằm cụ thể hoá"),
        (f"Theo đề nghị của Giám đốc Sở Y tế tại {BY_HEALTH};", "proposal", "Theo đề nghị"),
        (f"Xét {BY_HEALTH} của Sở Y tế;", "proposal", "Xét"),
        (f"Xét đề nghị của Sở Y tế tại {BY_HEALTH};", "proposal", "Xét đề nghị"),
        (f"Sau khi xem xét đề nghị của Sở Y tế tại {BY_HEALTH};", "proposal", "Sau khi xem xét đề nghị"),
    ],
)
def test_the_words_before_a_work_tell_its_role(preamble: str, role: str, said: str) -> None:
    assert only(preamble).role == role
    assert cue(preamble) == said


@pytest.mark.parametrize(
    "how",
    ["có hiệu quả", "đồng bộ, có hiệu quả", "kịp thời và đầy đủ", "thắng lợi",
     "toàn diện, thống nhất các nhiệm vụ của", "có chất lượng các mục tiêu của",
     "các mục tiêu, nhiệm vụ và giải pháp của", "các quan điểm, chủ trương của"],
)  # fmt: skip
def test_words_on_how_a_work_is_carried_out_do_not_part_it_from_its_cue(how: str) -> None:
    citation = only(f"Thực hiện {how} {COUNCIL};")
    assert (citation.role, citation.work.number) == ("implements", "31/NQ-HĐND")


@pytest.mark.parametrize("answers", ["Tiếp theo", "Phúc đáp", "Trả lời"])
def test_a_letter_that_is_followed_or_answered_is_only_mentioned(answers: str) -> None:
    letter = "Công văn số 77/UBND-KGVX ngày 05/3/2024 của UBND tỉnh Lam Giang"
    assert only(f"{answers} {letter}, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:").role == "mentions"


@pytest.mark.parametrize(
    ("says", "role"),
    [
        ("Kế hoạch này thay thế", "replaces"),
        ("Bãi bỏ", "repeals"),
        ("Sửa đổi, bổ sung", "amends"),
        ("Điều chỉnh, bổ sung", "amends"),
        ("Quy định chi tiết", "details"),
    ],
)
def test_what_is_done_to_a_work_is_its_role(says: str, role: str) -> None:
    found = citing("", f"I. YÊU CẦU\n\n{says} Kế hoạch số 20/KH-UBND ngày 01/3/2019 của UBND tỉnh An Hà.\n")
    (citation,) = found.reading.citations
    assert (citation.role, citation.work.number) == (role, "20/KH-UBND")


def test_a_work_that_expires_is_repealed_though_its_cue_comes_after_it() -> None:
    found = citing("", f"I. YÊU CẦU\n\nTừ ngày ký, {COUNCIL} hết hiệu lực.\n")
    (citation,) = found.reading.citations
    assert citation.role == "repeals"


def test_one_cue_governs_a_list_until_another_cue() -> None:
    found = cited(
        f"Căn cứ Luật Thư viện; {COUNCIL}; Thực hiện Quyết định số 1373/QĐ-TTg ngày 30/7/2021 "
        f"của {HEAD_OF_GOVERNMENT}; Chỉ thị số 14/CT-TTg ngày 25/5/2021; xét đề nghị tại {BY_HEALTH},"
    )
    assert [each.role for each in found] == ["basis", "basis", "implements", "implements", "proposal"]


def test_one_cue_governs_a_later_paragraph_of_prose_that_carries_works_out() -> None:
    letter = (
        "SỞ Y TẾ\nSố: 21/SYT-NV\nVĩnh Sa, ngày 3 tháng 4 năm 2024\nV/v rừng\nKính gửi: Các xã.\n"
        "Diện tích rừng đã giảm.\n"
        f"Thực hiện Chỉ thị số 14/CT-TTg ngày 25/5/2021; {COUNCIL}; Sở Y tế đề nghị các xã rà soát rừng.\n"
    )
    assert [each.role for each in read(letter).reading.citations] == ["implements", "implements"]


def test_two_may_propose_in_one_sentence() -> None:
    found = cited(f"Xét đề nghị của Sở Y tế tại {BY_HEALTH} và của Sở Tài chính tại Công văn số 9/STC-NS;")
    assert [each.role for each in found] == ["proposal", "proposal"]


def test_a_work_named_right_after_an_issuer_is_another() -> None:
    found = cited(
        f"Thực hiện Chỉ thị số 14/CT-TTg ngày 25/5/2021 của {HEAD_OF_GOVERNMENT} Chương trình hành động số "
        "23-CTr/TU ngày 17/8/2022 của Tỉnh ủy,"
    )
    assert [(each.work.number, each.role) for each in found] == [
        ("14/CT-TTg", "implements"), ("23-CTr/TU", "implements"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("về phát triển rừng, bảo đảm quốc phòng, an ninh đến năm 2030", ""),
        ("về phát triển rừng", ", bảo đảm tiến độ"),
    ],
)
def test_a_title_goes_on_to_what_it_is_to_ensure_but_not_to_how(title: str, rest: str) -> None:
    assert only(f"Thực hiện Chỉ thị số 14/CT-TTg ngày 25/5/2021 {title}{rest};").work.title == title


def test_a_paragraph_without_a_cue_goes_on_with_that_of_the_one_above() -> None:
    assert [each.role for each in cited(f"Căn cứ Luật Thư viện;\n\n{COUNCIL};")] == ["basis", "basis"]


def test_one_cue_governs_the_numbers_of_an_issuer_that_is_named_before_them() -> None:
    found = cited(
        "Căn cứ các Nghị định của Chính phủ: Số 12/2022/NĐ-CP ngày 05/01/2022; "
        "số 13/2022/NĐ-CP ngày 17/7/2022;"
    )
    assert [each.role for each in found] == ["basis", "basis"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Căn cứ pháp lý", "basis"),
        ("Cơ sở pháp lý", "basis"),
        ("Các văn bản chỉ đạo", "basis"),
        ("CÁC VĂN BẢN CỦA TRUNG ƯƠNG", "basis"),
        ("Tình hình", "mentions"),
    ],
)
def test_the_heading_of_a_list_of_works_tells_their_role(heading: str, role: str) -> None:
    listed = f"1. {heading}\n\n- Luật Thư viện ngày 21/11/2019;\n\n- {COUNCIL}."
    found = citing("", f"I. SỰ CẦN THIẾT\n\n{listed}\n").reading.citations
    assert [(each.clause, each.role) for each in found] == [("I.1", role), ("I.1", role)]


def test_what_the_title_carries_out_is_implemented() -> None:
    title = "Thực hiện Đề án “Bảo vệ rừng đầu nguồn giai đoạn 2024 - 2028”"
    found = read(HEAD.replace("Phát triển lâm nghiệp", title) + "I. MỤC ĐÍCH\n\nGiữ rừng.\n")
    (citation,) = found.reading.citations
    assert (citation.clause, citation.role) == ("title", "implements")
    assert citation.work.title == "Bảo vệ rừng đầu nguồn giai đoạn 2024 - 2028"


def test_what_one_task_carries_out_the_plan_only_mentions() -> None:
    found = citing("", f"I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Thực hiện {COUNCIL}.\n")
    (citation,) = found.reading.citations
    assert (citation.role, citation.cue) == ("mentions", None)


@pytest.mark.parametrize(
    ("order", "role"),
    [
        ("Rà soát, sửa đổi, bổ sung", "mentions"),
        ("Xây dựng Quyết định thay thế", "mentions"),
        ("Kế hoạch này thay thế", "replaces"),
        ("Kế hoạch này có hiệu lực từ ngày ký và thay thế", "replaces"),
    ],
)
def test_what_is_still_to_be_changed_the_plan_does_not_change(order: str, role: str) -> None:
    found = citing("", f"I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {order} {COUNCIL}.\n")
    (citation,) = found.reading.citations
    assert citation.role == role


LETTER = """ỦY BAN NHÂN DÂN TỈNH AN HÀ
Số: 2100/UBND-KGVX
V/v trồng rừng
An Hà, ngày 06 tháng 5 năm 2024

Kính gửi: Các sở, ban, ngành.

"""


@pytest.mark.parametrize("mark", ["1. ", "a) "])
def test_what_an_item_of_a_letter_carries_out_the_letter_only_mentions(mark: str) -> None:
    prose = "Thực hiện Chỉ thị số 14/CT-TTg ngày 25/5/2021, Ủy ban nhân dân tỉnh yêu cầu các sở:"
    found = read(f"{LETTER}{prose}\n\n{mark}Thực hiện nghiêm {COUNCIL}.\n").reading.citations
    assert [(each.work.number, each.role) for each in found] == [
        ("14/CT-TTg", "implements"), ("31/NQ-HĐND", "mentions")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "role"),
    [
        ("Để thực hiện", "implements"),
        ("Tiếp tục thực hiện", "implements"),
        ("Triển khai", "implements"),
        ("Các sở cần thực hiện", "mentions"),
    ],
)
def test_a_later_paragraph_of_prose_may_go_on_with_what_is_carried_out(begins: str, role: str) -> None:
    first = "Thực hiện Chỉ thị số 14/CT-TTg ngày 25/5/2021 của Thủ tướng Chính phủ, tỉnh đã giữ rừng tốt."
    found = read(f"{LETTER}{first}\n\n{begins} {COUNCIL}, các xã trồng rừng.\n").reading.citations
    assert [(each.work.number, each.role) for each in found] == [
        ("14/CT-TTg", "implements"), ("31/NQ-HĐND", role)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "preamble",
    [
        "Căn cứ tình hình thực tế của địa phương và kết quả đạt được năm 2023;",
        "Thực hiện quy định của pháp luật về lâm nghiệp;",
        "Thực hiện Kế hoạch này theo phân công;",
        "Căn cứ tiến độ thực hiện, mã lưu 03.KH.LN.T7/tamnv;",
    ],
)
def test_words_that_name_no_work_are_no_citation(preamble: str) -> None:
    assert cited(preamble) == []


def test_a_document_does_not_cite_its_own_number() -> None:
    assert (
        cited("Nội dung ban hành kèm theo Kế hoạch số 15/KH-UBND ngày 06/5/2024 của UBND tỉnh An Hà;") == []
    )


# --- The words of a citation


@pytest.mark.parametrize(
    ("cue", "work", "end"),
    [
        ("Thực hiện ", f"{COUNCIL} về phát triển rừng, giai đoạn 2024 - 2030", "; UBND tỉnh ban hành"),
        ("Thực hiện ", "Chỉ thị số 14/CT-TTg ngày 25 tháng 5 năm 2021 của Thủ tướng Chính phủ", ","),
        ("Thực hiện ", "Quyết định 387/QĐ-TTg, ngày 25/3/2022 phê duyệt Chương trình “Rừng xanh”", "."),
        ("Căn cứ ", "Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013", ";"),
        ("Triển khai ", "Công văn số 3320/BGDĐT-GDTX ngày 30/7/2021 của Bộ Giáo dục và Đào tạo", ";"),
        ("Thực hiện ", "Chương trình “Mỗi bản một vườn ươm” giai đoạn 2024 - 2030", ";"),
    ],
)  # fmt: skip
def test_a_citation_goes_from_its_type_to_the_end_of_its_title(cue: str, work: str, end: str) -> None:
    found = citing(cue + work + end)
    assert [words(found, each) for each in found.reading.citations] == [work]


def test_day_issuer_and_title_are_read_after_the_number() -> None:
    work = only(f"Thực hiện {COUNCIL} về phát triển rừng bền vững;").work
    assert (work.number, work.type, work.date) == ("31/NQ-HĐND", "nq", "2023-12-08")
    assert work.issuer == "Hội đồng nhân dân tỉnh An Hà"
    assert work.title == "về phát triển rừng bền vững"


def test_a_number_within_a_title_is_only_mentioned_and_known_as_part_of_it() -> None:
    outer, inner = cited(
        "Thực hiện Quyết định số 489/QĐ-TTg ngày 08/4/2020 của Thủ tướng Chính phủ ban hành Kế hoạch "
        "thực hiện Kết luận số 49-KL/TW ngày 10/5/2019 của Ban Bí thư;"
    )
    assert (outer.work.number, outer.role, outer.nested) == ("489/QĐ-TTg", "implements", ["49-KL/TW"])
    assert (inner.work.number, inner.role, inner.cue) == ("49-KL/TW", "mentions", None)


def test_a_number_in_the_title_of_another_type_is_only_mentioned_though_an_issuer_follows_both() -> None:
    outer, inner = cited(
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 02/4/2024 của UBND tỉnh An Hà về việc thực hiện Nghị định "
        "số 13/2022/NĐ-CP ngày 17/7/2022 của Chính phủ;"
    )
    assert (outer.work.number, outer.work.type, outer.work.issuer) == ("12/QĐ-UBND", "qd", "UBND tỉnh An Hà")
    assert (inner.work.number, inner.work.type, inner.role) == ("13/2022/NĐ-CP", "nd", "mentions")


def test_of_two_types_before_a_number_the_last_is_its_own() -> None:
    said = "Nghị định số 13/2022/NĐ-CP ngày 17/7/2022 của Chính phủ"
    found = citing(f"Thực hiện Thông tư của Bộ Y tế hướng dẫn {said};")
    (citation,) = found.reading.citations
    assert (words(found, citation), citation.work.type) == (said, "nd")


def test_a_law_named_in_a_title_is_no_citation_of_its_own() -> None:
    decree = "Nghị định số 84/2020/NĐ-CP ngày 17/7/2020 của Chính phủ quy định chi tiết Luật Giáo dục"
    assert numbers(f"Căn cứ {decree};") == ["84/2020/NĐ-CP"]


def test_a_work_is_cited_once_in_a_clause() -> None:
    assert numbers(f"Căn cứ {COUNCIL}; thực hiện {COUNCIL};") == ["31/NQ-HĐND"]


# --- Short names


@pytest.mark.parametrize("introduced", ["sau đây gọi là", "sau đây gọi tắt là", "sau đây viết tắt là"])
def test_a_name_given_once_stands_for_the_work_later(introduced: str) -> None:
    found = citing(
        "Thực hiện Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh An Hà "
        f"({introduced} Quyết định 902);",
        "I. YÊU CẦU\n\nBám sát các chỉ tiêu của Quyết định 902.\n",
    )
    first, later = found.reading.citations
    assert (later.clause, words(found, later)) == ("I", "Quyết định 902")
    assert later.work == first.work


def test_a_name_given_to_a_programme_stands_for_it_and_not_for_the_decision_before_it() -> None:
    found = citing(
        "Thực hiện Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh An Hà; "
        "Chương trình “Mỗi bản một vườn ươm” (sau đây gọi là Chương trình 45);",
        "I. YÊU CẦU\n\nBám sát Chương trình 45 khi lập dự toán.\n",
    )
    later = found.reading.citations[-1]
    assert (later.clause, later.work.title) == ("I", "Mỗi bản một vườn ươm")


@pytest.mark.parametrize("scheme", ["Đề án 06", "Chương trình 71"])
def test_a_scheme_that_all_know_by_its_number_is_cited_by_it(scheme: str) -> None:
    found = citing("", f"I. YÊU CẦU\n\nBám sát lộ trình của {scheme} ở các xã.\n")
    (citation,) = found.reading.citations
    assert (words(found, citation), citation.work.title, citation.role) == (scheme, scheme, "mentions")


@pytest.mark.parametrize("introduced", ["sau đây gọi là", "sau đây viết tắt là"])
def test_a_number_that_a_text_gives_to_a_scheme_of_its_own_is_that_scheme(introduced: str) -> None:
    found = citing(
        f"Thực hiện Chương trình “Mỗi bản một vườn ươm” ({introduced} Đề án 06);",
        "I. YÊU CẦU\n\nBám sát lộ trình của Đề án 06 ở các xã.\n",
    )
    assert [(each.clause, each.work.title) for each in found.reading.citations] == [
        ("preamble", "Mỗi bản một vườn ươm"), ("I", "Mỗi bản một vườn ươm")
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["Đề án 6", "Chương trình 7", "Quyết định 06", "Đề án 12/2024"])
def test_other_short_numbers_cite_nothing_that_was_not_cited_before(scheme: str) -> None:
    assert citing("", f"I. YÊU CẦU\n\nBám sát lộ trình của {scheme} ở các xã.\n").reading.citations == []


def test_a_serial_number_stands_for_a_work_cited_before() -> None:
    found = citing(
        "Thực hiện Quyết định số 902/QĐ-UBND ngày 04/3/2024 của UBND tỉnh An Hà;",
        "I. YÊU CẦU\n\nBám sát các chỉ tiêu của Quyết định 902 và Quyết định 903.\n",
    )
    assert [each.work.number for each in found.reading.citations if each.clause == "I"] == ["902/QĐ-UBND"]

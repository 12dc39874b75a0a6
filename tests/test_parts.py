"""Where header, title, preamble, body, closing, recipients and signature lie, in documents of every kind."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract import normal
from cancu.extract.blocks import blocks
from cancu.extract.parts import Parts, parts
from extracting import gazetteer

NAMES = ("header", "title", "preamble", "body", "closing", "recipients", "signature", "attached")
HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
An Hà, ngày 3 tháng 4 năm 2024
"""
TITLE = "KẾ HOẠCH\nPhát triển nghề cá năm 2024\n"
BASIS = "Thực hiện Nghị quyết số 5/NQ-HĐND ngày 2/1/2024, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
BODY = "I. MỤC TIÊU\n- Đạt 60% số tàu.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nông nghiệp\n- Theo dõi.\n"
CLOSING = "Trên đây là Kế hoạch phát triển nghề cá, yêu cầu các sở thực hiện./.\n"
RECIPIENTS = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
SIGNATURE = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Bình\n"
PLAN = HEAD + TITLE + BASIS + BODY + CLOSING + RECIPIENTS + SIGNATURE
HEADS = st.sampled_from(
    [HEAD, TITLE, BASIS, BODY, CLOSING, RECIPIENTS, SIGNATURE, "Phụ lục I\n1. A\n", "|\n"]
)


def divided(raw: str) -> tuple[Parts, Mapping[str, list[str]]]:
    """The parts of a text, and the paragraphs of each."""
    read = normal.read(raw)
    found = blocks(read, gazetteer().verbs)
    into = parts(read, found, gazetteer())
    return into, {name: [found[i].span.of(read.view) for i in getattr(into, name)] for name in NAMES}


def test_a_plan_falls_into_its_parts() -> None:
    into, said = divided(PLAN)
    assert into.type == "kh"
    lines = [part.splitlines() for part in (HEAD, TITLE, BASIS, BODY, CLOSING, RECIPIENTS, SIGNATURE, "")]
    assert said == dict(zip(NAMES, lines, strict=True))


def test_the_signature_may_stand_before_the_recipients() -> None:
    _, said = divided(HEAD + TITLE + BASIS + BODY + CLOSING + SIGNATURE + RECIPIENTS)
    assert (said["recipients"], said["signature"]) == (RECIPIENTS.splitlines(), SIGNATURE.splitlines())
    assert said["closing"] == CLOSING.splitlines()


@pytest.mark.parametrize(
    ("left_out", "empty"),
    [(HEAD, ["header"]), (BASIS, ["preamble"]),
     (CLOSING, ["closing"]), (RECIPIENTS, ["recipients"]), (SIGNATURE, ["signature"]),
     (RECIPIENTS + SIGNATURE, ["recipients", "signature"])],
)  # fmt: skip
def test_a_part_that_a_text_lacks_is_empty_and_the_others_hold(left_out: str, empty: list[str]) -> None:
    whole, rest = divided(PLAN)[1], divided(PLAN.replace(left_out, ""))[1]
    assert rest == {name: [] if name in empty else said for name, said in whole.items()}


@pytest.mark.parametrize(
    "closing",
    [
        "Kế hoạch này được phổ biến đến các xã./.",
        "Chương trình này được phổ biến đến các chi bộ./.",
        "Chương trình hành động này được phổ biến đến các chi bộ./.",
        "Hướng dẫn này có hiệu lực từ ngày ký./.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các xã báo cáo./.",
    ],
)
def test_a_closing_begins_with_the_text_itself_or_with_its_being_carried_out(closing: str) -> None:
    whole, said = divided(PLAN)[1], divided(PLAN.replace(CLOSING, closing + "\n"))[1]
    assert said == {**whole, "closing": [closing]}


def test_what_a_page_prints_before_the_issuer_is_no_part_of_the_document() -> None:
    _, said = divided("Trang chủ | Văn bản | Liên hệ\nĐang tải nội dung\nSố hiệu 12/KH-UBND\n" + PLAN)
    assert said["header"] == HEAD.splitlines()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("KẾ HOẠCH", "kh"), ("QUYẾT ĐỊNH", "qd"), ("NGHỊ QUYẾT", "nq"), ("CHỈ THỊ", "ct"),
        ("CHƯƠNG TRÌNH", "ctr"), ("THÔNG BÁO", "tb"), ("BÁO CÁO", "bc"), ("TỜ TRÌNH", "ttr"),
        ("HƯỚNG DẪN", "huong-dan"), ("CÔNG ĐIỆN", "cd"), ("THÔNG TƯ", "tt"), ("NGHỊ ĐỊNH", "nd"),
        ("KẾT LUẬN", "kl"), ("ĐỀ ÁN", "de-an"), ("PHƯƠNG ÁN", "pa"), ("QUY CHẾ", "qc"),
    ],
)  # fmt: skip
def test_the_first_line_of_the_title_names_the_type(title: str, slug: str) -> None:
    into, said = divided(PLAN.replace("KẾ HOẠCH", title))
    assert (into.type, said["title"]) == (slug, [title, "Phát triển nghề cá năm 2024"])


@pytest.mark.parametrize(
    "title",
    [
        "KẾ HOẠCH PHÁT TRIỂN NGHỀ CÁ NĂM 2024\n",
        "KẾ HOẠCH\nPHÁT TRIỂN NGHỀ CÁ\nNĂM 2024\n",
        "KẾ HOẠCH\nVề phát triển nghề cá năm 2024\n",
        "KẾ HOẠCH\nVề phát triển nghề cá năm 2024.\n",
        "Kế hoạch\nPhát triển nghề cá năm 2024\n",
        "KẾ HOẠCH\nThực hiện Chiến lược nghề cá, bảo vệ biển năm 2024\n",
        "KẾ HOẠCH\nTriển khai Chiến lược nghề cá, bảo vệ biển năm 2024\n",
    ],
)
def test_a_title_may_be_wrapped_and_set_in_any_letters(title: str) -> None:
    into, said = divided(PLAN.replace(TITLE, title))
    assert (into.type, said["title"], said["preamble"]) == ("kh", title.splitlines(), BASIS.splitlines())


@pytest.mark.parametrize("basis", ["Căn cứ Luật Thủy sản;", "Xét nhu cầu;", "I. MỤC TIÊU", BASIS.strip()])
def test_a_title_that_lost_its_type_still_stands_between_day_and_basis(basis: str) -> None:
    title = "Phát triển nghề cá trên địa bàn tỉnh năm 2024"
    into, said = divided(f"{HEAD}{title}\n{basis}\n{BODY}")
    assert (into.type, said["title"]) == ("", [title])


def test_a_decision_decides_in_articles_after_its_basis() -> None:
    basis = (
        "GIÁM ĐỐC SỞ Y TẾ AN HÀ\nCăn cứ Luật Thư viện;\nTheo đề nghị của Chánh Văn phòng Sở,\nQUYẾT ĐỊNH:\n"
    )
    articles = "Điều 1. Phê duyệt Kế hoạch.\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n"
    into, said = divided(
        HEAD.replace("KH-", "QĐ-") + "QUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch\n" + basis + articles + SIGNATURE
    )
    assert into.type == "qd"
    assert said["title"] == ["QUYẾT ĐỊNH", "Về việc phê duyệt Kế hoạch"]
    assert said["preamble"] == basis.splitlines()
    assert said["body"] == articles.splitlines()


@pytest.mark.parametrize(
    "head",
    [
        "THỦ TƯỚNG CHÍNH PHỦ",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "ỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "BỘ TRƯỞNG BỘ Y TẾ",
    ],
)
@pytest.mark.parametrize("decision", ["QUYẾT ĐỊNH:", "QUYẾT ĐỊNH"])
def test_who_decides_is_no_signature_and_what_they_decide_is_not_attached(head: str, decision: str) -> None:
    preamble = [head, "Căn cứ Luật Thư viện;", decision]
    articles = ["Điều 1. Phê duyệt Kế hoạch.", "Điều 2. Quyết định này có hiệu lực từ ngày ký."]
    title = "QUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch\n"
    for signature in (SIGNATURE.splitlines(), ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Trần Văn Bình"]):
        _, said = divided(HEAD + title + "\n".join([*preamble, *articles, *signature]))
        assert (said["preamble"], said["body"]) == (preamble, articles)
        assert (said["signature"], said["attached"]) == (signature, [])


def test_a_resolution_names_its_session_and_resolves() -> None:
    basis = (
        "HỘI ĐỒNG NHÂN DÂN TỈNH AN HÀ\nKHÓA XII, KỲ HỌP THỨ CHÍN\nCăn cứ Luật Thủy sản;\n"
        "Xét Tờ trình số 9/TTr-UBND ngày 1/12/2023 của Ủy ban nhân dân tỉnh.\nQUYẾT NGHỊ:\n"
    )
    head = HEAD.replace("ỦY BAN", "HỘI ĐỒNG").replace("KH-UBND", "NQ-HĐND")
    into, said = divided(
        head
        + "NGHỊ QUYẾT\nVề nghề cá\n"
        + basis
        + "Điều 1. Thông qua mục tiêu.\nĐiều 2. Giao Ủy ban nhân dân.\n"
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua./.\nCHỦ TỊCH\nTrần Văn Bình"
    )
    assert (into.type, said["title"], said["preamble"]) == (
        "nq",
        ["NGHỊ QUYẾT", "Về nghề cá"],
        basis.splitlines(),
    )
    assert said["body"] == ["Điều 1. Thông qua mục tiêu.", "Điều 2. Giao Ủy ban nhân dân."]
    assert said["closing"] == ["Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua./."]
    assert said["signature"] == ["CHỦ TỊCH", "Trần Văn Bình"]


def test_a_letter_has_its_subject_as_title_and_those_it_addresses_as_preamble() -> None:
    head = HEAD.replace("12/KH-UBND", "2100/UBND-KGVX") + "V/v phòng, chống đuối nước\n"
    to = "Kính gửi:\n- Sở Y tế;\n- Ủy ban nhân dân các huyện.\n"
    prose = "Thực hiện Công điện số 5/CĐ-TTg, Ủy ban nhân dân tỉnh yêu cầu:\n1. Sở Y tế theo dõi.\n"
    into, said = divided(head + to + prose + RECIPIENTS + SIGNATURE)
    assert (into.type, said["title"], said["preamble"]) == (
        "cv",
        ["V/v phòng, chống đuối nước"],
        to.splitlines(),
    )
    assert said["body"] == prose.splitlines()


def test_a_decision_that_lost_its_type_is_no_letter() -> None:
    head = HEAD.replace("12/KH-UBND", "12/QĐ-UBND") + "VỀ VIỆC TỔ CHỨC NGÀY HỘI NGHỀ CÁ\n"
    into, said = divided(f"{head}{BASIS}\nQUYẾT ĐỊNH:\nĐiều 1. Tổ chức Ngày hội.\n{SIGNATURE}")
    assert (into.type, said["title"]) == ("", ["VỀ VIỆC TỔ CHỨC NGÀY HỘI NGHỀ CÁ"])
    assert said["preamble"] == [*BASIS.splitlines(), "QUYẾT ĐỊNH:"]


def test_a_directive_begins_with_prose_that_belongs_to_its_body() -> None:
    prose = "Thời gian qua, nghề cá của tỉnh phát triển. Để khắc phục hạn chế, Chủ tịch yêu cầu:\n"
    into, said = divided(HEAD + "CHỈ THỊ\nVề nghề cá\n" + prose + "1. Sở Y tế theo dõi.\n" + SIGNATURE)
    assert (into.type, said["preamble"]) == ("ct", [])
    assert said["body"] == [prose.strip(), "1. Sở Y tế theo dõi."]


@pytest.mark.parametrize(
    "annex",
    [
        "PHỤ LỤC I\nDanh mục\n1. Xã An Bình\n",
        "KẾ HOẠCH\n(Kèm theo Quyết định số 12/QĐ-UBND)\nI. MỤC TIÊU\n",
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)\nI. MỤC TIÊU\n",
    ],
)
def test_what_is_issued_with_a_document_stands_below_its_signature(annex: str) -> None:
    whole, said = divided(PLAN)[1], divided(PLAN + annex)[1]
    assert said == {**whole, "attached": annex.splitlines()}


@pytest.mark.parametrize(
    "post",
    ["TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ", "KT. GIÁM ĐỐC", "TL. CHỦ TỊCH", "TUQ. GIÁM ĐỐC",
     "Q. CỤC TRƯỞNG", "CHỦ TỊCH", "BÍ THƯ"],
)  # fmt: skip
def test_a_signature_begins_with_a_mark_or_a_post(post: str) -> None:
    assert divided(PLAN.replace(SIGNATURE, f"{post}\nTrần Văn Bình"))[1]["signature"] == [
        post,
        "Trần Văn Bình",
    ]


@settings(deadline=None, derandomize=True)
@given(st.lists(HEADS, max_size=12).map("".join))
def test_the_parts_of_any_text_follow_each_other_and_share_no_paragraph(raw: str) -> None:
    into, _ = divided(raw)
    taken = [i for name in NAMES for i in getattr(into, name)]
    assert len(taken) == len(set(taken))
    assert into.header.stop == into.title.start
    assert into.title.stop == into.preamble.start
    assert into.preamble.stop == into.body.start
    assert into.body.stop == into.closing.start

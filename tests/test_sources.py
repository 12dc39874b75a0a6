"""Texts from files: what a file is is told by what it holds, and what cannot be read whole is refused."""

import io
import random
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancu.errors import TextFault
from cancu.extract import sources, word

ROOT = Path(__file__).parents[1]
PLAN = (ROOT / "data" / "sources" / "hue-182-2024.txt").read_text(encoding="utf-8")
READING = settings(deadline=None, derandomize=True, max_examples=200, suppress_health_check=list(HealthCheck))
_BASE = "\u0302\u0306\u031b"  # what stays with its letter in Windows-1258: â, ă, ơ


def lines(content: bytes | str, kind: str = "") -> list[str]:
    """The lines of a text that are not empty."""
    text = sources.decoded(content.encode() if isinstance(content, str) else content, "a", kind)
    return [line for line in text.splitlines() if line]


def packed(**parts: bytes) -> bytes:
    """A ZIP file of some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def saved(document: "docx.document.Document") -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def in_windows_1258(text: str) -> bytes:
    """A text as old Vietnamese Windows wrote it: tones behind their letters."""
    written = []
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", apart[0] + "".join(mark for mark in apart[1:] if mark in _BASE))
        tone = "".join(mark for mark in apart[1:] if mark not in _BASE)
        written.append((base + tone).encode("cp1258"))
    return b"".join(written)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form_with_or_without_its_mark(encoding: str) -> None:
    assert sources.decoded(PLAN.encode(encoding), "a") == PLAN


def test_windows_1258_is_read_where_it_is_certain() -> None:
    assert unicodedata.normalize("NFC", sources.decoded(in_windows_1258(PLAN), "a")) == PLAN


@pytest.mark.parametrize("text", ["Thực hiện", "日本語の文章です", "Café à la crème", "Привет, мир"])
def test_another_encoding_is_refused_where_it_is_not_certain(text: str) -> None:
    encoding = {"日": "shift-jis", "C": "latin-1", "П": "cp1251"}.get(text[0], "utf-16-le")
    with pytest.raises(TextFault, match="UTF-8"):
        sources.decoded(text.encode(encoding), "a")


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = b'<html><head><meta charset="windows-1258"></head><body><p>' + in_windows_1258("Sở Y tế")
    assert unicodedata.normalize("NFC", lines(page)[0]) == "Sở Y tế"


def test_utf_8_is_believed_more_than_what_a_page_declares() -> None:
    assert lines('<html><head><meta charset="iso-8859-1"></head><body>Sở Y tế</body></html>') == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no words"),
        (b" \n\t ", "holds no words"),
        (b"<html></html>", "holds no words"),
        (b"<html><body><script>a</script></body></html>", "holds no words"),
        (b"abc\0def", "UTF-8"),
        (b"\x01\x02\x03" * 100, "no text"),
        (random.Random(1).randbytes(4000), "UTF-8"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "DOC"),
        (b"{\\rtf1", "RTF"),
        (b"PK\x03\x04", "no DOCX"),
        (packed(a=b"b"), "no DOCX"),
        (packed(**{"[Content_Types].xml": b"<a"}), "no DOCX"),
        (packed(**{"word/document.xml": b"0" * (word.MOST_UNPACKED + 1)}), "unpacks to more"),
        (b"<div>" * 100_000 + b"a", "nested too deep"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_is_no_text_is_refused_with_a_reason_in_both_languages(content: bytes, says: str) -> None:
    with pytest.raises(TextFault, match=says) as refused:
        sources.decoded(content, "a")
    assert refused.value.message.vi != refused.value.message.en


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * 11)
    with pytest.raises(TextFault, match="longer than 10 bytes"):
        sources.content_of(tmp_path / "a", 10)


def test_a_page_nested_as_deep_as_a_browser_takes_is_read() -> None:
    assert lines("<html><body>" + "<div>" * 500 + "a" + "</div>" * 500 + "<p>b") == ["a", "b"]


def test_the_blocks_of_a_page_are_lines_and_what_is_no_part_of_the_text_is_left_out() -> None:
    page = """<!DOCTYPE html><html><head><title>t</title></head><body><nav>menu</nav>
      <p>một <b>hai</b><br>ba<!-- c --> bốn</p><p hidden>x</p><script>x</script><pre>năm\nsáu</pre>
      <select><option>x</select>bảy</body></html>"""
    assert lines(page) == ["một hai", "ba bốn", "năm", "sáu", "bảy"]


def test_paragraphs_of_a_page_stand_apart_and_broken_lines_do_not() -> None:
    assert sources.decoded(b"<p>a<br>b</p><p>c</p>", "a").split("\n") == ["a", "b", "", "c", ""]


def test_the_row_of_a_table_is_a_line_and_merged_cells_stay_below_their_heads() -> None:
    page = """<table><tr><th rowspan=2>TT<th rowspan=2>Chỉ tiêu<th colspan=2>Năm</tr><tr><th>2025<th>2030</tr>
      <tr><td rowspan=2>1<td>a<td>2<td>3</tr><tr><td>b<td><p>4</p><p>5</p><td></tr>
      <tr><td colspan=4>Ghi chú</tr></table>"""
    assert lines(page) == [
        "TT | Chỉ tiêu | Năm", "TT | Chỉ tiêu | 2025 | 2030", "1 | a | 2 | 3", "1 | b | 4 5", "Ghi chú",
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_read_line_by_line() -> None:
    page = "<table><tr><td><p>một</p><p>hai</p><table><tr><td>a<td>b</table>ba<td>bốn</table>"
    assert lines(page) == ["một", "hai", "a | b", "ba", "bốn"]


@pytest.mark.parametrize("said", ["Nơi nhận:", "Nơinhận:", "NƠI NHẬN:"])
def test_recipients_beside_the_signature_are_read_line_by_line(said: str) -> None:
    cells = [[said, "- Bộ Y tế;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"]]
    for first, second in (cells, cells[::-1]):
        row = "".join("<td>" + "".join(f"<p>{line}</p>" for line in cell) for cell in (first, second))
        assert lines(f"<table><tr>{row}</table>") == [*first, *second]
    document = docx.Document()
    table = document.add_table(1, 2)
    for place, cell in enumerate(cells):
        table.cell(0, place).text = "\n".join(cell)
    assert lines(saved(document)) == [*cells[0], *cells[1]]


def test_the_issuer_beside_the_motto_is_read_line_by_line() -> None:
    issuer = "<td>BỘ LÂM SẢN<br>CỤC RỪNG BIỂN<p>Số: 4/KH-CRB</p>"
    motto = "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập"
    assert lines(f"<table><tr>{issuer}{motto}</table>") == [
        "BỘ LÂM SẢN", "CỤC RỪNG BIỂN", "Số: 4/KH-CRB", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập",
    ]  # fmt: skip


def test_a_cell_that_only_speaks_of_recipients_lays_out_nothing() -> None:
    assert lines("<table><tr><td>1<td>Gửi nơi nhận</tr></table>") == ["1 | Gửi nơi nhận"]


@pytest.mark.parametrize("span", ["99999999999", "-1", "x", ""])
def test_a_cell_that_spans_absurdly_many_columns_does_no_harm(span: str) -> None:
    page = (
        f'<table><tr><td colspan="{span}" rowspan="{span}">a<td>b</tr>' + "<tr><td>c</tr>" * 50 + "</table>"
    )
    assert len("\n".join(lines(page))) < 20_000


def test_a_word_document_is_read_with_its_tables_in_order() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Số: 1/KH-UBND")
    paragraph.add_run().add_break()
    paragraph.add_run("dòng hai")
    table = document.add_table(3, 3)
    for place, cell in enumerate(table._cells):
        cell.text = str(place)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Năm"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "gộp"
    document.add_paragraph("cuối")
    *first, second, third, last = lines(saved(document))
    assert first == ["Số: 1/KH-UBND", "dòng hai", "0 | Năm"]
    assert (second, third, last) == ("gộp | 4 | 5", "gộp | 7 | 8", "cuối")


def test_changes_that_a_word_document_tracks_are_taken_as_made() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đạt ")
    old, new = paragraph.add_run("50"), paragraph.add_run("60%")
    body = paragraph._p
    for run, tag in ((old, "w:del"), (new, "w:ins")):
        holder = docx.oxml.OxmlElement(tag)
        body.replace(run._r, holder)
        holder.append(run._r)
    assert lines(saved(document)) == ["Đạt 60%"]


def test_the_kind_that_is_named_is_believed() -> None:
    assert lines("<p>a</p>", "text") == ["<p>a</p>"]
    assert lines("a <b>b</b>", "html") == ["a b"]
    with pytest.raises(TextFault, match="no DOCX"):
        lines("a", "docx")


@READING
@given(st.binary(max_size=300), st.sampled_from([b"", b"<html>", b"PK\x03\x04", b"\xff\xfe", b"<?xml ?><p>"]))
def test_any_bytes_are_a_text_or_refused(content: bytes, begin: bytes) -> None:
    try:
        text = sources.decoded(begin + content, "a")
    except TextFault:
        return
    assert text.strip()
    text.encode()


MARKUP = (
    "<table>", "<tr>", "<td>", "<th>", "</td>", "</tr>", "</table>", "<p>", "</p>", "<br>", "<div>", "</div>",
    "<pre>", "</pre>", "<li>", "<b>", "</b>", "&nbsp;", "a", "b",
)  # fmt: skip


@READING
@given(st.lists(st.sampled_from(MARKUP), max_size=60))
def test_any_markup_is_read_without_losing_a_word(pieces: list[str]) -> None:
    text = " ".join(lines("<div>đầu " + " ".join(pieces) + " cuối</div>")).split()
    for word_ in ("đầu", "cuối", "a", "b"):
        assert text.count(word_) >= (pieces.count(word_) or word_ in ("đầu", "cuối"))

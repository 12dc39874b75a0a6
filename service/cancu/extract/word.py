"""The lines of a DOCX file: its paragraphs in order, the row of a table as one line."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from ..errors import TextFault
from .cells import Cell, Grid

MOST_UNPACKED: Final = 128_000_000
_MOST_PARTS: Final = 10_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOLDERS: Final = frozenset(
    _W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_GONE: Final = frozenset(_W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText"))
_BREAKS: Final = frozenset(_W + tag for tag in ("br", "cr"))


def lines(content: bytes, name: str) -> list[str]:
    """The lines of a document; TextFault where it is none, or too large unpacked."""
    _check_size(content, name)
    import docx  # only needed for such files
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(BytesIO(content))
    except (BadZipFile, OpcError, KeyError, ValueError, XMLSyntaxError, NotImplementedError) as error:
        raise TextFault(f"{name} không phải tệp DOCX", f"{name} is no DOCX file: {error}") from error
    return list(_blocks(document.element.body))


def _check_size(content: bytes, name: str) -> None:
    """A small file may unpack to a very large one: what its parts say of their sizes is what is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError) as error:
        raise TextFault(f"{name} không phải tệp DOCX", f"{name} is no DOCX file: {error}") from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise TextFault(
            f"{name} giải nén ra quá {MOST_UNPACKED} byte",
            f"{name} unpacks to more than {MOST_UNPACKED} bytes",
        )


def _blocks(holder: Any) -> Iterator[str]:
    """The lines of what holds paragraphs and tables: the body, a cell, a content control."""
    for block in holder:
        if block.tag == _W + "p":
            yield from _paragraph(block)
        elif block.tag == _W + "tbl":
            yield from _table(block)
        elif block.tag in _HOLDERS:
            yield from _blocks(block)


def _paragraph(paragraph: Any) -> list[str]:
    """The lines of a paragraph; what was deleted is gone, what was inserted is there."""
    said: list[str] = []
    for node in _runs(paragraph):
        if node.tag == _W + "t":
            said.append(node.text or "")
        elif node.tag in _BREAKS:
            said.append("\n")
        elif node.tag == _W + "tab":
            said.append("\t")
        elif node.tag == _W + "noBreakHyphen":
            said.append("-")
    return [" ".join(line.split()) for line in "".join(said).split("\n")]


def _runs(paragraph: Any) -> Iterator[Any]:
    """What a paragraph holds, in order, without the parts that are not read as words of it."""
    from lxml.etree import iterwalk

    walk = iterwalk(paragraph, events=("start",))
    for _, node in walk:
        if node.tag in _GONE or node.tag.endswith(("}Fallback", "}txbxContent")):
            walk.skip_subtree()
        else:
            yield node


def _table(table: Any) -> Iterator[str]:
    grid, above = Grid(), dict[int, str]()
    for row in table.iter(_W + "tr"):
        if row.getparent() is not table:
            continue
        yield from grid.lines(list(_cells(row, above)))


def _cells(row: Any, above: dict[int, str]) -> Iterator[Cell]:
    """The cells of a row; one that goes on from the row above says the same, where that is short."""
    column = 0
    for cell in row.iterchildren(_W + "tc"):
        said = list(_blocks(cell))
        across = _value(cell, "gridSpan")
        columns = int(across) if across and across.isdigit() else 1
        merged = _value(cell, "vMerge")
        if merged is not None and merged != "restart":
            said = [above.get(column, "")]
        else:
            above[column] = " ".join(said) if merged else ""
        yield Cell(said, columns, holds_table=cell.find(_W + "tbl") is not None)
        column += columns


def _value(cell: Any, name: str) -> str | None:
    """A property of a cell: None where it is not set, "" where it is set to nothing."""
    found = cell.find(f"{_W}tcPr/{_W}{name}")
    return None if found is None else str(found.get(_W + "val", ""))

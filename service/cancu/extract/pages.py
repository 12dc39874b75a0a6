"""The lines of a web page: blocks end them, the row of a table is one."""

import re
from contextlib import suppress
from typing import Any, Final

from ..errors import TextFault
from .cells import Cell, Grid

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_NOISE: Final = frozenset(
    {
        "button", "footer", "head", "iframe", "nav", "noscript", "object", "option", "script", "select",
        "style", "svg", "template", "textarea",
    }
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DEEP: Final = "Excessive depth"


def lines(markup: str, name: str) -> list[str]:
    """The lines of a page, empty ones between paragraphs; TextFault where it is nested too deep."""
    from lxml import etree, html  # only needed for such files

    parser = html.HTMLParser(huge_tree=True)
    try:
        page = html.document_fromstring(_DECLARATION.sub("", markup, count=1), parser=parser)
    except etree.ParserError as error:
        raise TextFault(f"Trang {name} không có chữ nào", f"The page {name} holds no words") from error
    if any(_DEEP in entry.message for entry in parser.error_log):
        raise TextFault(
            f"{name} lồng thẻ quá sâu, không đọc hết được", f"{name} is nested too deep to be read whole"
        )
    body = page.find("body")
    reader = _Reader()
    walk = etree.iterwalk(body if body is not None else page, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and (node.tag in _NOISE or "hidden" in node.attrib):
            walk.skip_subtree()
            reader.skipped = node
        reader.take(event, node)
    return reader.lines()


class _Reader:
    """Takes a page piece by piece, without recursion: pages nest deeper than Python may call."""

    def __init__(self) -> None:
        self.skipped: Any = None
        self._said: list[str] = []  # of the line that is being read
        self._outs: list[list[str]] = [[]]  # lines of the page, then of each open cell
        self._tabled: list[bool] = [False]  # whether a table stands in them
        self._grids: list[Grid] = []
        self._rows: list[list[Cell]] = []
        self._kept = 0  # open elements that keep their line ends

    def lines(self) -> list[str]:
        """All lines of the page."""
        self._end_line()
        return self._outs[0]

    def take(self, event: str, node: Any) -> None:
        """Take the beginning or the end of an element, or what stands between."""
        if event == "start":
            if node is not self.skipped:
                self._begin(node)
                self._say(node.text)
            return
        if event == "end" and node is not self.skipped:
            self._end(node)
        self._say(node.tail)

    def _say(self, words: str | None) -> None:
        first, *more = (words or "").split("\n") if self._kept else [words or ""]
        self._said.append(first)
        for line in more:
            self._end_line()
            self._said.append(line)

    def _begin(self, node: Any) -> None:
        if node.tag in _BLOCKS or node.tag == "br":
            self._end_line(apart=node.tag in _BLOCKS)
        self._kept += node.tag == "pre"
        if node.tag == "table":
            self._tabled[-1] = True
            self._grids.append(Grid())
        elif node.tag == "tr":
            self._rows.append([])
        elif node.tag in _CELLS and self._rows:
            self._outs.append([])
            self._tabled.append(False)

    def _end(self, node: Any) -> None:
        if node.tag in _BLOCKS:
            self._end_line(apart=True)
        self._kept -= node.tag == "pre"
        if node.tag == "table":
            self._grids.pop()
        elif node.tag == "tr":
            grid = self._grids[-1] if self._grids else Grid()
            self._outs[-1] += ["", *grid.lines(self._rows.pop()), ""]
        elif node.tag in _CELLS and self._rows:
            columns, rows = _number(node, "colspan"), _number(node, "rowspan")
            self._rows[-1].append(Cell(self._outs.pop(), columns, rows, self._tabled.pop()))

    def _end_line(self, *, apart: bool = False) -> None:
        """What was said so far is a line; an empty one stands after it where what follows is apart."""
        line = " ".join("".join(self._said).split())
        self._said.clear()
        out = self._outs[-1]
        if line:
            out.append(line)
        if apart and out and out[-1]:
            out.append("")


def _number(cell: Any, name: str) -> int:
    """How many columns or rows a cell spans."""
    with suppress(ValueError):
        return max(1, int(cell.get(name, "1")))
    return 1

"""The description of the tables for programs: CSV on the Web, https://www.w3.org/TR/tabular-metadata/."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .. import terms
from ..errors import Message
from .columns import Column, Table
from .rows import Labels

SEPARATOR: Final = " | "
"""What stands between the values of a cell that has several."""
_LICENCE: Final = "http://creativecommons.org/licenses/by/4.0/"
_TITLE: Final = Message("Căn Cứ: các bảng", "Căn Cứ: the tables")
_ABOUT: Final = Message(
    "Mỗi dữ kiện ghi tình trạng kiểm tra của nó; chưa dữ kiện nào được người trong ngành xác nhận trừ khi ghi"
    " “confirmed”. Nhãn tiếng Anh là của dự án, không chính thức. Ô trống nghĩa là không biết. Ô có nhiều giá"
    " trị ngăn bằng “ | ”. Ô giữ nguyên chữ của dữ liệu: ô bắt đầu bằng = + - @ có thể bị bảng tính chạy như"
    " công thức; bản tải về với ?bom=1 đặt dấu ' trước những ô ấy.",
    "Each fact says how far it has been checked; none was confirmed by people of the field unless it says"
    " “confirmed”. English labels are the project's, unofficial. An empty cell means not known. Several"
    " values in one cell stand apart by “ | ”. Cells are the data as they are: a spreadsheet may run one that"
    " begins with = + - @ as a formula; the file as it is given with ?bom=1 has ' before such cells.",
)
_DATATYPES: Final[Mapping[str, str]] = {"iri": "anyURI", "term": "string"}
_TERM: Final = re.compile(r"\w+:\w+")


def metadata(tables: Iterable[Table], labels: Labels) -> Mapping[str, Any]:
    """The tables, their columns and how they belong together, as the JSON object of csv-metadata.json."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": _told(_TITLE),
        "dc:description": _told(_ABOUT),
        "dc:license": {"@id": _LICENCE},
        "tables": [_table(table, labels) for table in tables],
    }


def _told(message: Message) -> list[Mapping[str, str]]:
    return [{"@value": message.vi, "@language": "vi"}, {"@value": message.en, "@language": "en"}]


def _table(table: Table, labels: Labels) -> Mapping[str, Any]:
    classes = [labels.get(terms.DEF + name, Message(name, name)) for name in table.classes]
    keys = [_foreign_key(column) for column in table.columns if column.table and not column.many]
    return {
        "url": f"{table.name}.csv",
        "dc:title": _told(_joined(", ", classes)),
        "tableSchema": {
            "aboutUrl": f"{{+{table.about}}}",
            "primaryKey": list(table.key),
            "foreignKeys": keys,
            "columns": [_column(table, column, labels) for column in table.columns],
        },
    }


def _foreign_key(column: Column) -> Mapping[str, Any]:
    to = {"resource": f"{column.table}.csv", "columnReference": "iri"}
    return {"columnReference": column.name, "reference": to}


def _column(table: Table, column: Column, labels: Labels) -> Mapping[str, Any]:
    title = column.title or _title(column, labels)
    said: dict[str, Any] = {
        "name": column.name,
        "titles": {"vi": title.vi, "en": title.en},
        "datatype": _DATATYPES.get(column.kind, column.kind),
    }
    if column.name in table.key:
        said["required"] = True
    if column.many:
        said["separator"] = SEPARATOR
    if column.language:
        said["lang"] = column.language
    said.update(_statement(column))
    return said


def _statement(column: Column) -> Mapping[str, Any]:
    """The RDF that a cell stands for, where it is one statement of the graph about the thing of its row."""
    several_iris = column.kind == "iri" and column.many
    one_step = _TERM.fullmatch(column.path) or column.path.startswith("{")
    if not one_step or column.label_of or several_iris or column.kind == "term":
        return {"suppressOutput": True}
    value = {"valueUrl": f"{{+{column.name}}}"} if column.kind == "iri" else {}
    return {"propertyUrl": terms.expand(column.path), **value}


_LANGUAGES: Final[Mapping[str, Message]] = {
    "vi": Message(" (tiếng Việt)", " (Vietnamese)"),
    "en": Message(" (tiếng Anh)", " (English)"),
}


def _title(column: Column, labels: Labels) -> Message:
    """What a column is called: the properties of its path, and the language of its texts."""
    steps = _TERM.findall(column.path.split("|")[0]) or [column.label_of]
    named = _joined(" › ", [labels.get(terms.expand(step), Message(step, step)) for step in steps])
    spoken = _LANGUAGES.get(column.language, Message("", ""))
    return Message(named.vi + spoken.vi, named.en + spoken.en)


def _joined(between: str, messages: Iterable[Message]) -> Message:
    told = list(messages)
    return Message(between.join(m.vi for m in told), between.join(m.en for m in told))

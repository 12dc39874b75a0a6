"""Why an answer is empty, as far as it can be told: what is not known, not held, or never meets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .. import terms
from ..catalogue import Question
from ..engine import Row, Waited
from ..errors import CancuError, Message
from ..text import fold
from .choices import Choice
from .sections import Values

_ABOUT = """
SELECT ?known ?status ?area ?held WHERE {{
  BIND(EXISTS {{ <{iri}> ?p ?o }} AS ?known)
  OPTIONAL {{ <{iri}> cancu:textStatus ?status }}
  OPTIONAL {{ <{iri}> a cancu:Area BIND(true AS ?area) }}
  BIND(EXISTS {{ ?document eli:jurisdiction <{iri}> ; cancu:textStatus ?any }} AS ?held)
}}"""
CUT: Final[Mapping[str, Message]] = {
    "truncated": Message(
        "văn bản chỉ được lưu giữ một phần; điều được hỏi có thể nằm ở phần không có",
        "its text is held only in part; what is asked may stand in the part that is missing",
    ),
    "summary": Message(
        "chỉ có bản tóm tắt của văn bản; điều được hỏi có thể nằm trong nguyên văn",
        "only a summary of it is held; what is asked may stand in the full text",
    ),
    "not-held": Message(
        "nguyên văn của văn bản không được lưu giữ ở đây", "the text of the document is not held here"
    ),
}
_NO_PLAN: Final = Message(
    "không có văn bản nào của địa bàn này được lưu giữ", "no document of this area is held"
)


def reasons(
    engine: Waited, question: Question, values: Values, choices: Mapping[str, Sequence[Choice]]
) -> list[Message]:
    """What can be said of why a question has no rows for some values."""
    given = [(p, value) for p in question.parameters for value in values.get(p.name, ())]
    alike = [
        reason for p, value in given if p.kind != "iri" for reason in _alike(value, choices.get(p.name, ()))
    ]
    named = list(_of_things(engine, [value for p, value in given if p.kind == "iri"]))
    return [*alike, *named] or list(_of_meeting(engine, question, values))


def _of_things(engine: Waited, names: Sequence[str]) -> Iterator[Message]:
    """What stands against things: nothing bears an identifier, or what bears it is not held whole."""
    texts = [terms.PROLOGUE + _ABOUT.format(iri=terms.expand(name)) for name in names]
    for name, rows in zip(names, engine.select_all(texts), strict=True):
        if isinstance(rows, tuple):
            yield from (_named(reason, name) for reason in _told(rows[0]))


def _told(row: Row) -> Iterator[Message]:
    if row["known"].value != "true":
        yield Message("không có gì mang định danh này", "nothing bears this identifier")
    elif "status" in row and (status := row["status"].value.rsplit("/", 1)[-1]) in CUT:
        yield CUT[status]
    elif "area" in row and row["held"].value != "true":
        yield _NO_PLAN


def _alike(value: str, choices: Sequence[Choice]) -> Iterator[Message]:
    """A value that differs from one there is only by case or diacritics."""
    for choice in choices:
        if choice.value != value and fold(choice.value) == fold(value):
            yield Message(
                f"“{value}”: có lẽ là “{choice.value}”", f"“{value}”: “{choice.value}” may be meant"
            )


def _named(reason: Message, value: str) -> Message:
    return Message(f"{value}: {reason.vi}", f"{value}: {reason.en}")


def _of_meeting(engine: Waited, question: Question, values: Values) -> Iterator[Message]:
    """Each of several values has rows, but not with the others: which one to leave out."""
    if len(values) < 2:
        return
    others = {name: {other: values[other] for other in values if other != name} for name in values}
    answers = engine.select_all([question.bind(rest, 1) for rest in others.values()])
    labels = {parameter.name: parameter.label for parameter in question.parameters}
    for name, rows in zip(others, answers, strict=True):
        if not isinstance(rows, CancuError) and rows:
            label = labels[name]
            yield Message(f"Bỏ “{label.vi}” thì có kết quả", f"Without “{label.en}” there are rows")

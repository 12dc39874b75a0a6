"""The questions: headers that are read strictly, and values that stay values."""

import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from cancu import catalogue, terms
from cancu.catalogue import Parameter, Question
from cancu.errors import Message, SyntaxFault, UnknownName, UsageError

HEADER = """\
#+ question: {vi: "Chỉ tiêu nào?", en: "Which targets?"}
#+ why: {vi: "Để biết.", en: "To know."}
"""
KINDS = ("iri", "string", "integer", "date")
LABEL = Message("giá trị", "value")


def write(folder: Path, header: str, query: str = "SELECT * { VALUES ?value { UNDEF } }") -> Path:
    path = folder / "which-targets.rq"
    path.write_text(f"{header}\n{query}\n", encoding="utf-8")
    return path


def ask_for(kind: str, *names: str) -> Question:
    """A question that gives back the values of its parameters."""
    slots = "\n".join(f"  VALUES ?{name} {{ UNDEF }}" for name in names)
    parameters = tuple(Parameter(name, kind, LABEL) for name in names)
    return Question("values", LABEL, LABEL, (), parameters, {}, f"SELECT * {{\n{slots}\n}}")


def solve(query: str) -> dict[str, object]:
    solutions = Store().query(query)
    assert isinstance(solutions, QuerySolutions)
    (solution,) = solutions
    return {variable.value: solution[variable] for variable in solutions.variables}


# Headers


def test_a_question_is_read_with_its_header(tmp_path: Path) -> None:
    header = f"""{HEADER}#+ tags: [target, compare]
#+ parameters:
#+   value: {{kind: integer, vi: "năm", en: "year"}}
#+ example: {{value: "2030"}}"""
    question = catalogue.read_question(write(tmp_path, header))
    assert question.name == "which-targets"
    assert question.question == Message("Chỉ tiêu nào?", "Which targets?")
    assert question.why == Message("Để biết.", "To know.")
    assert question.tags == ("target", "compare")
    assert question.parameters == (Parameter("value", "integer", Message("năm", "year")),)
    assert question.example == {"value": "2030"}
    assert question.text.startswith(header)


def test_a_question_needs_neither_tags_nor_parameters(tmp_path: Path) -> None:
    question = catalogue.read_question(write(tmp_path, HEADER))
    assert (question.tags, question.parameters, question.example) == ((), (), {})


def parameter(row: str) -> str:
    return f"{HEADER}#+ parameters: {{value: {row}}}"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (f"{HEADER}#+ titel: x", "titel: Extra inputs"),
        (f"{HEADER}#+ b: x\n#+ a: x", "b: Extra inputs.*a: Extra inputs"),
        (HEADER.split("\n")[0], "why: Field required"),
        (HEADER.split("\n")[1], "question: Field required"),
        (HEADER.replace(", en: ", ", de: "), "question.en: Field required"),
        (HEADER.replace('"To know."', '"To know'), "is not YAML"),
        (f"{HEADER}#+ tags: [", "is not YAML"),
        ("", r"no #\+ header"),
        ("#+ Which targets?", r"no #\+ header"),
        (
            parameter("{kind: number, vi: a, en: b}"),
            "value.kind: Input should be 'iri', 'string', 'integer' or 'date'",
        ),
        (parameter("{vi: a, en: b}"), "value.kind: Field required"),
        (parameter("{kind: iri, vi: a}"), "value.en: Field required"),
        (parameter("iri"), "parameters.value: Input should be a valid dictionary"),
        (
            f"{HEADER}#+ parameters: {{other: {{kind: iri, vi: a, en: b}}}}",
            r"no line VALUES \?other { UNDEF }",
        ),
    ],
)
def test_a_header_at_fault_names_the_file_and_the_reason(tmp_path: Path, header: str, reason: str) -> None:
    with pytest.raises(SyntaxFault, match=reason) as caught:
        catalogue.read_question(write(tmp_path, header))
    assert caught.value.where == "which-targets.rq"


@pytest.mark.parametrize("line", ["1: x", "parameters: [value]", "tags: target", "example: [value]"])
def test_a_header_of_another_form_names_the_file(tmp_path: Path, line: str) -> None:
    with pytest.raises(SyntaxFault, match=r"which-targets\.rq"):
        catalogue.read_question(write(tmp_path, f"{HEADER}#+ {line}"))


def test_an_example_of_an_unknown_parameter_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SyntaxFault, match=r"which-targets\.rq"):
        catalogue.read_question(write(tmp_path, f"{HEADER}#+ example: {{nobody: x}}"))


@pytest.mark.parametrize(("kind", "value"), [("integer", "2030"), ("date", "2030-12-31")])
def test_an_example_needs_no_quotation_marks(tmp_path: Path, kind: str, value: str) -> None:
    header = (
        f"{HEADER}#+ parameters: {{value: {{kind: {kind}, vi: a, en: b}}}}\n#+ example: {{value: {value}}}"
    )
    question = catalogue.read_question(write(tmp_path, header))
    assert f'"{value}"' in question.bind(question.example)


def test_a_question_that_is_not_utf_8_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "which-targets.rq"
    path.write_bytes(b"#+ question: \xff")
    with pytest.raises(SyntaxFault, match=r"which-targets\.rq"):
        catalogue.read_question(path)


def test_a_parameter_whose_name_only_begins_alike_has_no_line(tmp_path: Path) -> None:
    header = f"{HEADER}#+ parameters: {{val: {{kind: iri, vi: a, en: b}}}}"
    with pytest.raises(SyntaxFault, match="no line"):
        catalogue.read_question(write(tmp_path, header))


# The shipped catalogue


def test_the_catalogue_is_ordered_by_name_and_leaves_the_checks_out(
    questions: dict[str, Question], root: Path
) -> None:
    assert list(questions) == sorted(path.stem for path in (root / "queries").glob("*.rq"))
    assert questions


def test_every_shipped_question_reads_in_both_languages(questions: dict[str, Question]) -> None:
    for name, question in questions.items():
        messages = (question.question, question.why, *(parameter.label for parameter in question.parameters))
        assert all(message.vi and message.en for message in messages), name


def test_every_shipped_question_binds_its_example(questions: dict[str, Question]) -> None:
    for question in questions.values():
        Store().query(question.bind(question.example))


def test_every_slot_of_a_shipped_question_is_a_parameter(questions: dict[str, Question]) -> None:
    for name, question in questions.items():
        slots = set(re.findall(r"VALUES \?(\w+) { UNDEF }", question.text))
        assert slots == {parameter.name for parameter in question.parameters}, name


def test_a_question_is_found_by_name(questions: dict[str, Question]) -> None:
    assert all(catalogue.find_question(questions, name) is question for name, question in questions.items())


def test_an_unknown_question_is_named(questions: dict[str, Question]) -> None:
    with pytest.raises(UnknownName, match="No question named “nothing”"):
        catalogue.find_question(questions, "nothing")


def test_no_shipped_question_cuts_its_own_answer(questions: dict[str, Question]) -> None:
    for name, question in questions.items():
        assert not re.search(r"(?i)\b(LIMIT|OFFSET)\s+\d+\s*$", question.text), name
        Store().query(question.bind({}, limit=1, offset=1))


def test_every_parameter_that_is_a_thing_offers_choices(questions: dict[str, Question]) -> None:
    for name, question in questions.items():
        for parameter in question.parameters:
            assert bool(parameter.choices) == (parameter.kind in ("iri", "string")), (name, parameter.name)


def test_every_column_is_named_and_no_name_is_unused(questions: dict[str, Question], root: Path) -> None:
    words = catalogue.read_words(root / "queries" / "columns.yaml")
    assert set(words) == {column for question in questions.values() for column in question.columns}
    assert list(words) == sorted(words)
    assert all(message.vi and message.en for message in words.values())


# Columns named as a term is, for something else: a year or a day, a path of SHACL, the number of a document.
OTHERWISE = {"deadline", "path", "source"}


def test_a_column_named_after_a_term_has_the_word_of_the_term(root: Path) -> None:
    ontology = rdflib.Graph().parse(root / "ontology" / "cancu.ttl")
    labels: dict[str, set[tuple[str, str]]] = {}
    for term, label in ontology.subject_objects(rdflib.RDFS.label):
        assert isinstance(label, rdflib.Literal)
        name = str(term).removeprefix(terms.DEF).lower()
        labels.setdefault(name, set()).add((label.language or "", label.lower()))
    for column, message in catalogue.read_words(root / "queries" / "columns.yaml").items():
        if column.lower() in labels and column not in OTHERWISE:
            assert {("vi", message.vi.lower()), ("en", message.en.lower())} <= labels[column.lower()], column


def test_what_cannot_be_answered_yet_says_what_is_missing(root: Path) -> None:
    unanswered = catalogue.read_unanswered(root / "queries")
    assert list(unanswered) == ["changes-between-releases", "targets-beside-observations"]
    for entry in unanswered.values():
        for message in (entry.question, entry.why, entry.missing):
            assert message.vi
            assert message.en


# Values


def test_without_values_a_question_stands_as_it_is() -> None:
    question = ask_for("iri", "one", "other")
    assert question.bind({}) == question.text


def test_a_value_takes_the_place_of_undef_in_every_line_of_its_variable() -> None:
    text = """SELECT * {
      VALUES ?one { UNDEF } VALUES ?other { UNDEF } VALUES ?oneself { UNDEF }
      { SELECT ?one { values ?one { UNDEF } } } { SELECT ?one { VALUES  ?one
        {UNDEF} } } }""".replace("values", "VALUES")
    bound = Question("q", LABEL, LABEL, (), ask_for("integer", "one").parameters, {}, text).bind({"one": "7"})
    assert bound.count('"7"^^') == 3
    assert bound.count("UNDEF") == 2


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "https://example.org/tỉnh-a", NamedNode("https://example.org/tỉnh-a")),
        ("iri", "id:area/tinh-a", NamedNode(terms.ID + "area/tinh-a")),
        ("string", "Tỉnh A (hư cấu)", Literal("Tỉnh A (hư cấu)")),
        ("string", "", Literal("")),
        ("integer", "-30", Literal(-30)),
        ("date", "2030-12-31", Literal("2030-12-31", datatype=NamedNode(terms.XSD + "date"))),
    ],
)
def test_a_value_is_a_term_of_its_kind(kind: str, value: str, term: object) -> None:
    assert solve(ask_for(kind, "value").bind({"value": value})) == {"value": term}


@given(st.text())
def test_any_string_is_bound_as_a_literal_that_comes_back_equal(value: str) -> None:
    assert solve(ask_for("string", "value").bind({"value": value})) == {"value": Literal(value)}


@given(
    st.lists(st.sampled_from(["'", '"', '"""', "\\", "\\1", "{", "}", "#", "\n", "\r", "?x", "<", ">", "a"]))
)
def test_a_string_of_syntax_is_bound_as_a_literal_that_comes_back_equal(pieces: list[str]) -> None:
    value = "".join(pieces)
    assert solve(ask_for("string", "value").bind({"value": value})) == {"value": Literal(value)}


@given(st.integers())
def test_any_integer_is_bound_as_itself(value: int) -> None:
    assert solve(ask_for("integer", "value").bind({"value": str(value)}))["value"] == Literal(
        str(value), datatype=NamedNode(terms.XSD + "integer")
    )


@given(st.dates())
def test_any_date_is_bound_as_itself(value: object) -> None:
    bound = solve(ask_for("date", "value").bind({"value": str(value)}))["value"]
    assert bound == Literal(str(value), datatype=NamedNode(terms.XSD + "date"))


@given(st.sampled_from(KINDS), st.text())
def test_any_value_is_bound_or_refused(kind: str, value: str) -> None:
    try:
        bound = ask_for(kind, "value").bind({"value": value})
    except UsageError:
        return
    assert solve(bound).keys() == {"value"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "a b"),
        ("iri", "tinh-a"),
        ("iri", ""),
        ("iri", "https://example.org/> } #"),
        ("iri", "id:area/{"),
        ("integer", "2030.5"),
        ("integer", "+2"),
        ("integer", ""),
        ("integer", "2030\n"),
        ("integer", "2 } #"),
        ("date", "31/12/2030"),
        ("date", "2030"),
        ("date", "2030-12-31T00:00:00"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_parameter_and_kind(kind: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask_for(kind, "value").bind({"value": value})
    assert f"Parameter value: “{value}” is not of kind {kind}" == caught.value.message.en


@pytest.mark.parametrize(
    ("kind", "value"), [("integer", "２０３０"), ("date", "2030-02-30"), ("date", "2030-13-01")]
)
def test_what_only_looks_like_a_value_is_refused(kind: str, value: str) -> None:
    with pytest.raises(UsageError):
        ask_for(kind, "value").bind({"value": value})


def test_a_value_that_looks_like_a_slot_stays_a_value() -> None:
    values = {"one": "VALUES ?other { UNDEF }", "other": "} UNION { ?s ?p ?o } #"}
    bound = solve(ask_for("string", "one", "other").bind(values))
    assert bound == {name: Literal(value) for name, value in values.items()}


def test_an_unknown_parameter_is_named() -> None:
    with pytest.raises(UnknownName, match="No parameter named “nobody”"):
        ask_for("iri", "value").bind({"nobody": "x"})


def test_every_fixed_answer_is_given_by_a_question_or_names_a_part_of_a_document(root: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (root / "queries").glob("*.rq")]
    given = "\n".join(line for text in texts for line in text.splitlines() if not line.startswith("#"))
    parts = {"header", "title", "preamble", "closing", "recipients"}
    answers = catalogue.read_catalogue(root / "queries").answers
    assert [name for name in answers if f'"{name}"' not in given and name not in parts] == []
    verdicts = set(re.findall(r'"((?:unknown|not comparable|silent|no national)[^"\n]*)"', given))
    assert verdicts - answers.keys() == set()

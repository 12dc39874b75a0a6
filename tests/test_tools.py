"""The tools of `cancu mcp`, as an assistant's own client asks them over standard input and output."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from cancu.catalogue import Question
from cancu.release import Release
from test_cli import environment, run

mcp_client = pytest.importorskip("mcp.client.client", reason="mcp is not installed")
from mcp.client.stdio import StdioServerParameters  # noqa: E402 - there only where mcp is

TASK = "id:document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1"
DECISION = "id:document/ttg/qd/2021/1373"


class Assistant:
    """A client of the protocol with a server of its own, on a loop that waits for it."""

    def __init__(self, home: Path) -> None:
        command = ["-m", "cancu", "mcp"]
        server = StdioServerParameters(command=sys.executable, args=command, env=environment(home))
        self._loop = asyncio.new_event_loop()
        self._asked: asyncio.Queue[Any] = asyncio.Queue()
        self._answered: asyncio.Queue[Any] = asyncio.Queue()
        self._living = self._loop.create_task(self._live(server))

    async def _live(self, server: StdioServerParameters) -> None:
        """All of a session happens in one task, as the protocol's client wants it."""
        async with mcp_client.Client(server) as client:
            while (work := await self._asked.get()) is not None:
                await self._answered.put(await work(client))

    def do(self, work: Any) -> Any:
        async def doing() -> Any:
            await self._asked.put(work)
            answer = asyncio.ensure_future(self._answered.get())
            await asyncio.wait([answer, self._living], return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else self._living.result()

        return self._loop.run_until_complete(doing())

    def call(self, tool: str, **arguments: Any) -> Any:
        return self.do(lambda client: client.call_tool(tool, arguments))

    def told(self, tool: str, **arguments: Any) -> Any:
        """What a tool tells, as values."""
        result = self.call(tool, **arguments)
        assert not result.is_error, result.content
        return json.loads(result.content[0].text)

    def failed(self, tool: str, **arguments: Any) -> str:
        """The words of the error of a tool."""
        result = self.call(tool, **arguments)
        assert result.is_error
        return str(result.content[0].text)

    def close(self) -> None:
        self._asked.put_nowait(None)
        self._loop.run_until_complete(self._living)
        self._loop.close()


@pytest.fixture(scope="module")
def assistant(published: Release) -> Iterator[Assistant]:
    assistant = Assistant(published.path.parents[1])
    yield assistant
    assistant.close()


def test_every_tool_is_told_with_words_at_each_parameter(assistant: Assistant) -> None:
    tools = assistant.do(lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {"search", "describe", "questions", "question", "sparql"}
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert all(told.get("description") for told in tool.input_schema["properties"].values())


def test_things_are_found_by_words_without_diacritics(assistant: Assistant, published: Release) -> None:
    found = assistant.told("search", words="1373/qd-ttg", kind="Document")
    assert found["hits"][0]["iri"] == DECISION
    assert found["release"] == published.name


def test_a_thing_is_described_as_turtle_and_as_json(assistant: Assistant) -> None:
    turtle = assistant.call("describe", iri=TASK).content[0].text
    linked = assistant.call("describe", iri=TASK, format="json").content[0].text
    described = [
        {str(quad.triple) for quad in parse(text, form) if "_:" not in str(quad.triple)}
        for text, form in ((turtle, RdfFormat.TURTLE), (linked, RdfFormat.JSON_LD))
    ]
    assert described[0] == described[1]
    assert any("implementsDecision" in line for line in described[0])


def test_every_question_is_told_with_its_parameters(
    assistant: Assistant, questions: dict[str, Question]
) -> None:
    told = assistant.told("questions")["questions"]
    assert [one["name"] for one in told] == list(questions)
    decision = next(one for one in told if one["name"] == "decision-of-task")
    assert decision["parameters"][0]["name"] == "task"


def test_a_question_is_answered_with_its_words(assistant: Assistant, published: Release) -> None:
    told = assistant.told("question", name="decision-of-task", values={"task": TASK})
    assert DECISION in {row["decision"] for row in told["rows"]}
    assert told["rows"][0]["taskWords"]
    assert (told["more"], told["release"]) == (False, published.name)


def test_a_part_of_an_answer_says_that_there_is_more(assistant: Assistant) -> None:
    first, rest = (assistant.told("question", name="codes", limit=5, offset=offset) for offset in (0, 5))
    assert (len(first["rows"]), first["more"]) == (5, True)
    assert first["rows"] != rest["rows"]


def test_sparql_gives_rows_truths_and_graphs(assistant: Assistant) -> None:
    ask = f"ASK {{ {TASK.replace('/', chr(92) + '/')} cancu:implementsDecision ?d }}"
    assert assistant.told("sparql", query=ask)["truth"] is True
    rows = assistant.told("sparql", query="SELECT ?d { ?d eli:number '1373/QĐ-TTg' }")["rows"]
    assert rows == [{"d": DECISION}]
    made = assistant.told("sparql", query="CONSTRUCT { ?d eli:number ?n } { ?d eli:number ?n } LIMIT 1")
    assert "eli" in made["turtle"] or "number" in made["turtle"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("sparql", {"query": "SELECT * {\n ?s ?p }"}, "line 2"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}, "larger than 200000 bytes"),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"},
            "SERVICE is refused",
        ),
        ("sparql", {"query": "INSERT DATA { <a:b> <a:b> 1 }"}, "syntax error"),
        ("question", {"name": "nothing"}, "No question named"),
        ("question", {"name": "decision-of-task", "values": {"nobody": "1"}}, "No parameter named"),
        ("question", {"name": "codes", "limit": 0}, "greater than or equal to 1"),
        ("describe", {"iri": "id:area/nowhere"}, "id:area/nowhere"),
        ("describe", {"iri": "not an IRI"}, "is no IRI"),
        ("search", {"words": " "}, "/"),
        ("search", {"words": "a", "kind": "Person"}, "Person"),
    ],
)
def test_what_cannot_be_answered_says_why(
    assistant: Assistant, tool: str, arguments: dict[str, Any], words: str
) -> None:
    assert words in assistant.failed(tool, **arguments)


def test_a_query_without_end_is_ended_and_the_next_is_answered(
    published: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_QUERY_SECONDS", "1")
    assistant = Assistant(published.path.parents[1])
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert "longer than 1 seconds" in assistant.failed("sparql", query=endless)
    assert assistant.told("sparql", query="ASK {}")["truth"] is True
    assistant.close()


def test_without_a_release_the_command_to_run_is_named(tmp_path: Path) -> None:
    done = run("mcp", home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "cancu build" in done.stderr


def test_without_the_library_what_to_install_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mcp.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = run("mcp", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'cancu[mcp]'" in done.stderr

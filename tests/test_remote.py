"""The remote engine: a real server answers as the own store does; a bad one is never believed."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cancu import terms
from cancu.catalogue import Question
from cancu.engine import Dataset, Embedded, Remote, parse_solutions, select
from cancu.errors import NotAcceptable, Overrun, Refused, SyntaxFault, Upstream
from cancu.limits import Limits
from cancu.release import Release
from servers import free_port, oxigraph

LIMITS = Limits(seconds=10)
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def remote(published: Release) -> Iterator[Remote]:
    """The release served by the oxigraph server, without its default graph being told to be a union."""
    with oxigraph("serve-read-only", "--location", str(published.store)) as address:
        yield Remote(f"{address}/query", LIMITS)


def test_a_real_server_gives_the_same_rows_to_every_question(
    remote: Remote, embedded: Embedded, questions: dict[str, Question]
) -> None:
    for question in questions.values():
        query = question.bind(question.example)
        assert sorted(map(repr, select(remote, query))) == sorted(map(repr, select(embedded, query)))


def test_the_default_graph_is_ours_by_name(remote: Remote) -> None:
    assert parse_solutions(remote.query(f"ASK {{ ?shape a <{terms.SH}NodeShape> }}").body) is False
    assert parse_solutions(remote.query(f"ASK {{ ?plan a <{terms.DEF}Plan> }}").body) is True


def test_a_dataset_that_is_named_is_kept(remote: Remote) -> None:
    shapes = Dataset(default=(terms.SHAPES_GRAPH,))
    query = f"ASK {{ ?shape a <{terms.SH}NodeShape> }}"
    assert parse_solutions(remote.query(query, dataset=shapes).body) is True


@pytest.mark.parametrize("media", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml"])
def test_every_format_is_made_here(remote: Remote, embedded: Embedded, media: str) -> None:
    query = "SELECT ?s { ?s a ?c } ORDER BY ?s LIMIT 3"
    assert remote.query(query, media).body == embedded.query(query, media).body


def test_a_graph_comes_back_as_a_graph(remote: Remote) -> None:
    answer = remote.query("CONSTRUCT { ?s a ?c } { ?s a ?c } LIMIT 3", graph="text/turtle")
    assert (answer.media_type, answer.release) == ("text/turtle", "")
    with pytest.raises(NotAcceptable):
        remote.query("CONSTRUCT { ?s a ?c } { ?s a ?c } LIMIT 3", graph=None)


def test_a_syntax_error_stays_one(remote: Remote) -> None:
    with pytest.raises(SyntaxFault):
        remote.query("SELECT * { ?s ?p }")


def test_what_is_refused_here_is_not_sent_there() -> None:
    nowhere = Remote("http://127.0.0.1:9/query", LIMITS)
    with pytest.raises(Refused, match="SERVICE"):
        nowhere.query("ASK { SERVICE <http://127.0.0.1:9/> {} }")


def test_an_endpoint_that_is_not_there_is_named() -> None:
    port = free_port()
    with pytest.raises(Upstream, match=f"127.0.0.1:{port}"):
        Remote(f"http://127.0.0.1:{port}/query", LIMITS).query("ASK {}")


Reply = Callable[[BaseHTTPRequestHandler], None]


def reply_with(status: int, body: bytes, *, drip: float = 0, length: int | None = None) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", str(length or len(body)))
        handler.end_headers()
        try:
            for part in range(0, len(body), 100):
                handler.wfile.write(body[part : part + 100])
                handler.wfile.flush()
                time.sleep(drip)
        except OSError:
            pass  # the client has had enough

    return reply


@pytest.fixture
def serve() -> Iterator[Callable[[Reply], str]]:
    """A server on loopback that gives one reply to everything; its address."""
    servers: list[HTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                reply(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/query"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[' + b'{"x":{"type":"literal","value":"1"}},' * 400


def ask(address: str, limits: Limits = LIMITS) -> None:
    Remote(address, limits).query("SELECT ?x FROM <https://example.org/g> { ?x ?y ?z }")


def test_broken_json_behind_a_200_is_an_error_of_the_other_side(serve: Callable[[Reply], str]) -> None:
    with pytest.raises(Upstream, match="does not parse"):
        ask(serve(reply_with(200, ROWS)))


def test_an_answer_that_breaks_off_is_an_error_of_the_other_side(serve: Callable[[Reply], str]) -> None:
    with pytest.raises(Upstream):
        ask(serve(reply_with(200, ROWS[:1000], length=100_000)))


def test_an_error_of_the_other_side_is_told_as_such(serve: Callable[[Reply], str]) -> None:
    with pytest.raises(Upstream):
        ask(serve(reply_with(500, b"no")))


def test_an_answer_that_drips_ends_at_the_own_deadline(serve: Callable[[Reply], str]) -> None:
    begun = time.monotonic()
    with pytest.raises(Overrun):
        ask(serve(reply_with(200, ROWS, drip=0.05)), Limits(seconds=1))
    assert time.monotonic() - begun < 3


def test_an_answer_over_the_own_size_is_refused(serve: Callable[[Reply], str]) -> None:
    with pytest.raises(Refused, match="larger than 1000 bytes"):
        ask(serve(reply_with(200, ROWS)), Limits(answer_bytes=1000))


def test_old_typed_literals_are_understood(serve: Callable[[Reply], str]) -> None:
    body = (
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"typed-literal","value":"1",'
        b'"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    )
    (row,) = select(Remote(serve(reply_with(200, body)), LIMITS), "SELECT ?x FROM <https://example.org/g> {}")
    assert row["x"].value == "1"

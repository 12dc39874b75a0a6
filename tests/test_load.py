"""Loading a release elsewhere: a real store holds what was sent, and a count that differs is an error."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from cancu import terms
from cancu.catalogue import Question
from cancu.engine import Embedded, Remote, open_store, select
from cancu.errors import Upstream
from cancu.limits import Limits
from cancu.load import GraphStore, load
from cancu.release import Release
from servers import oxigraph

LIMITS = Limits(seconds=10)
GRAPH = NamedNode(f"{terms.GRAPH}bịa-đặt/một")
STATEMENT = Quad(NamedNode(f"{terms.ID}a"), NamedNode(f"{terms.DEF}b"), Literal('một\n"hai"'), GRAPH)


def one_statement() -> Store:
    store = Store()
    store.add(STATEMENT)
    return store


@pytest.fixture
def server() -> Iterator[str]:
    """An empty store that can be written to; its address."""
    with oxigraph("serve") as address:
        yield address


def put(server: str, graph: str, triples: bytes) -> None:
    GraphStore(f"{server}/store").put(graph, triples)


def test_the_store_answers_as_the_release_does(
    server: str, published: Release, embedded: Embedded, questions: dict[str, Question]
) -> None:
    held = open_store(published.store)
    counted = load(held, GraphStore(f"{server}/store"), f"{server}/query", LIMITS)
    assert sum(counted.values()) == sum(quad.graph_name in set(held.named_graphs()) for quad in held)
    question = questions["decision-of-task"].bind(questions["decision-of-task"].example)
    remote = Remote(f"{server}/query", LIMITS)
    assert sorted(map(repr, select(remote, question))) == sorted(map(repr, select(embedded, question)))


def test_our_graphs_of_before_go_and_those_of_others_stay(server: str) -> None:
    triple = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
    put(server, f"{terms.GRAPH}before", triple)
    put(server, "https://example.org/graph", triple)
    store = one_statement()
    assert load(store, GraphStore(f"{server}/store"), f"{server}/query", LIMITS) == {GRAPH.value: 1}
    names = select(Remote(f"{server}/query", LIMITS), "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert {row["g"].value for row in names} == {GRAPH.value, "https://example.org/graph"}


def test_loading_twice_changes_nothing(server: str) -> None:
    first, second = (
        load(one_statement(), GraphStore(f"{server}/store"), f"{server}/query", LIMITS) for _ in range(2)
    )
    assert first == second


def test_a_store_that_is_not_there_is_named() -> None:
    with pytest.raises(Upstream, match=r"127\.0\.0\.1:9/store.*PUT graph:bịa-đặt/một"):
        load(one_statement(), GraphStore("http://127.0.0.1:9/store"), "http://127.0.0.1:9/query", LIMITS)


def test_a_store_that_takes_a_graph_and_loses_it_is_found_out(server: str, losing: str) -> None:
    with pytest.raises(Upstream, match="graph:bịa-đặt/một: 1 sent, 0 counted"):
        load(one_statement(), GraphStore(losing), f"{server}/query", LIMITS)


@pytest.mark.parametrize("losing", ["cancu:bí mật"], indirect=True)
def test_the_name_and_password_are_given_where_they_are_asked_for(losing: str) -> None:
    for given in ([], ["cancu", "khác"]):
        with pytest.raises(Upstream, match="401"):
            GraphStore(losing, *given).put(GRAPH.value, b"")
    GraphStore(losing, "cancu", "bí mật").put(GRAPH.value, b"")


@pytest.fixture
def losing(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server that takes every graph and keeps none; it asks who it is where a user is given."""
    user = b64encode(getattr(request, "param", "").encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            known = self.headers.get("Authorization", "Basic ") == f"Basic {user}"
            self.send_response(204 if known else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="store"')
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/store"
        httpd.shutdown()

"""Loading a release elsewhere: a real store holds what was sent, and a count that differs is an error."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
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
from servers import Virtuoso, oxigraph, virtuoso

LIMITS = Limits(seconds=10)
GRAPH = NamedNode(f"{terms.GRAPH}bịa-đặt/một")
STATEMENT = Quad(NamedNode(f"{terms.ID}a"), NamedNode(f"{terms.DEF}b"), Literal('một\n"hai"'), GRAPH)


def one_statement() -> Store:
    store = Store()
    store.add(STATEMENT)
    return store


def in_named_graphs(store: Store) -> int:
    """How many statements the named graphs of a store hold."""
    named = set(store.named_graphs())
    return sum(quad.graph_name in named for quad in store)


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
    assert sum(counted.values()) == in_named_graphs(held)
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


def test_a_body_is_sent_once_and_signed() -> None:
    with closing_early() as (address, bodies):
        GraphStore(address, "cancu", "secret").put(GRAPH.value, b"x" * 10_000_000)
    assert bodies == [10_000_000]


@contextmanager
def closing_early() -> Iterator[tuple[str, list[int]]]:
    """A store that closes the connection on a body that is not signed; how long the bodies were it took."""
    bodies: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            known = "Authorization" in self.headers
            self.send_response(404 if known else 401)
            self.send_header("WWW-Authenticate", 'Digest realm="store", nonce="one", qop="auth"')
            self.end_headers()

        def do_PUT(self) -> None:
            if "Authorization" in self.headers:
                bodies.append(len(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/store", bodies
        httpd.shutdown()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A store of another make, which asks who writes to it."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


def test_a_store_of_another_make_holds_the_whole_release(other: Virtuoso, published: Release) -> None:
    held = open_store(published.store)
    counted = load(held, GraphStore(other.store, "dba", "dba"), other.query, LIMITS)
    assert sum(counted.values()) == in_named_graphs(held)


def test_a_store_of_another_make_lets_go_of_our_graphs_of_before(other: Virtuoso) -> None:
    there = GraphStore(other.store, "dba", "dba")
    there.put(f"{terms.GRAPH}before", b"<https://example.org/a> <https://example.org/b> _:c .\n")
    for _ in range(2):
        assert load(one_statement(), there, other.query, LIMITS) == {GRAPH.value: 1}


@pytest.mark.parametrize("user", [(), ("dba", "wrong"), ("cancu", "dba")])
def test_a_store_of_another_make_refuses_a_stranger(other: Virtuoso, user: tuple[str, ...]) -> None:
    with pytest.raises(Upstream, match=r"PUT graph:bịa-đặt/một: HTTP Error 401"):
        GraphStore(other.store, *user).put(GRAPH.value, b"x" * 10_000_000)


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

"""A release put into a store elsewhere, graph by graph, and counted there.

By the SPARQL 1.1 Graph Store HTTP Protocol, which the large stores share. Only the graphs under our own
namespace are touched and counted; whatever else the store holds stays.
"""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from . import terms
from .engine import Remote, select
from .errors import Upstream
from .graph import Progress, silent
from .limits import Limits

_SECONDS = 600  # the longest a store may take over one graph
_COUNTS = f"""SELECT ?graph (COUNT(*) AS ?triples)
{{ GRAPH ?graph {{ ?s ?p ?o }} FILTER STRSTARTS(STR(?graph), "{terms.GRAPH}") }} GROUP BY ?graph"""

Counts = Mapping[str, int]
"""Triples per named graph."""


class GraphStore:
    """The graphs of a store, at its Graph Store Protocol address; a user by name and password, if it asks."""

    def __init__(self, address: str, user: str = "", password: str = "") -> None:
        self._address = address
        users = HTTPPasswordMgrWithDefaultRealm()
        users.add_password(None, address, user, password)
        self._digest = HTTPDigestAuthHandler(users)
        self._opener = build_opener(*(self._digest, HTTPBasicAuthHandler(users)) if user else ())

    def put(self, graph: str, triples: bytes) -> None:
        """Make the graph hold these triples, in N-Triples, and no others."""
        self._send("PUT", graph, triples)

    def delete(self, graph: str) -> None:
        """Remove the graph."""
        self._send("DELETE", graph)

    def _send(self, method: str, graph: str, body: bytes | None = None) -> None:
        joint = "&" if "?" in self._address else "?"
        address = f"{self._address}{joint}graph={quote(graph, safe='')}"
        media = {"Content-Type": "application/n-triples"} if body is not None else {}
        try:
            request = Request(address, body, media, method=method)  # noqa: S310 - the operator's own address
            self._sign(request)
            self._opener.open(request, timeout=_SECONDS).close()
        except (OSError, ValueError) as error:
            raise Upstream(self._address, f"{method} {terms.shorten(graph)}: {error}") from error

    def _sign(self, request: Request) -> None:
        """Say in a request who we are, in the way that a request without a body was asked to.

        A store that asks who it is may close the connection on a body it has not read, and a long one
        then breaks off before the question is heard.
        """
        scheme, _, signed = self._asked().partition(" ")
        if scheme == "Digest":  # holds for one method and address only, and repeats all that it answers
            signed = self._digest.get_authorization(request, parse_keqv_list(parse_http_list(signed))) or ""
        if scheme:
            request.add_unredirected_header("Authorization", f"{scheme} {signed}")

    def _asked(self) -> str:
        """What the store was told of who we are; "" where it did not ask."""
        probe = Request(self._address, method="HEAD")  # noqa: S310 - the operator's own address
        try:
            self._opener.open(probe, timeout=_SECONDS).close()
        except HTTPError as error:
            error.close()
            if error.code == HTTPStatus.UNAUTHORIZED:
                raise
        return probe.get_header("Authorization") or ""


def load(
    store: Store, there: GraphStore, endpoint: str, limits: Limits, progress: Progress = silent
) -> Counts:
    """Make the store elsewhere hold our named graphs as the release does; gives what is counted there.

    Upstream where it does not take a graph, or counts otherwise than was sent.
    """
    graphs = [graph for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    sent: dict[str, int] = {}
    for graph in graphs:
        triples = _triples(store, graph)
        there.put(graph.value, triples)
        sent[graph.value] = triples.count(b"\n")
        progress("load", len(sent), len(graphs))
    for graph_of_before in _counts(endpoint, limits).keys() - sent.keys():
        there.delete(graph_of_before)
    counted = _counts(endpoint, limits)
    if counted != sent:
        raise Upstream(endpoint, _difference(sent, counted))
    return counted


def _triples(store: Store, graph: NamedNode) -> bytes:
    quads = store.quads_for_pattern(None, None, None, graph)
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def _counts(endpoint: str, limits: Limits) -> Counts:
    """What the endpoint counts now in the graphs under our namespace."""
    rows = select(Remote(endpoint, limits), _COUNTS)
    return {row["graph"].value: int(row["triples"].value) for row in rows}


def _difference(sent: Counts, counted: Counts) -> str:
    """The graphs whose triples were counted otherwise than they were sent."""
    return "; ".join(
        f"{terms.shorten(graph)}: {sent.get(graph, 0)} sent, {counted.get(graph, 0)} counted"
        for graph in sorted(sent.keys() | counted.keys())
        if sent.get(graph, 0) != counted.get(graph, 0)
    )

"""Pages as a test reads them: well formed, inert, with their links; and small invented stores to serve."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar
from urllib.parse import urldefrag

import anyio
from anyio import to_thread
from fastapi.testclient import TestClient
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from cancu import terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Answer, AsyncEngine, Embedded, Engine, Query, Threaded, Waited

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items())
_VOID = {"br", "hr", "img", "input", "link", "meta"}
_BLOCKS = {
    "blockquote",
    "details",
    "div",
    "form",
    "h1",
    "h2",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
}
_DATA = {"type": "application/json"}
_TEMPLATE = re.compile("{{|}}|{%")
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Link:
    """Where a link leads, its words, its rel, and whether it is a mark of words in a text."""

    href: str
    text: str
    rel: str
    marked: bool


class Page(HTMLParser):
    """What a page says: its heading, words, links, identifiers, cells; `faults` are what it may not hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.heading = html, ""
        self.links: list[Link] = []
        self.ids: list[str] = []
        self.rows: list[list[str]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._headings = 0
        self._said: list[str] = []
        self.feed(html)
        self.close()
        self.text = "".join(self._said)
        self._check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on")]
        if tag in _BLOCKS and "p" in self._open:
            self.faults.append(f"{tag} in a paragraph at {self.getpos()}")
        if tag == "script" and not (given.get("src", "").startswith("/") or _DATA.items() <= given.items()):
            self.faults.append(f"a script: {given}")
        if tag == "a":
            self.links.append(Link(given.get("href", ""), "", given.get("rel", ""), "mark" in self._open))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        self._headings += tag == "h1"
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if {"script", "style"} & set(self._open):
            return
        self._said.append(data)
        if "h1" in self._open:
            self.heading += data
        if "a" in self._open:
            last = self.links[-1]
            self.links[-1] = Link(last.href, last.text + data, last.rel, last.marked)
        if {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data
        if _TEMPLATE.search(data) and "code" not in self._open:
            self.faults.append(f"a template shows through: {data[:60]}")

    def _check(self) -> None:
        self.faults += [f"<{tag}> is not closed" for tag in self._open]
        self.faults += [f"the id {name} twice" for name in set(self.ids) if self.ids.count(name) > 1]
        self.faults += [f"{self._headings} first headings"] if self._headings != 1 else []
        for link in self.links:
            outside = not link.href.startswith(("/", "#", "?"))
            if outside and not link.href.startswith(("http://", "https://", "mailto:")):
                self.faults.append(f"a link to {link.href}")
            if (outside and "noreferrer" not in link.rel) or link.href.startswith("//"):
                self.faults.append(f"a link to another host: {link}")

    def leading(self, beginning: str) -> list[str]:
        """Where links of a kind lead, each once, in order."""
        return list(dict.fromkeys(link.href for link in self.links if link.href.startswith(beginning)))

    def inside(self) -> set[str]:
        """All addresses of this host that the page leads to."""
        return {urldefrag(link.href)[0] for link in self.links if link.href.startswith("/")}


def read(client: TestClient, address: str, status: int = 200, language: str = "vi") -> Page:
    """A page of the service, which must be a sound one."""
    answer = client.get(address, headers=BROWSER | {"accept-language": language})
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"].startswith("Accept, Accept-Language")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    page = Page(answer.text)
    assert page.faults == [], page.faults
    return page


def stored(turtle: str, graph: str = terms.GRAPH + "document/x") -> Store:
    """Invented statements in a named graph and, as in a release, in the default graph."""
    store = Store()
    for triple in parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE):
        for place in (NamedNode(graph), DefaultGraph()):
            store.add(Quad(triple.subject, triple.predicate, triple.object, place))
    return store


def invented(
    turtle: str,
    questions: Mapping[str, Question] | None = None,
    texts: Mapping[str, str] | None = None,
    home: Path = Path(),
) -> tuple[TestClient, "Counting"]:
    """A service over invented statements and texts, and its engine, which counts what it is asked."""
    for document, text in (texts or {}).items():
        path = home / "releases" / "invented" / "texts" / f"{document}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    counting = Counting(Embedded(stored(turtle), release="invented" if texts else ""))
    app = create_app(counting, {} if questions is None else questions, home=home if texts else None)
    return TestClient(app, headers=BROWSER), counting


class Counting(AsyncEngine):
    """Counts what the engine inside is asked."""

    def __init__(self, inside: Engine) -> None:
        self._inside, self.release = Threaded(inside), inside.release
        self.asked: list[str] = []

    async def answer(self, query: Query) -> Answer:
        self.asked.append(query.text)
        return await self._inside.answer(query)

    def during(self, client: TestClient, address: str) -> int:
        """How often it is asked for one page."""
        before = len(self.asked)
        read(client, address)
        return len(self.asked) - before


def as_page(engine: AsyncEngine, work: Callable[[Waited], _Result]) -> _Result:
    """What comes of work with an engine as a page asks it: from a thread beside the event loop."""

    async def waiting() -> _Result:
        return await to_thread.run_sync(work, Waited(engine))

    return anyio.run(waiting)


def sample(addresses: Collection[str], most: int) -> list[str]:
    """Some of many addresses, always the same."""
    ordered = sorted(addresses)
    return ordered[:: max(1, len(ordered) // most)]


def plan_of(count: int) -> tuple[str, str]:
    """An invented plan of so many targets, each in its own clause for its own indicator, and its text."""
    plan, text, lines = f"{terms.ID}document/x", "", []
    for at in range(count):
        said = f"{at}. Chỉ tiêu {at} (hư cấu) đạt {at}%."
        clause, target = f"<{plan}/clause/I.{at}>", f"<{plan}/target/I.{at}-1>"
        start, end = len(text), len(text) + len(said)
        text += said + " "
        lines += [
            f'{clause} cancu:inDocument <{plan}> ; cancu:path "I.{at}" ; cancu:position {at} .',
            f"{clause} cancu:textStart {start} ; cancu:textEnd {end} . <{plan}> cancu:hasTarget {target} .",
            f"{target} a cancu:Target ; cancu:inDocument <{plan}> ; cancu:statedIn {clause} .",
            f"{target} cancu:indicator id:i{at} ; cancu:value {at} ; cancu:reviewStatus id:read .",
            f'{target} cancu:quote "{said}"@vi ; cancu:quoteStart {start} ; cancu:quoteEnd {end} .',
            f'id:i{at} skos:prefLabel "Chỉ số {at} (hư cấu)"@vi ; rdfs:label "Chỉ số {at} (hư cấu)"@vi .',
        ]
    return f'<{plan}> a cancu:Document ; eli:number "1/KH (hư cấu)" .\n' + "\n".join(lines), text

"""Links are proposed with score and reason, and asserted by nobody; tables and rows here are invented."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS

from cancu import link, terms
from cancu.engine import Embedded
from cancu.errors import SyntaxFault, TextFault, UsageError
from cancu.link import Proposal, Wanted
from cancu.release import Release

ITEM = "http://www.wikidata.org/entity/"
AREAS = "label,id\nBắc Ninh,Q1\ntinh bac giang,Q2\nTỉnh Không Có Thật,Q3\n"
Propose = Callable[..., list[Proposal]]


@pytest.fixture(scope="module")
def propose(embedded: Embedded, published: Release, tmp_path_factory: pytest.TempPathFactory) -> Propose:
    def proposing(table: str | bytes, kind: str = "Area", **wanted: str | int) -> list[Proposal]:
        path = tmp_path_factory.mktemp("table") / "table.csv"
        path.write_bytes(table.encode() if isinstance(table, str) else table)
        return link.link(embedded, published.index, path, Wanted("label", kind, **wanted))  # type: ignore[arg-type]

    return proposing


def candidates(proposals: list[Proposal], row: int) -> list[str]:
    return [p.candidate.iri.removeprefix(terms.ID) for p in proposals if p.row == row and p.candidate]


def test_a_name_with_a_date_means_the_area_of_that_day(propose: Propose) -> None:
    before, after = (propose(AREAS, date=day) for day in ("2024-01-01", "2025-12-31"))
    assert candidates(before, 1)[0] == "area/bac-ninh"
    assert candidates(after, 1)[0] == "area/bac-ninh-2025"


def test_a_name_of_two_areas_is_not_sure_without_a_date(propose: Propose) -> None:
    found = [p for p in propose(AREAS) if p.row == 1]
    assert {"area/bac-ninh", "area/bac-ninh-2025"} <= set(candidates(found, 1))
    assert not any(p.candidate.sure for p in found if p.candidate)
    assert "a person must look" in found[0].reason.en


def test_what_speaks_against_a_candidate_is_said(propose: Propose) -> None:
    told = {p.candidate.iri: p.reason.en for p in propose(AREAS, date="2024-01-01", limit=9) if p.candidate}
    assert "against the date" in told[f"{terms.ID}area/bac-ninh-2025"]


def test_bodies_and_documents_are_linked_too(propose: Propose) -> None:
    body = propose("label,id\nBộ Giáo dục và Đào tạo,x\n", "Agency")
    document = propose("label,id\nQuyết định 1373/QĐ-TTg,x\n", "Document")
    assert candidates(body, 1)[0] == "agency/vn/bo-giao-duc-va-dao-tao"
    assert candidates(document, 1)[0] == "document/ttg/qd/2021/1373"


def test_a_row_that_resembles_nothing_stays_in_the_table(propose: Propose) -> None:
    rows = list(csv.DictReader(io.StringIO(link.as_csv(propose("label,id\nxyzzy qwv,1\n,2\n")))))
    assert [(row["row"], row["candidate"], row["reason_en"]) for row in rows] == [
        ("1", "", "like no name"),
        ("2", "", "like no name"),
    ]


def test_the_turtle_asserts_no_link(propose: Propose) -> None:
    told = link.as_turtle(propose(AREAS, base=ITEM))
    graph = rdflib.Graph().parse(data=told, format="turtle")
    assert "NOTHING here is asserted" in told
    assert not list(graph.subject_objects(SKOS.closeMatch))
    statements = set(graph.subjects(RDF.type, RDF.Statement))
    assert statements == set(graph.subjects(RDF.predicate, SKOS.closeMatch))
    assert rdflib.URIRef(f"{ITEM}Q1") in set(graph.objects(predicate=RDF.object))
    assert set(graph.subjects()) == statements


def test_hostile_names_stay_text(propose: Propose) -> None:
    table = 'label,id\n"Bắc Ninh"" . <urn:a> <urn:b> <urn:c> . """,urn:x\n'
    graph = rdflib.Graph().parse(data=link.as_turtle(propose(table)), format="turtle")
    assert rdflib.URIRef("urn:b") not in set(graph.predicates())


def test_an_identifier_that_is_no_iri_is_named_by_its_row(propose: Propose) -> None:
    with pytest.raises(UsageError, match="Row 1: the identifier “Q1”"):
        link.as_turtle(propose(AREAS))


@pytest.mark.parametrize(
    ("table", "kind", "error"),
    [
        ("name,id\nx,1\n", "Area", UsageError),
        (AREAS, "Planet", UsageError),
        (b"label,id\n\xff,1\n", "Area", TextFault),
        ('label,id\n"x"y,1\n', "Area", SyntaxFault),
    ],
)
def test_a_wrong_table_or_class_is_told(
    propose: Propose, table: str | bytes, kind: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        propose(table, kind)


def test_the_command_writes_to_standard_output_alone(published: Release, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("\ufeff" + AREAS, encoding="utf-8")
    command = ["link", str(table), "--column", "label", "--class", "Area", "--date", "2025-12-31"]
    ran = subprocess.run(
        [sys.executable, "-m", "cancu", *command],
        env={"CANCU_HOME": str(published.path.parent.parent)},
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    rows = list(csv.DictReader(io.StringIO(ran.stdout.decode())))
    assert (rows[0]["id"], rows[0]["candidate"]) == ("Q1", f"{terms.ID}area/bac-ninh-2025")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]

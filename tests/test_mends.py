"""What a person changed in a draft stays when its text is read again; all else is as it is read now."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from cancu import terms
from cancu.errors import SyntaxFault
from cancu.extract.mends import Conflict, merged, read_again, record_of

DOCUMENT = f"{terms.ID}document/ubnd-an-ha/kh/2024/112"
HEAD = f"""# Kế hoạch
# 112/KH-UBND; text: x.txt (complete). A draft by machine.

@prefix cancu: <{terms.DEF}> .
@prefix dct: <{terms.DCT}> .
@prefix eli: <{terms.ELI}> .
@prefix skos: <{terms.SKOS}> .
@prefix status: <{terms.CODE}review-status/> .
@prefix theme: <{terms.CODE}theme/> .
@prefix doc: <{terms.ID}document/ubnd-an-ha/kh/2024/> .
@prefix clause: <{DOCUMENT}/clause/> .
@prefix target: <{DOCUMENT}/target/> .
@prefix citation: <{DOCUMENT}/citation/> .
@prefix reference: <{DOCUMENT}/reference/> .
"""
TITLE = 'doc:112 a cancu:Document , cancu:UnreviewedDocument ;\n    dct:title "Kế hoạch"@vi'
CLAUSE = """clause:II a cancu:Clause ;
    cancu:path "II" ; cancu:position 1 ;
    cancu:inDocument doc:112 ; eli:is_part_of doc:112 ;
    cancu:textStart 0 ; cancu:textEnd 500 ."""
REFERENCE = 'reference:9-qd-ttg-2023 a cancu:UnresolvedReference ;\n    eli:number "9/QĐ-TTg" .'


def target(number: int, words: str, value: str, start: int) -> str:
    return f"""target:II-{number} a cancu:Target ;
    cancu:inDocument doc:112 ;
    cancu:value {value} ;
    cancu:valueAsWritten "{value}" ;
    cancu:statedIn clause:II ;
    cancu:quote "{words}"@vi ;
    cancu:quoteStart {start} ; cancu:quoteEnd {start + len(words)} ;
    cancu:extractedBy "target/percentage" ;
    cancu:reviewStatus status:machine ."""


def citation(number: int, work: str = "reference:9-qd-ttg-2023") -> str:
    return f"""citation:II-{number} a cancu:Citation ;
    cancu:inDocument doc:112 ;
    cancu:cited {work} ;
    cancu:statedIn clause:II ;
    cancu:quote "Quyết định số 9/QĐ-TTg"@vi ;
    cancu:quoteStart 300 ; cancu:quoteEnd 322 ;
    cancu:reviewStatus status:machine ."""


ONE, TWO = target(1, "50% hộ dân", "50.0", 10), target(2, "60% trường học", "60.0", 40)
WORK = f"<{terms.ID}document/ttg/qd/2023/9>"


def file(*blocks: str, title: str = TITLE) -> str:
    return "\n\n".join((HEAD, title + " .", CLAUSE, *blocks)) + "\n"


BEFORE = file(ONE, TWO, citation(1), REFERENCE)


def triples(turtle: str) -> set[str]:
    return {str(quad.triple) for quad in parse(turtle.encode(), RdfFormat.TURTLE)}


def test_a_new_draft_is_written_with_its_record_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "112.ttl"
    assert read_again(path, BEFORE).kept == ()
    assert path.read_text(encoding="utf-8") == BEFORE
    assert record_of(path).name == "112.machine.nt"
    assert triples(record_of(path).read_text(encoding="utf-8")) == triples(BEFORE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["112.machine.nt", "112.ttl"]


def test_the_same_reading_again_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "112.ttl"
    read_again(path, BEFORE)
    mended = "# một lời ghi\n" + BEFORE.replace("status:machine .\n\ntarget", "status:read .\n\ntarget")
    path.write_text(mended, encoding="utf-8")
    assert read_again(path, BEFORE).turtle == mended
    assert path.read_text(encoding="utf-8") == mended


def test_what_nobody_touched_is_as_it_is_read_now() -> None:
    now = file(ONE, target(2, "60% trường học ở xã", "60.0", 40), citation(1), REFERENCE)
    result = merged(BEFORE, BEFORE, now)
    assert triples(result.turtle) == triples(now)
    assert (result.kept, result.conflicts) == ([], [])


@pytest.mark.parametrize(
    ("mend", "node"),
    [
        (lambda text: text.replace("cancu:value 60.0", "cancu:value 65.0"), "target/II-2"),
        (lambda text: text.replace(TWO, TWO.replace("machine", "read")), "target/II-2"),
        (lambda text: text.replace(TWO + "\n\n", ""), "target/II-2"),
        (lambda text: text + target(9, "70% xã", "70.0", 80) + "\n", "target/II-9"),
        (lambda text: text.replace("textEnd 500", "textEnd 500 ; cancu:theme theme:objectives"), "clause/II"),
    ],
    ids=["a changed value", "a status of review", "a deleted fact", "an added fact", "an added theme"],
)
def test_a_mend_stays(mend: Callable[[str], str], node: str) -> None:
    mended = mend(BEFORE)
    result = merged(
        BEFORE, mended, file(ONE, TWO, citation(1), REFERENCE, target(3, "80% thôn", "80.0", 120))
    )
    assert triples(mended) <= triples(result.turtle)
    assert ("65.0" in result.turtle, "60% trường học" in result.turtle) == (
        "65.0" in mended,
        "60% trường học" in mended,
    )
    assert result.kept == [f"{DOCUMENT}/{node}"]
    assert result.conflicts == []
    assert "80% thôn" in result.turtle


def test_a_mend_that_is_now_read_otherwise_stays_and_is_told() -> None:
    mended = BEFORE.replace("cancu:value 60.0", "cancu:value 65.0")
    result = merged(BEFORE, mended, BEFORE.replace("cancu:value 60.0", "cancu:value 66.0"))
    assert triples(result.turtle) == triples(mended)
    (conflict,) = result.conflicts
    assert conflict == Conflict("mended", f"{DOCUMENT}/target/II-2", f"{terms.DEF}value", "60", "65", "66")
    assert conflict.told().en.endswith("cancu:value stays “65”; the machine read “60”, and now reads “66”")


def test_a_mended_fact_that_is_no_longer_read_stays_and_is_told() -> None:
    mended = BEFORE.replace("cancu:value 60.0", "cancu:value 65.0")
    result = merged(BEFORE, mended, file(ONE, citation(1), REFERENCE))
    assert triples(result.turtle) == triples(mended)
    assert [c.kind for c in result.conflicts] == ["gone"]


def test_a_deleted_fact_that_is_now_read_otherwise_stays_deleted_and_is_told() -> None:
    now = BEFORE.replace('"60% trường học"@vi', '"60% trường học"@vi ; cancu:population "trường học"@vi')
    result = merged(BEFORE, BEFORE.replace(TWO + "\n\n", ""), now)
    assert "60% trường học" not in result.turtle
    assert [c.kind for c in result.conflicts] == ["deleted"]


def test_a_fact_keeps_its_address_when_another_is_found_before_it() -> None:
    found = target(1, "30% phường", "30.0", 2)
    now = file(found, ONE.replace("II-1", "II-2"), TWO.replace("II-2", "II-3"), citation(1), REFERENCE)
    result = merged(BEFORE, BEFORE.replace("cancu:value 60.0", "cancu:value 65.0"), now)
    assert triples(first_of(result.turtle)) == triples(first_of(BEFORE))
    assert "target:II-3 a cancu:Target" in result.turtle
    assert result.turtle.count("60% trường học") == 1
    assert result.conflicts == []


def first_of(turtle: str) -> str:
    """The first target of a file, with the file's prefixes."""
    block = next(block for block in turtle.split("\n\n") if block.startswith("target:II-1 "))
    return HEAD + f"@prefix reviewstatus: <{terms.CODE}review-status/> .\n" + block


def test_a_deleted_fact_stays_deleted_though_its_number_is_another_now() -> None:
    now = file(
        target(1, "30% phường", "30.0", 2),
        ONE.replace("II-1", "II-2"),
        TWO.replace("II-2", "II-3"),
        citation(1),
        REFERENCE,
    )
    result = merged(BEFORE, BEFORE.replace(TWO + "\n\n", ""), now)
    assert "60% trường học" not in result.turtle
    assert "30% phường" in result.turtle


def test_a_mended_fact_moves_with_its_words() -> None:
    mended = BEFORE.replace("cancu:value 60.0", "cancu:value 65.0")
    result = merged(
        BEFORE,
        mended,
        BEFORE.replace("quoteStart 40 ; cancu:quoteEnd 54", "quoteStart 140 ; cancu:quoteEnd 154"),
    )
    assert "cancu:value 65.0" in result.turtle
    assert "cancu:quoteStart 140 ; cancu:quoteEnd 154" in result.turtle
    assert result.conflicts == []


def test_what_a_person_adds_to_the_document_stands_beside_what_is_read_now() -> None:
    mended = BEFORE.replace('"Kế hoạch"@vi', '"Kế hoạch"@vi , "Plan"@en').replace(
        " , cancu:UnreviewedDocument", ""
    )
    now = file(ONE, TWO, citation(1, WORK), title=f"{TITLE} ;\n    eli:cites {WORK}")
    result = merged(BEFORE, mended, now)
    assert '"Plan"@en' in result.turtle
    assert "UnreviewedDocument" not in result.turtle
    assert "eli:cites" in result.turtle
    assert result.conflicts == []


def test_a_title_that_a_person_replaced_stays_though_another_is_read_now() -> None:
    mended = BEFORE.replace('"Kế hoạch"@vi', '"Kế hoạch A"@vi')
    result = merged(BEFORE, mended, BEFORE.replace('"Kế hoạch"@vi', '"KẾ HOẠCH"@vi'))
    assert triples(result.turtle) == triples(mended)
    assert [(c.kind, c.mended, c.now) for c in result.conflicts] == [("mended", "Kế hoạch A", "KẾ HOẠCH")]


def test_a_reference_goes_when_nothing_points_to_it_and_stays_while_a_mend_does() -> None:
    now = file(ONE, TWO, citation(1, WORK))
    assert "UnresolvedReference" not in merged(BEFORE, BEFORE, now).turtle
    mended = BEFORE.replace(citation(1), citation(1).replace("machine", "read"))
    assert "UnresolvedReference" in merged(BEFORE, mended, now).turtle


def test_a_file_without_a_record_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "112.ttl"
    path.write_text(BEFORE, encoding="utf-8")
    result = read_again(path, file(ONE))
    assert not result.recorded
    assert path.read_text(encoding="utf-8") == BEFORE
    assert not record_of(path).exists()


def test_a_file_that_is_no_turtle_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "112.ttl"
    read_again(path, BEFORE)
    path.write_text("đây không phải Turtle", encoding="utf-8")
    with pytest.raises(SyntaxFault):
        read_again(path, BEFORE)
    assert path.read_text(encoding="utf-8") == "đây không phải Turtle"
    assert triples(record_of(path).read_text(encoding="utf-8")) == triples(BEFORE)


def test_mends_stay_through_any_number_of_readings(tmp_path: Path) -> None:
    path = tmp_path / "112.ttl"
    read_again(path, BEFORE)
    path.write_text(BEFORE.replace("cancu:value 60.0", "cancu:value 65.0"), encoding="utf-8")
    for _ in range(3):
        read_again(path, file(ONE, TWO, target(3, "80% thôn", "80.0", 120), citation(1), REFERENCE))
        assert "cancu:value 65.0" in path.read_text(encoding="utf-8")
        assert path.read_text(encoding="utf-8").count("80% thôn") == 1


def test_a_document_whose_address_would_change_keeps_the_one_it_has() -> None:
    now = BEFORE.replace("ubnd-an-ha/kh/2024", "ubnd-an-ha-2025/kh/2024")
    result = merged(BEFORE, BEFORE, now)
    assert triples(result.turtle) == triples(BEFORE)
    assert [c.kind for c in result.conflicts] == ["address"]


def test_a_person_may_give_the_document_its_address() -> None:
    before = (
        BEFORE.replace("ubnd-an-ha/kh/2024/112", "draft/x")
        .replace("ubnd-an-ha/kh/2024/", "draft/")
        .replace("doc:112", "doc:x")
    )
    now = before.replace("cancu:value 60.0", "cancu:value 61.0")
    result = merged(before, BEFORE, now)
    assert triples(result.turtle) == triples(BEFORE.replace("cancu:value 60.0", "cancu:value 61.0"))
    assert result.kept == []

"""/reconcile as OpenRefine speaks it: every answer is what the protocol says, every error names its query."""

import json
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancu import terms
from cancu.api import create_app
from cancu.engine import Embedded
from reading import BROWSER, Counting, Page, invented

SCHEMAS = Path(__file__).parents[2] / "shared" / "conformance" / "reconciliation-0.2"
PROGRAM = {"accept": "application/json"}
TN = "area/thai-nguyen"
DECISION = "document/ttg/qd/2021/1373"
PLAN = "document/ubnd-thai-nguyen/kh/2022/104"


def check(answer: Any, schema: str) -> None:
    """Whether an answer is what the protocol's schema says, where the schemas are at hand."""
    if not SCHEMAS.is_dir():
        return
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    told = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    if schema == "manifest":  # its reference to another host is not followed
        told["properties"].pop("authentication")
    whole = json.loads((SCHEMAS / "type.json").read_text(encoding="utf-8"))
    resource = referencing.Resource.from_contents(whole, referencing.jsonschema.DRAFT7)
    names = ["type.json", whole["$id"], told["$id"].rsplit("/", 1)[0] + "/type.json"]
    registry = referencing.Registry().with_resources((name, resource) for name in names)
    jsonschema.Draft7Validator(told, registry=registry).validate(answer)


@pytest.fixture(scope="module")
def client(site: TestClient) -> TestClient:
    return site


def get(client: TestClient, address: str, **params: str) -> Any:
    answer = client.get(f"/reconcile{address}", params=params, headers=PROGRAM)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    return answer.json()


def ask(client: TestClient, batch: Mapping[str, Any]) -> Any:
    """The answer to a batch, the same by GET and by POST, and as the protocol says."""
    check(batch, "reconciliation-query-batch")
    text = json.dumps(batch)
    told = client.post("/reconcile", data={"queries": text})
    assert told.status_code == 200, told.text
    answer = told.json()
    assert get(client, "", queries=text) == answer
    assert list(answer) == list(batch)
    for one in answer.values():
        for candidate in one["result"]:
            assert set(candidate) >= {"id", "name", "score", "match", "type"}
            assert 0 <= candidate["score"] <= 100
        assert sum(candidate["match"] for candidate in one["result"]) <= 1
    check(answer, "reconciliation-result-batch")
    return answer


def extend(client: TestClient, ids: list[str], *properties: str, **config: Any) -> Any:
    asked = {"ids": ids, "properties": [{"id": name, "settings": config} for name in properties]}
    check(asked, "data-extension-query")
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    assert answer.status_code == 200, answer.text
    check(answer.json(), "data-extension-response")
    return answer.json()


def refused(client: TestClient, status: int = 400, **fields: str) -> str:
    answer = client.post("/reconcile", data=fields, headers=PROGRAM)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["title"])


# The manifest


def test_the_schemas_of_the_protocol_are_at_hand() -> None:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas of the protocol are not here; the other tests assert its structure")
    assert {path.stem for path in SCHEMAS.glob("*.json")} >= {"manifest", "reconciliation-result-batch"}


@pytest.mark.parametrize("headers", [PROGRAM, BROWSER, {}])
def test_asked_for_nothing_the_service_tells_what_it_offers(
    client: TestClient, headers: Mapping[str, str]
) -> None:
    answer = client.get("/reconcile", headers=dict(headers))
    told = answer.json()
    check(told, "manifest")
    assert told["versions"] == ["0.2"]
    assert (told["identifierSpace"], told["schemaSpace"]) == (terms.ID, terms.DEF)
    assert [one["id"] for one in told["defaultTypes"]][:4] == [
        "Document",
        "Programme",
        "Agency",
        "AgencyGroup",
    ]
    assert told["view"]["url"] == "http://testserver/id/{{id}}"
    assert client.post("/reconcile", data={"other": "x"}).json() == told


def test_every_address_of_the_manifest_answers(client: TestClient) -> None:
    told = get(client, "")
    for address in (told["view"]["url"], told["preview"]["url"]):
        for identifier in ("area/thai-nguyen", "area%2Fthai-nguyen"):
            path = address.removeprefix("http://testserver").replace("{{id}}", identifier)
            assert client.get(path, headers=BROWSER).status_code == 200, path
    for what, flown in (("entity", TN), ("type", "Area"), ("property", "area")):
        one = told["suggest"][what]
        assert client.get(one["service_path"], params={"prefix": "a"}).json()["result"]
        shown = client.get(one["flyout_service_path"].replace("${id}", flown)).json()
        assert shown["id"] == flown
        assert shown["html"].startswith("<p><b>")
    assert client.get(told["extend"]["propose_properties"]["service_path"]).json()["properties"]


def test_other_hosts_may_ask(client: TestClient) -> None:
    answer = client.get("/reconcile", headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "callback" not in client.get("/reconcile?callback=f").text


# Queries


def test_a_batch_is_answered_by_its_keys(client: TestClient) -> None:
    answer = ask(
        client,
        {
            "q0": {"query": "Tinh Bac Kan", "type": "Area"},
            "q1": {"query": "QĐ 1373", "type": terms.DEF + "Document", "limit": 3},
            "q2": {"query": "sở y tế", "type": ["Agency"], "properties": [{"pid": "area", "v": {"id": TN}}]},
            "q3": {"query": "không có gì như thế", "type_strict": "any"},
            "q4": {"query": "Bắc Ninh", "type": "Area", "properties": [{"pid": "date", "v": "2026-01-01"}]},
        },
    )
    sure = {key: [c["id"] for c in one["result"] if c["match"]] for key, one in answer.items()}
    assert sure == {
        "q0": ["area/bac-kan"],
        "q1": ["document/ttg/qd/2021/1373"],
        "q2": ["agency/thai-nguyen/so-y-te"],
        "q3": [],
        "q4": ["area/bac-ninh-2025"],
    }
    assert len(answer["q1"]["result"]) <= 3
    (best,) = answer["q0"]["result"][:1]
    assert best["score"] == 100
    assert best["type"] == [{"id": "Area", "name": "Địa bàn / Area"}]
    assert "VN-53" in best["description"]


def test_a_name_is_found_by_what_openrefine_sends_beside_it(client: TestClient) -> None:
    values: list[Any] = ["Thái Nguyên", {"id": TN, "name": "x"}, ["Thai Nguyen"], terms.ID + TN, "19"]
    batch = {
        f"q{at}": {
            "query": "Sở GD&ĐT",
            "type": "Agency",
            "type_strict": "should",
            "properties": [{"pid": "area", "v": value}, {"pid": "unknown", "v": 3}, {"pid": "year", "v": ""}],
        }
        for at, value in enumerate(values)
    }
    for one in ask(client, batch).values():
        assert one["result"][0]["id"] == "agency/thai-nguyen/so-giao-duc-va-dao-tao"
        assert one["result"][0]["match"]


def test_targets_and_tasks_are_found_by_what_they_say(client: TestClient) -> None:
    answer = ask(client, {"a": {"query": "xoa mu chu", "type": ["Target", "Task"], "limit": 2}})
    assert [c["type"][0]["id"] for c in answer["a"]["result"]]
    assert not any(c["match"] for c in answer["a"]["result"])


def test_where_nothing_can_be_meant_nothing_is_found(client: TestClient) -> None:
    answer = ask(
        client,
        {
            "blank": {"query": " "},
            "marks": {"query": "…—"},
            "both": {"query": "Thái Nguyên", "type": ["Area", "Agency"], "type_strict": "all"},
            "only properties": {"properties": [{"pid": "area", "v": "x"}]},
        },
    )
    assert [one["result"] for one in answer.values()] == [[], [], [], []]
    assert ask(client, {}) == {}


def test_at_most_fifty_queries_are_taken_at_a_time(client: TestClient) -> None:
    ask(client, {str(at): {"query": "Bắc Kạn", "limit": 1} for at in range(50)})
    title = refused(client, queries=json.dumps({str(at): {"query": "x"} for at in range(51)}))
    assert "51" in title
    assert "50" in title


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"query": "x", "type": "Nothing"}, "Nothing"),
        ({"query": "x", "type": [terms.DEF + "Plan"]}, "Plan"),
        ({"query": "x" * 1001}, "1001"),
        ({"query": 3}, "query"),
        ({"query": "x", "type_strict": "perhaps"}, "type_strict"),
        ({"query": "x", "limit": "many"}, "limit"),
        ({"query": "x", "properties": [{"v": "x"}]}, "properties.0.pid"),
        ({"query": "x", "properties": [{"pid": "area", "v": {"name": "x"}}]}, "properties.0.v"),
        ("Bắc Kạn", "dictionary"),
        (None, "dictionary"),
    ],
)
def test_a_wrong_query_is_named_by_its_key(client: TestClient, query: Any, said: str) -> None:
    title = refused(client, queries=json.dumps({"good": {"query": "x"}, "q17": query}))
    assert "q17" in title
    assert said in title


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", "null", '{"a": NaN}', "[" * 100_000, '{"a": {"query": "\\ud800"}}']
)
def test_malformed_batches_are_refused(client: TestClient, text: str) -> None:
    assert "queries" in refused(client, queries=text)
    assert "extend" in refused(client, extend=text)


def test_limits_are_kept_whatever_is_asked(client: TestClient) -> None:
    for limit in (0, -3, 1e999, 1.5, 10**30):
        text = '{"a": {"query": "bac ninh", "limit": %s}}' % ("1e999" if limit == 1e999 else limit)
        answer = client.get("/reconcile", params={"queries": text})
        assert answer.status_code in {200, 400}
        if answer.status_code == 200:
            assert len(answer.json()["a"]["result"]) <= 100


def test_bodies_that_are_no_form_or_too_long_are_refused(client: TestClient) -> None:
    assert client.post("/reconcile", json={"queries": "{}"}, headers=PROGRAM).status_code == 415
    assert "2000000" in refused(client, 403, queries="x" * 2_100_000)
    form = {"content-type": "application/x-www-form-urlencoded", **PROGRAM}
    assert client.post("/reconcile", content=b"queries=\xff", headers=form).status_code == 400
    assert client.post("/reconcile", content=b"queries=%ff", headers=form).status_code == 400


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(max_size=60), value=st.text(max_size=20))
def test_whatever_is_asked_the_answer_is_one_of_the_protocol(
    client: TestClient, words: str, value: str
) -> None:
    properties = [{"pid": pid, "v": value} for pid in ("area", "date", "issuer")]
    batch = {"a": {"query": words}, value: {"query": words, "type": "Task", "properties": properties}}
    try:
        json.dumps(batch, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    ask(client, batch)


# Suggestions


def test_entities_are_suggested_as_they_are_typed(client: TestClient) -> None:
    told = get(client, "/suggest/entity", prefix="bac ni")
    check(told, "suggest-entities-response")
    assert {"area/bac-ninh", "area/bac-ninh-2025"} <= {one["id"] for one in told["result"]}
    areas = get(client, "/suggest/entity", prefix="bac", type="Area")["result"]
    assert {one["notable"][0]["id"] for one in areas} == {"Area"}
    first, second = (get(client, "/suggest/entity", prefix="hoc", cursor=at)["result"] for at in ("0", "10"))
    assert len(first) == 10
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    assert get(client, "/suggest/entity") == {"result": []}


def test_types_and_properties_are_suggested(client: TestClient) -> None:
    types = get(client, "/suggest/type", prefix="dia")
    check(types, "suggest-types-response")
    assert [one["id"] for one in types["result"]] == ["Area"]
    properties = get(client, "/suggest/property", prefix="")
    check(properties, "suggest-properties-response")
    assert [one["id"] for one in properties["result"]][:4] == ["area", "date", "year", "issuer"]
    assert get(client, "/suggest/property", prefix="gso")["result"][0]["id"] == "gsoCode"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/suggest/nothing?prefix=a", 404),
        ("/suggest/entity?prefix=a&cursor=x", 400),
        ("/suggest/entity?prefix=a&cursor=9999999", 400),
        ("/suggest/entity?prefix=a&type=Nothing", 400),
        (f"/suggest/entity?prefix={'a' * 201}", 400),
        ("/flyout/entity?id=area/nowhere", 404),
        ("/flyout/entity?id=%3E%20x", 404),
        ("/flyout/property?id=nothing", 404),
        ("/flyout/entity", 400),
        ("/preview?id=area/nowhere", 404),
        ("/preview?id=%22%3E%3Cb", 404),
        ("/properties?limit=x", 400),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/reconcile{address}", headers=PROGRAM)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


# Previews


@pytest.mark.parametrize("identifier", [TN, PLAN, f"{PLAN}/task/V.2-1", terms.ID + "agency/vn/bo-y-te"])
def test_a_preview_is_a_small_sound_page(client: TestClient, identifier: str) -> None:
    answer = client.get("/reconcile/preview", params={"id": identifier}, headers={"accept-language": "en"})
    page = Page(answer.text)
    assert page.faults == []
    assert '<html lang="en">' in answer.text
    assert page.links == []
    assert terms.ID + identifier.removeprefix(terms.ID) in page.text
    assert len(answer.text) < 5000
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" not in answer.headers["content-security-policy"]


def test_hostile_labels_stay_text() -> None:
    client, _ = invented(
        f'<{terms.ID}area/x> a cancu:Area ; skos:prefLabel "<script>alert(1)</script> (hư cấu)"@vi ;'
        ' cancu:gsoCode "<b>" .'
    )
    for address in ("preview?id=area/x", "flyout/entity?id=area/x"):
        answer = client.get(f"/reconcile/{address}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text
        assert "&lt;script&gt;" in answer.text


# Extension


def test_many_things_are_told_in_few_queries(client: TestClient, embedded: Embedded) -> None:
    counting = Counting(embedded)
    alone = TestClient(create_app(counting, {}), headers=BROWSER)
    ids = [one["id"] for one in get(client, "/suggest/entity", prefix="tinh", type="Area")["result"]]
    ids += [f"area/nowhere-{at}" for at in range(200)]
    asked = {"ids": ids, "properties": [{"id": name} for name in ("label", "gsoCode", "area", "wikidata")]}
    before = len(counting.asked)
    answer = alone.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert len(counting.asked) - before == 1
    assert list(answer["rows"]) == ids
    assert answer["rows"]["area/nowhere-3"] == {"label": [], "gsoCode": [], "area": [], "wikidata": []}


def test_values_are_told_by_their_type(client: TestClient) -> None:
    told = extend(
        client, [TN, PLAN], "label", "gsoCode", "wikidata", "validTo", "issuer", "date", "periodEnd"
    )
    area, plan = told["rows"][TN], told["rows"][PLAN]
    assert area["label"] == [{"str": "Tỉnh Thái Nguyên"}]
    assert area["gsoCode"] == [{"str": "19"}]
    assert area["wikidata"] == [{"str": "Q36697"}] or area["wikidata"][0]["str"].startswith("Q")
    assert area["validTo"] == [{"date": "2025-06-30T00:00:00Z"}]
    assert plan["issuer"] == [
        {"id": "agency/thai-nguyen/uy-ban-nhan-dan", "name": "Ủy ban nhân dân tỉnh Thái Nguyên"}
    ]
    assert plan["date"][0]["date"].startswith("2022-")
    target = extend(client, [f"{DECISION}/target/2025-6"], "value", "deadlineYear")["rows"]
    assert target == {
        f"{DECISION}/target/2025-6": {"value": [{"float": 50.0}], "deadlineYear": [{"int": 2025}]}
    }
    assert [one["id"] for one in told["meta"]][:2] == ["label", "gsoCode"]


def test_values_are_told_in_a_language_and_a_number_of_them(client: TestClient) -> None:
    assert extend(client, [TN], "label", language="en")["rows"][TN]["label"] == [
        {"str": "Thai Nguyen Province"}
    ]
    assert len(extend(client, [DECISION], "basedOn")["rows"][DECISION]["basedOn"]) > 1
    assert len(extend(client, [DECISION], "basedOn", limit=1)["rows"][DECISION]["basedOn"]) == 1


def test_properties_are_proposed_by_type(client: TestClient) -> None:
    told = get(client, "/properties", type="Area", limit="5")
    check(told, "data-extension-property-proposal")
    assert told["type"] == "Area"
    assert "gsoCode" in {one["id"] for one in told["properties"]}
    assert "issuer" not in {one["id"] for one in get(client, "/properties", type="Area")["properties"]}
    assert "issuer" in {one["id"] for one in get(client, "/properties")["properties"]}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ids": [TN], "properties": [{"id": "nothing"}]}, "nothing"),
        ({"ids": ["x"] * 1001, "properties": []}, "1000"),
        ({"ids": TN, "properties": []}, "ids"),
        ({"ids": [TN]}, "properties"),
        ({"ids": [TN], "properties": [{"id": "label", "settings": {"language": "fr"}}]}, "language"),
    ],
)
def test_a_wrong_extension_says_what_is_wrong(client: TestClient, asked: Any, said: str) -> None:
    assert said in refused(client, extend=json.dumps(asked))


def test_identifiers_that_are_no_iris_have_no_values(client: TestClient) -> None:
    strange = ["> } DROP ALL", "\n", "", "x" * 5000, 'urn:"', "area/ở đâu"]
    told = extend(client, strange, "label")
    assert told["rows"] == {identifier: {"label": []} for identifier in strange}


def test_many_may_ask_at_once(embedded: Embedded) -> None:
    with TestClient(create_app(embedded, {})) as client:
        begin = threading.Barrier(8)

        def one(at: int) -> Any:
            begin.wait()
            asked = json.dumps({"a": {"query": "Bắc Kạn", "type": "Area"}})
            return client.get("/reconcile", params={"queries": asked}).json()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(one, range(8)))
    assert all(answer["a"]["result"][0]["match"] for answer in answers)

"""The tables: which classes each holds, and by which property path each of its columns is filled.

A row is a thing of the classes and begins with its IRI. An IRI has the labels of what it names beside it,
in Vietnamese and English; a column of several values says so. What a property is called, its table
learns from the ontology.
"""

from typing import Final

from ..errors import Message
from .columns import CLASS, LANGUAGES, Column, Table, dates, integers, iris, link, worded

_IRI: Final = Column("iri", "", "iri", title=Message("IRI", "IRI"))
_CLASS: Final = Column(CLASS, "", title=Message("lớp", "class"))
_IN_DOCUMENT: Final = (
    *link("document", "cancu:inDocument", table="documents"),
    Column("document_number", "cancu:inDocument/eli:number"),
)
_IN_AREA: Final = link("area", "cancu:inDocument/(eli:jurisdiction|eli:passed_by/cancu:area)", table="areas")
_EVIDENCE: Final = (
    Column("clause", "cancu:statedIn", "iri", table="clauses"),
    Column("clause_path", "cancu:statedIn/cancu:path"),
    Column("quote", "cancu:quote", language="vi"),
    *integers(quote_start="cancu:quoteStart", quote_end="cancu:quoteEnd"),
    *link("review_status", "cancu:reviewStatus"),
    *link("source_kind", "cancu:sourceKind"),
    *link("confidence", "cancu:confidence"),
    *iris(source="dct:source"),
    *dates(seen_on="cancu:seenOn"),
    *worded("note", "skos:note", many=True),
)
_PERIOD: Final = integers(period_start="cancu:periodStart", period_end="cancu:periodEnd")
_VALID: Final = dates(valid_from="cancu:validFrom", valid_to="cancu:validTo")
_NAMED: Final = (*worded("label", "skos:prefLabel"), *worded("other_name", "skos:altLabel", many=True))
_DUE: Final = (
    *integers(deadline_year="cancu:deadlineYear"),
    *dates(deadline="cancu:deadline"),
)
_READ_FROM: Final = (
    Column("read_from", "cancu:readFrom", "iri", many=True),
    Column("read_from_path", "cancu:readFrom/cancu:path", many=True),
)


def _facts(name: str, classes: tuple[str, ...], *columns: Column, area: bool = False) -> Table:
    """A table of facts: where they stand, what they say, and their evidence."""
    head = (_IRI, *([_CLASS] if len(classes) > 1 else ()), *_IN_DOCUMENT, *(_IN_AREA if area else ()))
    return Table(name, classes, (*head, *columns, *_EVIDENCE), ("document", "quote_start"))


_DOCUMENTS: Final = Table(
    "documents",
    ("Document",),
    (
        _IRI,
        Column("number", "eli:number"),
        *link("type", "eli:type_document"),
        *worded("title", "dct:title"),
        *dates(
            date="eli:date_document",
            in_force_from="eli:first_date_entry_in_force",
            in_force_until="eli:date_no_longer_in_force",
        ),
        *link("issuer", "eli:passed_by", many=True, table="agencies"),
        *link("area", "eli:jurisdiction|eli:passed_by/cancu:area", table="areas"),
        Column("signatory", "cancu:signatory"),
        Column("signatory_role", "cancu:signatoryRole", language="vi"),
        *_PERIOD,
        *link("subject", "dct:subject", many=True),
        *link("text_status", "cancu:textStatus"),
        *link("carries_out", "cancu:carriesOut", many=True, table="programmes"),
        *link("ensures_implementation_of", "eli:ensures_implementation_of", many=True, table="documents"),
        *link("based_on", "eli:based_on", many=True, table="documents"),
        *link("succeeds", "cancu:succeeds", many=True, table="documents"),
        *iris(source="dct:source"),
    ),
)
_CLAUSES: Final = Table(
    "clauses",
    ("Clause",),
    (
        _IRI,
        *_IN_DOCUMENT,
        *integers(position="cancu:position"),
        Column("path", "cancu:path"),
        *worded("title", "dct:title"),
        *link("theme", "cancu:theme"),
        *integers(text_start="cancu:textStart", text_end="cancu:textEnd"),
    ),
    ("document", "position"),
)
_CITATIONS: Final = _facts(
    "citations",
    ("Citation",),
    *link("cited", "cancu:cited"),
    Column("cited_number", "cancu:cited/eli:number"),
    *link("role", "cancu:citationRole"),
    Column("cue", "cancu:cue", language="vi"),
)
_OBJECTIVES: Final = _facts("objectives", ("Objective",))
_TARGETS: Final = _facts(
    "targets",
    ("Target",),
    *link("indicator", "cancu:indicator", table="indicators"),
    *link("comparator", "cancu:comparator"),
    *link("commitment", "cancu:commitment"),
    Column("value", "cancu:value", "decimal"),
    Column("value_max", "cancu:valueMax", "decimal"),
    *link("unit", "cancu:unit"),
    *_DUE,
    Column("baseline_value", "cancu:baselineValue", "decimal"),
    *integers(baseline_year="cancu:baselineYear"),
    Column("population", "cancu:population", language="vi"),
    Column("value_as_written", "cancu:valueAsWritten"),
    *integers(figure_start="cancu:figureStart", figure_end="cancu:figureEnd"),
    Column("subset_of", "cancu:subsetOf", "iri", table="targets"),
    *_READ_FROM,
    area=True,
)
_TASKS: Final = _facts(
    "tasks",
    ("Task", "Review"),
    *integers(position="cancu:position"),
    Column("text", "cancu:text", language="vi"),
    *link("lead_agency", "cancu:leadAgency", many=True, table="agencies"),
    *link("responsible_agency", "cancu:responsibleAgency", many=True, table="agencies"),
    *link("coordinating_agency", "cancu:coordinatingAgency", many=True, table="agencies"),
    *link("reports_to", "cancu:reportsTo", many=True, table="agencies"),
    *link("directive", "cancu:directive"),
    *link("recurrence", "cancu:recurrence"),
    *_DUE,
    *link("implements", "cancu:implements", many=True),
    *link("implements_decision", "cancu:implementsDecision", many=True, table="documents"),
    *link("awaits", "cancu:awaits", many=True, table="programmes"),
    *_READ_FROM,
    area=True,
)
# The roles of agencies in a task, as the columns of tasks; in task_agencies each has a row of its own.
ROLES: Final = ("lead_agency", "responsible_agency", "coordinating_agency", "reports_to")
TASK_AGENCIES: Final = Table(
    "task_agencies",
    ("Task", "Review"),
    (
        Column("task", "", "iri", table="tasks", title=Message("nhiệm vụ", "task")),
        *_IN_DOCUMENT,
        Column("role", "", "iri", title=Message("vai trò", "role")),
        *(Column(f"role_{code}", "", language=code, label_of="role") for code in LANGUAGES),
        Column("agency", "{+role}", "iri", table="agencies", title=Message("cơ quan", "agency")),
        *(Column(f"agency_{code}", "", language=code, label_of="agency") for code in LANGUAGES),
        *link("review_status", "cancu:reviewStatus"),
    ),
    ("document",),
    ("task", "role", "agency"),
    "task",
)
_FUNDING: Final = _facts(
    "funding_sources",
    ("FundingSource",),
    *link("type", "dct:type"),
    *link("payer", "cancu:payer", many=True, table="agencies"),
)
_CRITERIA: Final = _facts(
    "criteria",
    ("Criterion",),
    *link("applies_to", "cancu:appliesTo", many=True, table="agencies"),
    *_READ_FROM,
)
_STATEMENTS: Final = Table(
    "statements",
    ("Statement",),
    (
        _IRI,
        *link("subject", "rdf:subject"),
        *link("predicate", "rdf:predicate"),
        *link("object", "rdf:object", kind="term"),
        *_EVIDENCE,
    ),
    ("subject",),
)
_AGENCIES: Final = Table(
    "agencies",
    ("Agency", "AgencyGroup"),
    (
        _IRI,
        _CLASS,
        *_NAMED,
        Column("symbol", "cancu:symbol"),
        *link("classification", "org:classification"),
        *link("level", "cancu:level"),
        *link("area", "cancu:area", table="areas"),
        *link("part_of", "org:subOrganizationOf", many=True, table="agencies"),
        *_VALID,
        *link("succeeded_by", "cancu:succeededBy", many=True, table="agencies"),
        *iris(source="dct:source"),
    ),
)
_AREAS: Final = Table(
    "areas",
    ("Area",),
    (
        _IRI,
        *_NAMED,
        *link("level", "cancu:level"),
        Column("gso_code", "cancu:gsoCode"),
        Column("iso_3166", "cancu:iso3166"),
        *_VALID,
        *link("succeeded_by", "cancu:succeededBy", many=True, table="areas"),
        *dates(changed_on="cancu:changedOn"),
        *link("based_on", "eli:based_on", many=True, table="documents"),
        *iris(same_as="schema:sameAs"),
    ),
)
_INDICATORS: Final = Table(
    "indicators",
    ("Indicator",),
    (
        _IRI,
        *_NAMED,
        *worded("definition", "skos:definition"),
        *link("direction", "cancu:direction"),
        *link("unit", "cancu:unit"),
        *link("broader", "skos:broader", many=True),
        *iris(
            exact_match="skos:exactMatch",
            close_match="skos:closeMatch",
            broad_match="skos:broadMatch",
            related_match="skos:relatedMatch",
        ),
    ),
)
_PROGRAMMES: Final = Table(
    "programmes",
    ("Programme",),
    (
        _IRI,
        *worded("title", "dct:title"),
        *link("type", "dct:type"),
        *link("approved_by", "cancu:approvedBy", many=True, table="documents"),
        *_PERIOD,
        *link("part_of", "dct:isPartOf", many=True, table="programmes"),
    ),
)

TABLES: Final = (
    _DOCUMENTS, _CLAUSES, _CITATIONS, _OBJECTIVES, _TARGETS, _TASKS, _FUNDING, _CRITERIA, _STATEMENTS,
    _AGENCIES, _AREAS, _INDICATORS, _PROGRAMMES,
)  # fmt: skip
"""The tables with one row per thing; task_agencies is made from the rows of tasks."""

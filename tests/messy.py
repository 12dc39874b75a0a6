"""Messy names, as tables hold them, made by a seed from the areas, agencies and documents of a graph.

What is right is known by construction: the one thing that is meant, or that none is told from the others.
Half of the things, by a hash of their IRIs, are for tuning; the other half is held out.
"""

import hashlib
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from cancu import terms
from cancu.engine import Engine, Row, select
from cancu.text import fold

_AREAS = """
SELECT ?thing ?label ?from ?to WHERE {
  ?thing a cancu:Area ; skos:prefLabel ?label ; cancu:level ?level FILTER(LANG(?label) = "vi")
  FILTER(?level != code:level\\/central)
  OPTIONAL { ?thing cancu:validFrom ?from } OPTIONAL { ?thing cancu:validTo ?to } } ORDER BY ?thing"""
_AGENCIES = """
SELECT ?thing ?label ?area ?place ?level WHERE {
  ?thing a cancu:Agency ; skos:prefLabel ?label ; cancu:area ?area ; cancu:level ?level .
  ?area skos:prefLabel ?place FILTER(LANG(?label) = "vi" && LANG(?place) = "vi") } ORDER BY ?thing"""
_DOCUMENTS = """
SELECT ?thing ?number ?date ?type ?sign ?issuer ?place ?title ?level WHERE {
  ?thing a cancu:Document ; eli:number ?number ; eli:date_document ?date ; eli:passed_by ?body .
  ?thing eli:type_document ?kind . ?kind skos:prefLabel ?type ; skos:notation ?sign .
  ?body skos:prefLabel ?issuer ; cancu:area/skos:prefLabel ?place ; cancu:level ?level
  OPTIONAL { ?thing dct:title ?title FILTER(LANG(?title) = "vi") }
  FILTER(LANG(?type) = "vi" && LANG(?issuer) = "vi" && LANG(?place) = "vi") } ORDER BY ?thing"""
_CENTRAL = terms.CODE + "level/central"
_LEVEL = re.compile(r"^(?:Tỉnh|Thành phố) ")
_SHORT = {
    "Ủy ban nhân dân": ["UBND", "Uỷ ban nhân dân", "ubnd"],
    "Giáo dục và Đào tạo": ["GD&ĐT", "GDĐT", "GD & ĐT", "Giáo dục & Đào tạo", "GD-ĐT"],
    "Lao động - Thương binh và Xã hội": ["LĐ-TB&XH", "LĐTBXH", "Lao động, Thương binh và Xã hội"],
    "Kế hoạch và Đầu tư": ["KH&ĐT", "KHĐT", "KH-ĐT"],
    "Khoa học và Công nghệ": ["KH&CN", "KHCN"],
    "Thông tin và Truyền thông": ["TT&TT", "TTTT"],
    "Văn hóa, Thể thao và Du lịch": ["VH,TT&DL", "VHTTDL", "Văn hoá Thể thao và Du lịch"],
    "Tài nguyên và Môi trường": ["TN&MT"],
    "Mặt trận Tổ quốc": ["MTTQ"],
    "Thủ tướng Chính phủ": ["TTg", "Thủ tướng CP"],
    "Thành phố": ["TP.", "TP", "Tp ", "tp."],
    "Tỉnh": ["T.", "tỉnh"],
    "tỉnh": ["T.", "Tỉnh", ""],
}


@dataclass(frozen=True)
class Messy:
    """A messy name and what is known beside it; `meant` is what it means, or "" where none is told.

    `source` is the thing that it was made from: where nothing is meant it is still to be found, unless
    `absent` says that there is no such thing.
    """

    words: str
    kind: str
    source: str
    meant: str
    how: str
    properties: Mapping[str, str] = field(default_factory=dict)
    absent: bool = False

    @property
    def held_out(self) -> bool:
        """Whether it is of the half that nothing is tuned on."""
        return hashlib.sha256(self.source.encode()).digest()[0] % 2 == 1


def messy(engine: Engine, seed: int = 1) -> list[Messy]:
    """Messy names of all areas, agencies and documents; the same seed gives the same ones."""
    chance = random.Random(seed)
    made = [*_areas(engine, chance), *_agencies(engine, chance), *_documents(engine, chance)]
    return [_clean(one) for one in made]


def _clean(one: Messy) -> Messy:
    return Messy(
        " ".join(one.words.split()) if one.how != "spaces" else one.words,
        one.kind, one.source, one.meant, one.how, one.properties, one.absent,
    )  # fmt: skip


def _rows(engine: Engine, query: str) -> Iterator[dict[str, str]]:
    rows: tuple[Row, ...] = select(engine, terms.PROLOGUE + query)
    return ({name: term.value for name, term in row.items()} for row in rows)


# What befalls any name


def _plain(name: str, chance: random.Random) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(c)
    )  # fmt: skip


def _extra(name: str, chance: random.Random) -> str:
    around = ["- {}", "{} ", "3. {}", "{} (đã xem)", "“{}”", "{}.", "{};", "({})", "{}, "]
    return chance.choice(around).format(name)


def _spaced(name: str, chance: random.Random) -> str:
    return name.replace(" ", chance.choice(["  ", "\u00a0", " \t"]))


def _short(name: str, chance: random.Random) -> str:
    for long, shorts in _SHORT.items():
        if long in name and chance.random() < 0.8:
            name = name.replace(long, chance.choice(shorts))
    return name


def _misspelt(name: str, chance: random.Random) -> str:
    """One edit of a letter, of long names sometimes two; figures stay."""
    for _ in range(2 if len(name) > 16 and chance.random() < 0.35 else 1):
        places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
        if len(fold(name).replace(" ", "")) < 8 or not places:
            return name
        at = chance.choice(places)
        name = chance.choice([
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + chance.choice("aeinghtu") + name[at + 1 :],
        ])  # fmt: skip
    return name


_NOISE: Mapping[str, Callable[[str, random.Random], str]] = {
    "as is": lambda name, _: name,
    "no diacritics": _plain,
    "NFD": lambda name, _: unicodedata.normalize("NFD", name),
    "upper": lambda name, _: name.upper(),
    "lower": lambda name, _: name.lower(),
    "spaces": _spaced,
    "extra": _extra,
    "short": _short,
    "short, no diacritics": lambda name, chance: _plain(_short(name, chance), chance),
    "misspelt": _misspelt,
    "misspelt, no diacritics": lambda name, chance: _plain(_misspelt(name, chance), chance),
}


def _spoilt(name: str, chance: random.Random, *without: str) -> Iterator[tuple[str, str]]:
    for how, noise in _NOISE.items():
        if not any(part in how for part in without):
            yield how, noise(name, chance)


# Areas


def _areas(engine: Engine, chance: random.Random) -> Iterator[Messy]:
    rows = list(_rows(engine, _AREAS))
    often = Counter(_LEVEL.sub("", row["label"]) for row in rows)
    exact = Counter(row["label"] for row in rows)
    for row in rows:
        area, name = row["thing"], _LEVEL.sub("", row["label"])
        day = {"date": _day_of(row, chance)}
        for how, words in _spoilt(chance.choice([name, row["label"]]), chance):
            if often[name] == 1:
                yield Messy(words, "Area", area, area, how)
            else:
                yield Messy(words, "Area", area, area, f"{how}, day", day)
        if exact[row["label"]] > 1:
            yield Messy(row["label"], "Area", area, "", "two of one name")
        wrong = _wrong_day(row)
        if wrong and often[name] == 1:
            yield Messy(name, "Area", area, "", "on a day without it", {"date": wrong})
        yield Messy(f"huyện {name}", "Area", area, "", "a district", absent=True)


def _day_of(row: Mapping[str, str], chance: random.Random) -> str:
    """A day on which there was such an area, in some way of writing it."""
    year = chance.randint(2010, 2024) if "to" in row else 2026
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    if row.get("to", "")[:4] == "2024":
        year -= 1
    return chance.choice([f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}", f"{year}"])


def _wrong_day(row: Mapping[str, str]) -> str:
    return "2026-03-01" if "to" in row else "2003-05-01" if "from" in row else ""


# Agencies


def _agencies(engine: Engine, chance: random.Random) -> Iterator[Messy]:
    rows = list(_rows(engine, _AGENCIES))
    places = [_LEVEL.sub("", row["label"]) for row in _rows(engine, _AREAS)]
    labels = {fold(row["label"]) for row in rows}
    for row in rows:
        agency, label, place = row["thing"], row["label"], _LEVEL.sub("", row["place"])
        for how, words in _spoilt(label, chance):
            yield Messy(words, "Agency", agency, agency, how)
        if row["level"] == _CENTRAL or place not in label:
            continue
        body = re.sub(rf" (?:tỉnh )?{place}$", "", label)
        if len(body.split()) > 1:
            given = chance.choice([row["area"], row["area"].removeprefix(terms.ID), place, fold(place)])
            for how, words in _spoilt(body, chance):
                yield Messy(words, "Agency", agency, agency, f"{how}, area", {"area": given})
            yield Messy(f"{_short(body, chance)} {place}", "Agency", agency, agency, "without the level")
            yield Messy(body, "Agency", agency, "", "of any province")
        yield from _neighbours(agency, label, chance)
        other = chance.choice([name for name in places if name != place])
        strange = label.replace(place, other)
        if fold(strange) not in labels:
            noise = chance.choice(list(_NOISE.values()))
            yield Messy(noise(strange, chance), "Agency", agency, "", "of another province", absent=True)


def _neighbours(agency: str, label: str, chance: random.Random) -> Iterator[Messy]:
    """Bodies that no graph here has, with names much like one that it has."""
    for around in ("Văn phòng {}", "Phó Giám đốc {}", "Thanh tra {}", "{} cũ và {}", "Hội đồng {}"):
        yield Messy(around.format(label, label), "Agency", agency, "", "a part of a body", absent=True)
    if " tỉnh " in label:
        for level in ("huyện", "thị xã", "thành phố", "xã"):
            noise = chance.choice([_short, _plain])
            lower = noise(label.replace(" tỉnh ", f" {level} "), chance)
            yield Messy(lower, "Agency", agency, "", "of a lower level", absent=True)
    head, _, rest = label.partition(" ")
    for other in ("Tư pháp", "Xây dựng", "Công Thương"):
        strange = re.sub(r".*( tỉnh .*)", rf"{other}\1", rest)
        if strange != rest:
            yield Messy(f"{head} {strange}", "Agency", agency, "", "another body", absent=True)


# Documents


def _documents(engine: Engine, chance: random.Random) -> Iterator[Messy]:
    rows = list(_rows(engine, _DOCUMENTS))
    numbers = Counter(row["number"] for row in rows)
    firsts = Counter((row["sign"], _first(row["number"])) for row in rows)
    titles = Counter(fold(row.get("title", "")) for row in rows)
    for row in rows:
        yield from _by_number(row, chance, numbers[row["number"]], firsts[row["sign"], _first(row["number"])])
        if titles[fold(row.get("title", ""))] == 1 and len(row.get("title", "")) > 20:
            place = _LEVEL.sub("", row["place"])
            told = row["level"] == _CENTRAL or place in row["title"]
            for how, words in _spoilt(row["title"], chance, "extra"):
                area = {} if told else {"area": place}
                yield Messy(words, "Document", row["thing"], row["thing"], f"title, {how}", area)
            if not told:
                yield Messy(row["title"], "Document", row["thing"], "", "title of any province")


def _first(number: str) -> str:
    return re.match("[0-9]*", number)[0]  # type: ignore[index]


def _by_number(row: Mapping[str, str], chance: random.Random, same: int, first: int) -> Iterator[Messy]:
    iri, number, sign, central = row["thing"], row["number"], row["sign"], row["level"] == _CENTRAL
    year, month, day = row["date"][:10].split("-")
    local = {} if central else {"area": _LEVEL.sub("", row["place"])}
    dated = chance.choice([f"{int(day)}/{int(month)}/{year}", f"{day}/{month}/{year}"])
    forms = {
        "cited": f"{row['type']} số {number} ngày {dated} của {row['issuer']}",
        "cited in words": f"{row['type']} số {number} ngày {int(day)} tháng {int(month)} năm {year}",
        "with day": f"{row['type']} {number} ngày {dated}",
        "with year": f"{row['type']} số {number} năm {year}",
        "year in brackets": f"{number} ({year})",
    }
    if same == 1:
        forms |= {"number": number, "no sign between": number.replace("/", " ").replace("-", " ")}
    if first == 1:
        forms |= {
            "type and number": f"{row['type']} {_first(number)}",
            "sign and number": f"{sign} {_first(number)}",
        }
    for form, words in forms.items():
        how = chance.choice([name for name in _NOISE if "misspelt" not in name and name != "extra"])
        spoilt = _NOISE[how](words, chance)
        yield Messy(spoilt, "Document", iri, iri, f"{form}, {how}", local)
        if form == "number" and not central:
            yield Messy(spoilt, "Document", iri, "", "of any issuer")
    if same > 1:
        yield Messy(number, "Document", iri, "", "two of one number")
        yield Messy(number, "Document", iri, iri, "number, year", {"year": year, **local})
    wrong = str(int(year) - chance.randint(1, 4))
    yield Messy(
        f"{row['type']} {number} năm {wrong}", "Document", iri, "", "of another year", absent=same > 1
    )
    yield Messy(
        f"{int(_first(number)) + 7000}{number[len(_first(number)) :]}",
        "Document",
        iri,
        "",
        "no such number",
        absent=True,
    )

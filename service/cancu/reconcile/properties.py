"""The properties that a table can be extended with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import Message

_WEB: Final = {"wikidata": "http://www.wikidata.org/entity/", "geonames": "https://sws.geonames.org/"}
_BODIES: Final = ("Agency", "AgencyGroup")
_DATED: Final = ("Area", "Agency", "AgencyGroup")
_STATED: Final = ("Target", "Task")


@dataclass(frozen=True)
class Property:
    """A property that a table can be extended with: how it is reached, and the kinds that have it.

    Of IRIs that begin with `base` the rest is the value; `spoken` says whether it is told by language.
    """

    name: str
    label: Message
    path: str
    kinds: tuple[str, ...] = ()
    base: str = ""
    spoken: bool = False


_LABEL: Final = "skos:prefLabel|dct:title"
_ALL: Final = (
    Property("label", Message("Tên", "Label"), _LABEL, spoken=True),
    Property("altLabel", Message("Tên khác", "Other name"), "skos:altLabel"),
    Property("area", Message("Địa bàn", "Area"), "cancu:area|eli:jurisdiction", (*_BODIES, "Document")),
    Property("gsoCode", Message("Mã tỉnh (GSO)", "GSO code"), "cancu:gsoCode", ("Area",)),
    Property("iso3166", Message("Mã ISO 3166-2", "ISO 3166-2 code"), "cancu:iso3166", ("Area",)),
    Property("wikidata", Message("Mã Wikidata", "Wikidata item"), "schema:sameAs", _DATED, _WEB["wikidata"]),
    Property("geonames", Message("Mã GeoNames", "GeoNames id"), "schema:sameAs", ("Area",), _WEB["geonames"]),
    Property("level", Message("Cấp", "Level"), "cancu:level", _DATED),
    Property("validFrom", Message("Có từ ngày", "Valid from"), "cancu:validFrom", _DATED),
    Property("validTo", Message("Có đến ngày", "Valid to"), "cancu:validTo", _DATED),
    Property("succeededBy", Message("Đơn vị kế tục", "Succeeded by"), "cancu:succeededBy", _DATED),
    Property("symbol", Message("Ký hiệu", "Symbol"), "cancu:symbol", _BODIES),
    Property("classification", Message("Loại cơ quan", "Agency type"), "org:classification", _BODIES),
    Property("number", Message("Số, ký hiệu", "Number"), "eli:number", ("Document",)),
    Property("type", Message("Loại", "Type"), "eli:type_document|dct:type", ("Document", "Programme")),
    Property("date", Message("Ngày ban hành", "Date"), "eli:date_document", ("Document",)),
    Property("issuer", Message("Nơi ban hành", "Issuer"), "eli:passed_by", ("Document",)),
    Property("basedOn", Message("Căn cứ", "Based on"), "eli:based_on", ("Document",)),
    Property("textStatus", Message("Văn bản giữ được", "Text held"), "cancu:textStatus", ("Document",)),
    Property("approvedBy", Message("Phê duyệt bởi", "Approved by"), "cancu:approvedBy", ("Programme",)),
    Property("periodStart", Message("Từ năm", "From year"), "cancu:periodStart", ("Document", "Programme")),
    Property("periodEnd", Message("Đến năm", "To year"), "cancu:periodEnd", ("Document", "Programme")),
    Property(
        "definition", Message("Định nghĩa", "Definition"), "skos:definition", ("Indicator",), spoken=True
    ),
    Property("unit", Message("Đơn vị tính", "Unit"), "cancu:unit", ("Indicator", "Target")),
    Property("document", Message("Văn bản", "Document"), "cancu:inDocument", _STATED),
    Property("quote", Message("Nguyên văn", "Words"), "cancu:quote", _STATED),
    Property("indicator", Message("Chỉ số", "Indicator"), "cancu:indicator", ("Target",)),
    Property("value", Message("Giá trị", "Value"), "cancu:value", ("Target",)),
    Property("deadlineYear", Message("Hạn (năm)", "Deadline (year)"), "cancu:deadlineYear", _STATED),
    Property("leadAgency", Message("Chủ trì", "Lead agency"), "cancu:leadAgency", ("Task",)),
)
PROPERTIES: Final[Mapping[str, Property]] = {one.name: one for one in _ALL}
"""The properties that can be asked for, by name."""

"""The service described in RDF: its questions and rules, the report of its validation, the dataset itself.

What the store holds is written here once; what is served is the same with the addresses of the host.
"""

from .catalogue import File, Host, Rights, catalogue_at, rights, void_at
from .dataset import DATASET, DESCRIPTION, LICENCE, TITLE, dataset, size
from .executables import questions, rules
from .report import passing_report, report
from .service import service
from .statements import PREFIXES, ordered

__all__ = [
    "DATASET",
    "DESCRIPTION",
    "LICENCE",
    "PREFIXES",
    "TITLE",
    "File",
    "Host",
    "Rights",
    "catalogue_at",
    "dataset",
    "ordered",
    "passing_report",
    "questions",
    "report",
    "rights",
    "rules",
    "service",
    "size",
    "void_at",
]

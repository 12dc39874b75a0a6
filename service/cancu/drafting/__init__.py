"""Texts to drafts, many at a time: in processes that can be ended, stopped and taken up again."""

from .batch import Batch, Fault, Report, check, given, read
from .manifest import NAME, Manifest, version_of
from .texts import FORMS, Draft, Drafting, Given, found

__all__ = [
    "FORMS",
    "NAME",
    "Batch",
    "Draft",
    "Drafting",
    "Fault",
    "Given",
    "Manifest",
    "Report",
    "check",
    "found",
    "given",
    "read",
    "version_of",
]

"""Reconciliation: which thing a messy name means, and whether that is sure; what is said of many things.

`QUERIES` and `read_entities` tell what has a name, a `Register` finds by it, `reconcile` judges, and
`extend` gives values.
"""

from .asking import LONGEST, NARROWING, Asked, PropertyValue, kinds_of
from .entity import NAMED, QUERIES, Entity, read_entities
from .matching import Candidate, reconcile
from .properties import PROPERTIES, Property
from .register import Register
from .values import Value, Values, extend, local, whole

__all__ = [
    "LONGEST",
    "NAMED",
    "NARROWING",
    "PROPERTIES",
    "QUERIES",
    "Asked",
    "Candidate",
    "Entity",
    "Property",
    "PropertyValue",
    "Register",
    "Value",
    "Values",
    "extend",
    "kinds_of",
    "local",
    "read_entities",
    "reconcile",
    "whole",
]

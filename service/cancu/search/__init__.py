"""Search: one index of what the graph names and states, found in any spelling.

`QUERY` says what is indexed, `spelling` how it is compared, `write` makes an index, `Index` is asked.
"""

from .index import LONGEST, MOST, Found, Hit, Index
from .snippet import Snippet
from .things import KINDS, QUERY, Term
from .writing import write

__all__ = ["KINDS", "LONGEST", "MOST", "QUERY", "Found", "Hit", "Index", "Snippet", "Term", "write"]

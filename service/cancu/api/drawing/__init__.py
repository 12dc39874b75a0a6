"""Charts and diagrams as SVG, made on the server: plain values in, safe markup out.

They need no script, tell their parts apart by shape, pattern and words instead of colour, take the colour
of the page, and shrink on a phone only as far as they can be read: put each into an element that scrolls
sideways (`overflow-x: auto`).
"""

from .bars import Bar, bars
from .chain import Edge, Node, chain
from .points import Point, points

__all__ = ["Bar", "Edge", "Node", "Point", "bars", "chain", "points"]

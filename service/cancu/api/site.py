"""What every page is made from: the engine, the catalogue, the limits, what releases keep."""

from dataclasses import dataclass

from ..catalogue import Catalogue
from ..engine import AsyncEngine, Waited
from ..limits import Limits
from .choices import Choices
from .library import Library


@dataclass(frozen=True)
class Site:
    """The parts that pages share."""

    engine: AsyncEngine
    catalogue: Catalogue
    limits: Limits
    library: Library
    choices: Choices

    def ask(self) -> Waited:
        """The engine as one page asks it."""
        return Waited(self.engine)

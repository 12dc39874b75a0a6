"""What commands that ask open: the engine over the current release, or over an endpoint elsewhere."""

from .. import engine, release
from ..config import Settings


def asked(settings: Settings) -> engine.Engine:
    """The engine that answers; NoRelease where nothing has been built yet."""
    if settings.endpoint:
        return engine.Remote(settings.endpoint, settings.limits)
    store = engine.open_store(release.current(settings.home).store)
    return engine.Embedded(store, settings.limits)

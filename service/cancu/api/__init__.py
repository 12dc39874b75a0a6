"""The web service: routes turn a request into a query and its answer into a representation."""

from .app import create_app

__all__ = ["create_app"]

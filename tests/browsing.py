"""Pages in a real browser: the service on a port of its own, visits, and what went wrong in them."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from servers import free_port

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
Page, Browser, expect = sync_api.Page, sync_api.Browser, sync_api.expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a service while it runs."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


class Visits:
    """Pages opened by a test, and what went wrong in them: an error, a dialog, a request to another host."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: list[sync_api.BrowserContext] = []
        self.faults: list[str] = []

    def open(self, path: str, *, width: int = 1280, script: bool = True, language: str = "vi") -> Page:
        """A page of the service in a window of its own."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 800}, locale=language, java_script_enabled=script
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._told)
        page.on("request", self._asked)
        page.on("dialog", self._interrupted)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(self._address + path)
        return page

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()

    def _told(self, message: Any) -> None:
        # The browser itself reports an answer 4xx, which is what a wrong query gets.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.faults.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._address, "data:", f"blob:{self._address}")):
            self.faults.append(f"request to {request.url}")

    def _interrupted(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

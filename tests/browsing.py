"""A browser for the tests of the report, and the outputs of a real run for it to open."""

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

try:
    from playwright.sync_api import expect, sync_playwright
except ImportError:
    expect = sync_playwright = None

from onrecord.run import default_catalogues, run
from tests.tables_samples import write_outputs

CORPUS = Path(__file__).parents[1] / "corpus"

# What a browser needs that runs as root, on a machine without a screen and without the internet.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _refuse(reason):
    """Skip where a developer has no browser; fail where the tests must not be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI=true accepts no skip")
    pytest.skip(reason)


@contextmanager
def open_browser(*flags):
    """Chromium, as Debian and others install it."""
    if sync_playwright is None:
        _refuse("the Python package playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _refuse("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()


def left(request):
    """True of a request that ended because the page was left."""
    return "ERR_ABORTED" in request.failure


@contextmanager
def open_page(browser, **settings):
    """A page that has nothing from the pages before; any error in it, or request that fails, fails the test."""
    context = browser.new_context(**{"locale": "en-GB", **settings})
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on(
        "requestfailed",
        lambda request: errors.append(f"{request.url}: {request.failure}") if not left(request) else None,
    )
    yield page
    context.close()
    assert errors == [], errors


def _folder():
    folder = Path(tempfile.mkdtemp(prefix="onrecord-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def real_outputs():
    """The outputs of the run that comes with the project."""
    out = _folder() / "outputs"
    run(CORPUS, out, default_catalogues())
    return out


@cache
def sample_outputs():
    """The outputs of rows made by hand, hostile ones among them."""
    return write_outputs(_folder() / "outputs")


def address(outputs, page):
    return (outputs / "report" / page.partition("#")[0]).as_uri() + "".join(page.partition("#")[1:])

"""The report and the database of a run, served to this machine alone."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

from models import Problem

LOOPBACK = "127.0.0.1"
START = "/report/index.html"

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".txt": "text/plain; charset=utf-8",
}


class Handler(SimpleHTTPRequestHandler):
    """Hands out the files of one folder, and says nothing about it."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **KINDS}  # noqa: RUF012 (as the base class has it)

    def send_head(self) -> object:  # type: ignore[override]
        """Send a file's header; the folder's own address leads to the report."""
        if self.path.partition("?")[0] in ("/", "/report", "/report/"):
            self.send_response(302)
            self.send_header("Location", START)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Keep the browser from guessing kinds, and from showing what an earlier run wrote."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """A folder has no page of its own."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """A served page is no news."""


def make_server(outputs: Path, port: int) -> ThreadingHTTPServer:
    """A server of a run's files on loopback.

    Args:
        outputs: Folder of the run.
        port: Port; 0 for any free one, which the server then names.

    Raises:
        Problem: The folder holds no report, or the port is taken.
    """
    if not (outputs / START.strip("/")).is_file():
        raise Problem(f"{outputs}: holds no report; make one with: onrecord run --out {outputs}")
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(Handler, directory=str(outputs)))
    except OSError as error:
        raise Problem(f"port {port}: cannot be used ({error.strerror}); name another with --port") from error


@contextmanager
def run_datasette(outputs: Path) -> Iterator[str]:
    """Datasette on the run's database, while the ``with`` block lasts.

    Yields:
        Its address; empty if it is not installed.
    """
    if find_spec("datasette") is None:
        yield ""
        return
    port = _find_free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(outputs / "onrecord.db")]
    command += ["--metadata", str(outputs / "metadata.json"), "--host", LOOPBACK, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://{LOOPBACK}:{port}/onrecord"
    finally:
        process.terminate()
        process.wait()


def _find_free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as taken:
        return int(taken.getsockname()[1])

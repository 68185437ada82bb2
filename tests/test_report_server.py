"""`onrecord serve`: the report and the database, to this machine alone."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from models import Problem
from onrecord.cli import main
from onrecord.report.server import make_server
from tests.report_samples import write_site

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("serve") / "outputs")


@contextmanager
def serve(outputs, *options):
    """The command in a process of its own, with the addresses that it prints."""
    command = [sys.executable, "-m", "onrecord", "serve", str(outputs), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    try:
        lines = [process.stderr.readline() for _ in range(3)]
        yield process, lines[0].split()[-1], lines[1].split()[-1]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def fetch(address, patience=10.0):
    """A page of a server that may still be starting."""
    end = time.monotonic() + patience
    while True:
        try:
            with urlopen(address, timeout=5) as answer:
                return answer.url, answer.headers, answer.read().decode()
        except HTTPError:
            raise
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_the_report_and_its_tables_are_served_and_end_with_the_command(outputs):
    with serve(outputs) as (process, report, _):
        assert report.startswith("http://127.0.0.1:")
        url, headers, page = fetch(report)
        assert url == f"{report}report/index.html"
        assert "<h1>What was promised</h1>" in page
        assert headers["X-Content-Type-Options"] == "nosniff"
        _, headers, table = fetch(f"{report}commitments.csv")
        assert headers["Content-Type"] == "text/csv; charset=utf-8"
        assert table.startswith("commitment_id,")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    "path", ["report/commitments/", "../secret.txt", "%2e%2e/secret.txt", "report/none.html"]
)
def test_nothing_but_files_of_the_run_is_served(outputs, path):
    (outputs.parent / "secret.txt").write_text("secret")
    with serve(outputs) as (_, report, _), pytest.raises(HTTPError, match="404"):
        fetch(report + path)


def test_the_database_is_browsed_with_facets_labels_and_search(outputs):
    pytest.importorskip("datasette")
    with serve(outputs) as (process, _, database):
        _, _, tables = fetch(database)
        assert "said_again" in tables
        _, _, table = fetch(f"{database}/commitments")
        assert "data-facet-value" in table or "facet-info" in table
        assert "The source words, exactly as they stand" in table
        _, _, found = fetch(f"{database}/blocks.json?_search=piers&_shape=array")
        assert "monitor the piers" in found
        process.terminate()
        assert process.wait(10) == 0
        with pytest.raises(URLError):
            fetch(database, patience=0)


def test_a_folder_without_a_report_is_said_in_one_sentence(tmp_path, capsys):
    assert main(["serve", str(tmp_path)]) == 1
    assert (
        capsys.readouterr().err
        == f"onrecord: {tmp_path}: holds no report; make one with: onrecord run --out {tmp_path}\n"
    )


def test_a_port_that_is_taken_is_said_in_one_sentence(outputs):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"port {port}: cannot be used .* name another with --port"):
            make_server(outputs, port)

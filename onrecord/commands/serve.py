"""`onrecord serve`: the report and the database on this machine."""

import argparse
import signal
import sys
from pathlib import Path

PORT = 8001
INSTALL = 'not shown; to browse it: pip install "onrecord[browse]"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "outputs",
        nargs="?",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="folder of a run (default: outputs)",
    )
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help=f"port of the report (default: {PORT})"
    )
    parser.add_argument("--open", action="store_true", help="open the report in a browser")


def execute(args: argparse.Namespace) -> int:
    """Serve the report and the database of a run to this machine alone, until interrupted.

    The report needs no server: its pages open from the disk as well. The database is shown by
    Datasette, if that is installed.

    Example:
        onrecord serve outputs --open
    """
    from onrecord.report.server import LOOPBACK, make_server, run_datasette

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with make_server(args.outputs, args.port) as server, run_datasette(args.outputs) as database:
        report = f"http://{LOOPBACK}:{server.server_port}/"
        print(f"report:   {report}", file=sys.stderr)
        print(f"database: {database or INSTALL}", file=sys.stderr)
        print("Ctrl+C ends both.", file=sys.stderr, flush=True)
        if args.open:
            _open(report)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)

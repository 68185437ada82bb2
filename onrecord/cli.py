"""The command line: `onrecord COMMAND`."""

import argparse
import inspect
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from models import Problem

# Command to what it does, in the order of a first-time user's needs. Modules are imported only when
# their command is given, so that help comes at once.
COMMANDS = {
    "run": "read a folder of documents and write the tables of commitments",
    "serve": "show the report and the database of a run in a browser",
    "due": "list what fell due, what is coming, and what has no date",
    "compare": "say what changed between two runs or two editions of a publication",
    "decide": "accept, reject or correct a row; the decision is kept for every later run",
    "catalogue": "read the numbered recommendations of a report into a catalogue file",
    "show": "show one row with the sentence that it came from",
    "verify": "prove that every row stands in its source, word for word",
    "evaluate": "score a commitments table against gold rows, field by field",
    "dates": "say how the time words of a sentence are read",
}

INTERRUPTED = 130  # the exit code that shells give to an interrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a user can mend it, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        args = _parser(given[0] if given and given[0] in COMMANDS else None).parse_args(given)
        return int(args.execute(args))
    except Problem as problem:
        print(f"onrecord: {problem}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("onrecord: interrupted; earlier outputs are as they were", file=sys.stderr)
        return INTERRUPTED


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord", description="What a government promised in answer to an inquiry."
    )
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        module = import_module(f"onrecord.commands.{name}") if name == chosen else None
        _add_command(commands, name, summary, module)
    return parser


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    module: ModuleType | None,
) -> None:
    manual = inspect.getdoc(module.execute) if module else None
    command = commands.add_parser(
        name, help=summary, description=manual, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if module:
        module.add_arguments(command)
        command.set_defaults(execute=module.execute)


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())

"""Whether the outputs of an earlier run are what a new one would write."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from extract.corpus import hash_file


def is_unchanged(out: Path, record: Mapping[str, object]) -> bool:
    """Say whether ``out`` holds a whole run of the same inputs, rules and versions.

    Every byte of the outputs is hashed: sizes and times alone can lie, and hashing is cheap.

    Args:
        out: Folder of the outputs.
        record: What ``run.json`` would say of the run, without the hashes of the outputs.

    Returns:
        False also where a document had failed: the same command then tries it again.
    """
    try:
        earlier = json.loads((out / "run.json").read_text(encoding="utf-8"))
        files = earlier.pop("files")
        return (
            earlier == json.loads(json.dumps(record))
            and not _has_failures(out)
            and all(hash_file(out / name) == digest for name, digest in files.items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _has_failures(out: Path) -> bool:
    with (out / "failures.csv").open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file))) > 1

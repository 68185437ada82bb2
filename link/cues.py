"""The cues of ``cues.toml``: words by which a text points at recommendations without naming one."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models import Problem

CUES = Path(__file__).with_name("cues.toml")
NEEDED = {"id", "says", "pattern", "finds", "passes_over"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One pattern with its proof.

    Attributes:
        id: Name of the cue.
        says: What it is for.
        pattern: Searched for in a sentence.
        finds: Sentences in which it is found.
        passes_over: Sentences in which it is not.
    """

    id: str
    says: str
    pattern: re.Pattern[str]
    finds: tuple[str, ...]
    passes_over: tuple[str, ...]


def read_cues(path: Path = CUES) -> dict[str, Cue]:
    """All cues by their id.

    Raises:
        Problem: A key is unknown or missing, a pattern is none, or an id stands twice.
    """
    cues: dict[str, Cue] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["cue"]:
        name = row.get("id", f"cue in place {len(cues) + 1}")
        if wrong := sorted((NEEDED - set(row)) | (set(row) - NEEDED - {"case"})):
            raise Problem(f"{path.name}: {name}: key {wrong[0]!r} is missing or unknown; see the other cues")
        if name in cues:
            raise Problem(f"{path.name}: {name} stands twice; give each cue its own id")
        cues[name] = _cue(path, row)
    return cues


def _cue(path: Path, row: dict) -> Cue:
    try:
        pattern = re.compile(row["pattern"], 0 if row.get("case") else re.IGNORECASE)
    except re.error as error:
        raise Problem(f"{path.name}: {row['id']}: the pattern is none ({error}); mend it") from error
    return Cue(
        id=row["id"],
        says=row["says"],
        pattern=pattern,
        finds=tuple(row["finds"]),
        passes_over=tuple(row["passes_over"]),
    )

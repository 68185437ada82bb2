"""Ways to do a document that go wrong: each is what a process of the pool is started with."""

import os
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

from models import Problem, Source
from onrecord.worker import Outcome


@dataclass(frozen=True)
class Plain:
    """Does every document at once, after a while."""

    pause: float = 0.0

    def __call__(self):
        return lambda source, tell: time.sleep(self.pause) or Outcome(source=source)


@dataclass(frozen=True)
class Poison:
    """Ends its process with one document, as often as ``lives`` says; counts in a folder."""

    name: str
    folder: Path
    lives: int = 99
    way: str = "kill"

    def __call__(self):
        return self.do

    def do(self, source, tell):
        tell("extract")
        if source.id == self.name and self.spend():
            self.end()
        return Outcome(source=source)

    def spend(self):
        spent = len(list(self.folder.iterdir()))
        (self.folder / f"{spent}").touch()
        return spent < self.lives

    def end(self):
        if self.way == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.way == "memory":
            raise MemoryError
        elif self.way == "sleep":
            time.sleep(60)
        else:
            os._exit(3)


class NeverStarts:
    """Dies before its first document."""

    def __call__(self):
        os._exit(7)


class Refuses:
    """Cannot begin, and says why."""

    def __call__(self):
        raise Problem("rules.toml: no such rule; mend it")


def sources(count):
    plain = Source(id="", file="", title="")
    return [replace(plain, id=f"d{n}", file=f"d{n}.txt", title=f"d{n}") for n in range(count)]

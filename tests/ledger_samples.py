"""Small corpora about inquiries that never were, and runs over them."""

import csv
import json
from datetime import date
from pathlib import Path

from onrecord.run import run

STATEMENT = """Oral statement on the Report of the Harbour Bridge Inquiry

14 March 2023

Mr Speaker, with permission I will speak of the Government's answer to the Harbour Bridge Inquiry.

We will establish a new national college for emergency planning, and it will open its doors by September 2024. The Department for Transport will bring forward legislation to require annual safety inspections of all river vessels. I can announce that the Maritime and Coastguard Agency (MCA) will carry out a full review of lifejacket rules. We will also set up a hardship fund of £10 million for bereaved families.

We will publish a full response to the Inquiry's recommendations in the autumn.

The Ministry of Justice will consult on extending legal aid to bereaved families at inquests. We will introduce a statutory duty of candour on public servants.
"""

RESPONSE = """Government response to the Harbour Bridge Inquiry

Published 9 November 2023

1. This response sets out the action that the Government will take on each recommendation of the Harbour Bridge Inquiry.

2. The Government will create a National College for Emergency Planning.

3. The Department for Transport will legislate when parliamentary time allows to make yearly safety inspections of river vessels compulsory.

4. The MCA has begun its review of the rules on lifejackets and will report in spring 2024.

5. A hardship fund of £12 million has been set up for the families of those who died.

6. The Ministry of Justice has launched a consultation on widening legal aid for bereaved families at inquests.

7. We will explore the case for a statutory duty of candour.

8. NHS England will train 500 paramedics in water rescue by December 2024.

9. The Department for Transport will fund new signage on all public piers.
"""

REPORT = """Harbour Bridge Inquiry: annual progress report

Published 20 November 2024

1. The Ministry of Justice has decided not to extend legal aid at inquests to bereaved families.

2. The Government will introduce a statutory duty of candour for public servants in the Public Authority Bill.

3. NHS England is training 500 paramedics in water rescue and will complete this by December 2025.

4. We will set up a research programme on cold water shock with the University of Southampton.
"""

HARBOUR = (
    (
        "statement-2023",
        STATEMENT,
        "Oral statement on the Harbour Bridge Inquiry",
        "2023-03-14",
        "oral-statement",
    ),
    (
        "response-2023",
        RESPONSE,
        "Government response to the Harbour Bridge Inquiry",
        "2023-11-09",
        "response",
    ),
    (
        "report-2024",
        REPORT,
        "Harbour Bridge Inquiry: annual progress report",
        "2024-11-20",
        "progress-update",
    ),
)


def write_corpus(folder: Path, documents=HARBOUR) -> Path:
    """A corpus of (id, text, title, published, kind), with its register."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, text, title, published, kind in documents:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        entries.append(
            f'[[source]]\nid = "{name}"\nfile = "{name}.txt"\ntitle = "{title}"\n'
            f'publisher = "HM Government"\npublished = {published}\nkind = "{kind}"\n'
        )
    (folder / "sources.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def run_over(folder: Path, out: Path, catalogues=()):
    """One run in this process; gives its summary."""
    return run(folder, out, list(catalogues), today=date(2025, 1, 1))


def rows_of(out: Path) -> list[dict]:
    lines = (out / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def row_of(out: Path, words: str) -> dict:
    """The one row whose quote holds ``words``."""
    (row,) = [row for row in rows_of(out) if words in row["quote"]]
    return row


def table_of(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

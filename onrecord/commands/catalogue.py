"""`onrecord catalogue`: numbered recommendations out of a publication."""

import argparse
import sys
from pathlib import Path

from models import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "document", type=Path, metavar="DOCUMENT", help="the report, or a publication that lists them"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the catalogue (default: ID.toml)")
    parser.add_argument(
        "--id", default="", metavar="ID", help="short id of the report (default: from the file)"
    )
    parser.add_argument("--title", default="", metavar="WORDS", help="title of the report")
    parser.add_argument("--inquiry", default="", metavar="WORDS", help="full name of the inquiry")
    parser.add_argument(
        "--prefix", default="", metavar="LETTERS", help="begins each id: FR gives FR1, FR2 ..."
    )
    parser.add_argument(
        "--earlier",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="catalogues whose recommendations it may repeat",
    )
    parser.add_argument("--force", action="store_true", help="write over a catalogue that is there")


def execute(args: argparse.Namespace) -> int:
    """Read the numbered recommendations of a publication into a catalogue that a person can correct.

    They are taken from labels such as "Recommendation 7: ..." in headings, lists and tables, or from a
    numbered list under a heading that speaks of recommendations. Look the file through: titles are the
    publication's own words, and aliases, terms and addressees are yours to add.

    Example:
        onrecord catalogue report.pdf --prefix FR --out corpus/recommendations/report.toml
    """
    from extract.readers import read_document
    from link.catalogue import read_catalogue, read_catalogues, write_catalogue
    from link.catalogue_reader import read_recommendations
    from onrecord.catalogue_report import describe_file, describe_report

    if not args.document.is_file():
        raise Problem(
            f"{args.document}: no such file; give a report or a publication that lists recommendations"
        )
    document = read_document(args.document, describe_file(args.document))
    report = describe_report(document, args.id, args.title, args.inquiry)
    out = args.out or Path(f"{report.id}.toml")
    if out.exists() and not args.force:
        raise Problem(f"{out}: is there already, and somebody may have corrected it; give --out or --force")
    read = read_recommendations(document, report, args.prefix, read_catalogues(args.earlier))
    write_catalogue(read.catalogue, out)
    read_catalogue(out)
    for note in read.notes:
        print(f"note: {note}", file=sys.stderr)
    count = len(read.catalogue.recommendations)
    print(
        f"{count} recommendations of {report.inquiry!r} written to {out}; look them through", file=sys.stderr
    )
    return 0

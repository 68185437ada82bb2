"""`onrecord show`: one row, and the sentence that it came from."""

import argparse
import os
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("commitment", metavar="COMMITMENT_ID", help="id of a row, or its first characters")
    parser.add_argument(
        "--outputs",
        type=Path,
        default=Path("outputs"),
        metavar="DIR",
        help="folder of a run (default: outputs)",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus"),
        metavar="DIR",
        help="folder of the documents that the run read (default: corpus)",
    )
    parser.add_argument(
        "--image", type=Path, metavar="FILE.png", help="draw the page of a PDF with the sentence highlighted"
    )


def execute(args: argparse.Namespace) -> int:
    """Show a row with its source context; the words of the row stand between >>> and <<<.

    Example:
        onrecord show c-0a1b2c3d4e5f --image page.png
    """
    from onrecord.show import Showcase, show_row

    showcase = Showcase(args.outputs)
    row, document = showcase.find(args.commitment)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(show_row(row, document, showcase.read_blocks(row), args.corpus, colour), end="")
    if args.image:
        from onrecord.show_picture import draw_row

        pages = draw_row(row, document, args.corpus, args.image)
        print(f"page {pages[0]} drawn: {args.image}{_go_on(pages)}", file=sys.stderr)
    return 0


def _go_on(pages: list[int]) -> str:
    if len(pages) == 1:
        return ""
    return f"; the sentence goes on on page {', '.join(map(str, pages[1:]))}, which is not drawn"

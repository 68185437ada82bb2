"""The records that pass between reading, extracting, linking and writing.

Every record is frozen: a stage returns new records and alters none. Nothing here
reads a file or imports another package of the project.
"""

from models.body import BodyMention
from models.catalogue import Catalogue, Recommendation
from models.commitment import Commitment, Stance, make_commitment_id
from models.document import Block, BlockKind, Document, Source
from models.link import Band, Evidence, Link
from models.problem import Problem
from models.row import Row
from models.timing import Relation, Timing
from models.unit import Unit

__all__ = [
    "Band",
    "Block",
    "BlockKind",
    "BodyMention",
    "Catalogue",
    "Commitment",
    "Document",
    "Evidence",
    "Link",
    "Problem",
    "Recommendation",
    "Relation",
    "Row",
    "Source",
    "Stance",
    "Timing",
    "Unit",
    "make_commitment_id",
]

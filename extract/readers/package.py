"""Word and OpenDocument files are ZIP packages of XML: opened with limits, parsed without entities."""

import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from models import Problem

if TYPE_CHECKING:
    from lxml import etree

# Bytes of one member and of all XML members once unpacked, and how much smaller than its contents a
# member may be. The progress update of this corpus unpacks to 0.4 MB at a ratio of 9; a long inquiry
# report is some 30 MB. XML of one letter repeated packs at 1000.
MEMBER_LIMIT = 100_000_000
TOTAL_LIMIT = 300_000_000
RATIO_LIMIT = 200
RATIO_FROM = 5_000_000  # bytes below which a high ratio can do no harm


class Package:
    """The XML members of a ZIP file that has been found safe to unpack."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Problem(f"{path.name}: the file is damaged ({error}); fetch it again") from error
        self._refuse_bombs()

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def names(self) -> list[str]:
        """Names of all members, in their order."""
        return self._zip.namelist()

    def read_bytes(self, member: str) -> bytes:
        """The unpacked bytes of a member.

        Raises:
            Problem: The member is missing, encrypted or damaged.
        """
        try:
            return self._zip.read(member)
        except KeyError as error:
            raise Problem(f"{self.name}: {member} is missing, the file is damaged; fetch it again") from error
        except RuntimeError as error:  # what zipfile raises for an encrypted member
            raise Problem(f"{self.name}: is encrypted; save it without a password") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise Problem(f"{self.name}: {member} is damaged ({error}); fetch the file again") from error

    def read_xml(self, member: str) -> "etree._Element":
        """The root element of a member; entities, external files and networks are left alone.

        Raises:
            Problem: The member is missing, damaged or no XML.
        """
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.read_bytes(member), parser)
        except etree.XMLSyntaxError as error:
            raise Problem(
                f"{self.name}: {member} is no sound XML ({error.msg}); fetch the file again"
            ) from error
        return root

    def _refuse_bombs(self) -> None:
        members = self._zip.infolist()
        for member in members:
            ratio = member.file_size / max(1, member.compress_size)
            if member.file_size > MEMBER_LIMIT or (member.file_size > RATIO_FROM and ratio > RATIO_LIMIT):
                size = member.file_size // 1_000_000
                raise Problem(
                    f"{self.name}: {member.filename} unpacks to {size} MB, {ratio:.0f} times its size; not a "
                    "document but a ZIP bomb, or one to be saved again without its pictures"
                )
        if (total := sum(m.file_size for m in members if m.filename.endswith(".xml"))) > TOTAL_LIMIT:
            raise Problem(f"{self.name}: unpacks to {total // 1_000_000} MB of XML; split the document")

"""Readers: any file that a document may come in, to one record."""

from extract.readers.reader import make_document, read_document, read_file
from extract.readers.reading import Furniture, Place, Reading

__all__ = ["Furniture", "Place", "Reading", "make_document", "read_document", "read_file"]

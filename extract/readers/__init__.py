"""Readers: any file that a document may come in, to one record."""

from extract.readers.reader import read_document, read_file
from extract.readers.reading import Furniture, Place, Reading

__all__ = ["Furniture", "Place", "Reading", "read_document", "read_file"]

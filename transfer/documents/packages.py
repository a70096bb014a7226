"""A .docx or .odt as the ZIP file that it is: looked at before anything in it is read, and read with a limit.

Pandoc never gets the file itself but `Package.rebuilt()`: the XML parsed and written anew, and nothing else.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from lxml import etree

from .refusing import UNREADABLE, Refused

MAX_ENTRIES = 2_000
# The list of its files, which is read whole before they can be counted.
MAX_DIRECTORY_BYTES = 512 * 1024
MAX_UNPACKED_BYTES = 120 * 1024 * 1024
# An essay of 20,000 words has 3 MB.
MAX_XML_BYTES = 12 * 1024 * 1024
# Twice: at the beginning and the end of an element. An essay of 20,000 words has some 100,000.
MAX_TAGS = 400_000
BOMB = "This file unpacks to far more than an essay needs. Save it anew in your word processor and try again."
DAMAGED = "This file is damaged: it cannot be unpacked."
UNUSUAL = "This file is packed as no word processor does it. Save it anew and try again."
ENCRYPTED = "This file is protected by a password. Save it without one and try again."
HAS_DTD = "This file defines its own markup, which no word processor does. Save it anew and try again."
# What a document may be packed with (ISO/IEC 21320-1); the others fail in ways of their own.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)


class Package:
    """The files of a ZIP archive. Raises Refused for none, a bomb, one encrypted or oddly packed."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(DAMAGED) from error
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise Refused(BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(ENCRYPTED)
        if any(entry.compress_type not in _METHODS for entry in entries):
            raise Refused(UNUSUAL)
        self.names = [entry.filename for entry in entries]
        self._entries = {entry.filename: entry for entry in entries}
        self._xml_bytes = self._tags = 0

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int) -> bytes:
        """A file of the archive. Raises Refused where it is larger than `limit` or damaged."""
        entry = self._entries.get(name)
        if entry is None:
            raise Refused(DAMAGED)
        if entry.file_size > limit:
            raise Refused(BOMB)
        try:
            with self._archive.open(entry) as file:
                data = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise Refused(DAMAGED) from error
        if len(data) > limit:
            raise Refused(BOMB)
        return data

    def xml(self, name: str) -> etree._Element:
        """A file of the archive as XML, without entities, comments and instructions."""
        data = self.read(name, MAX_XML_BYTES)
        self._xml_bytes += len(data)
        self._tags += data.count(b"<")
        if self._xml_bytes > MAX_XML_BYTES or self._tags > MAX_TAGS:
            raise Refused(BOMB)
        return parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """Raises Refused for a document type or entities, and for what is no XML."""
    if _DOCTYPE.search(data):
        raise Refused(HAS_DTD)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
    info = root.getroottree().docinfo
    # Once more: what the bytes hide in another encoding.
    if info.doctype or info.internalDTD is not None:
        raise Refused(HAS_DTD)
    return root


def rebuilt(parts: Mapping[str, etree._Element | bytes], empty: Iterable[str] = ()) -> bytes:
    """A ZIP archive of `parts`, in their order; `empty` are files that are only there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(
                name, part if isinstance(part, bytes) else etree.tostring(part, encoding="UTF-8")
            )
        for name in empty:
            archive.writestr(name, b"")
    return out.getvalue()


def _check_directory(data: bytes) -> None:
    if not data.startswith(b"PK"):
        raise Refused(UNREADABLE)
    at = data.rfind(_END, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise Refused(DAMAGED)
    entries, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES or data[max(0, at - 20) :].startswith(_END_64):
        raise Refused(BOMB)

"""What a file is, by its bytes: its name and the type that a browser says prove nothing. Pure functions."""

from __future__ import annotations

import io
import re
import zipfile

EXTENSIONS = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "GIF": {".gif"},
    "WEBP": {".webp"},
    "AVIF": {".avif", ".avifs"},
    # Phones send a picture of theirs under a name of old times, too.
    "HEIC": {".heic", ".heif", ".hif", ".jpg", ".jpeg"},
}
# ISO/IEC 23008-12 and the AVIF specification: what a file's first box names.
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
MAX_BRANDS = 64
# What makes a browser, a viewer or a server read a file as something else than a picture.
_SOMETHING_ELSE = re.compile(rb"<script|<html|<\?php|<!doctype html|%PDF-\d", re.IGNORECASE)


def format_of(data: bytes) -> str | None:
    """The format that the first bytes announce, whatever the file's name says."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return _by_brands(data) if data[4:8] == b"ftyp" else None


def _by_brands(data: bytes) -> str | None:
    """Of an ISO base media file: the major brand, then what else it says that it can be read as."""
    end = min(int.from_bytes(data[:4], "big"), len(data), 16 + 4 * MAX_BRANDS)
    brands = {data[8:12]} | {data[place : place + 4] for place in range(16, end - 3, 4)}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIC" if brands & _HEIC_BRANDS else None


def is_something_else(data: bytes) -> bool:
    """Whether a picture is an archive, a document or a page of script besides."""
    return bool(_SOMETHING_ELSE.search(data)) or zipfile.is_zipfile(io.BytesIO(data))

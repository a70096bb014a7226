"""The files of pictures: kept under names that nobody guesses, with copies for screens of all sizes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from PIL import Image as Pillow

from ..models import Image
from .sizes import FORMATS, copied

FOLDER = "images"
EXTENSIONS = (".jpg", ".png")

_NAMED = re.compile(
    rf"(?P<name>[\w-]+\.[a-z]{{3,4}})(?:\.(?P<width>\d{{1,4}})\.(?P<format>{'|'.join(FORMATS)}))?", re.ASCII
)
# AVIF in seconds where the encoder would take a minute for a few bytes less.
_SETTINGS = {"webp": {"quality": 80, "method": 4}, "avif": {"quality": 60, "speed": 8}}


class Named(NamedTuple):
    """The stored file that an address names, and the width of the copy, None for the picture itself."""

    file: str
    width: int | None


def parse_name(name: str) -> Named:
    """ "a.jpg.480.webp" is a copy of a.jpg. Raises Http404 for a name that we never give."""
    match = _NAMED.fullmatch(name)
    if not match:
        raise Http404("There is no such picture.")
    return Named(f"{FOLDER}/{match['name']}", int(match["width"]) if match["width"] else None)


def copy_name(file: str, width: int, format_: str) -> str:
    return f"{file}.{width}.{format_}"


def make_copies(image: Image) -> list[int]:
    """Store the copies of a picture, in each format and width. Returns the widths."""
    with image.file.open() as file:
        picture = Pillow.open(file)
        picture.load()
    made = copied(picture.width)
    # The quick format first: its copies are there while the others are made.
    for format_ in reversed(FORMATS):
        for width in made:
            name = copy_name(str(image.file.name), width, format_)
            default_storage.delete(name)
            default_storage.save(name, ContentFile(_encoded(picture, width, format_)))
    Image.objects.filter(pk=image.pk).update(widths=made)
    return made


def _encoded(picture: Pillow.Image, width: int, format_: str) -> bytes:
    out = io.BytesIO()
    height = max(1, round(picture.height * width / picture.width))
    scaled = picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    scaled.save(out, format_.upper(), **_SETTINGS[format_])
    return out.getvalue()


def files_of(image: Image) -> list[str]:
    name = str(image.file.name)
    widths = copied(image.width)
    return [name, *(copy_name(name, width, format_) for width in widths for format_ in FORMATS)]


def delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)

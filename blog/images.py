"""The pictures of essays: kept under names that nobody guesses, with smaller copies for small screens."""

from __future__ import annotations

import io
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.http import Http404
from PIL import Image as Pillow

from .models import Image, Post

FOLDER = "images"
WIDTHS = (480, 960, 1600)

_COPY = re.compile(r"(?P<name>[\w-]+\.[a-z]{3,4})(?:\.(?P<width>\d{3,4})\.webp)?", re.ASCII)


def parse_name(name: str) -> tuple[str, int | None]:
    """The stored file that an address names, and the width of the copy: "a.jpg.480.webp" is a.jpg and 480."""
    match = _COPY.fullmatch(name)
    if not match:
        raise Http404("There is no such picture.")
    return f"{FOLDER}/{match['name']}", int(match["width"]) if match["width"] else None


def copy_name(file: str, width: int) -> str:
    return f"{file}.{width}.webp"


def make_copies(image: Image) -> list[int]:
    """Store a WebP copy for each of WIDTHS that is smaller than the picture. Returns the widths made."""
    with image.file.open() as file:
        picture = Pillow.open(file)
        picture.load()
    made = []
    for width in [width for width in WIDTHS if width < picture.width]:
        name = copy_name(str(image.file.name), width)
        default_storage.delete(name)
        default_storage.save(name, ContentFile(_webp(picture, width)))
        made.append(width)
    Image.objects.filter(pk=image.pk).update(widths=made)
    Post.objects.filter(featured_image=image.pk).update(version=F("version") + 1)
    return made


def _webp(picture: Pillow.Image, width: int) -> bytes:
    out = io.BytesIO()
    height = max(1, round(picture.height * width / picture.width))
    picture.resize((width, height), Pillow.Resampling.LANCZOS).save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def files_of(image: Image) -> list[str]:
    name = str(image.file.name)
    return [name, *(copy_name(name, width) for width in WIDTHS)]


def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)

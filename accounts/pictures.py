"""Uploaded pictures: checked, decoded, and encoded anew, so that nothing of the file itself is kept.

What is stored is never what was sent: no metadata, no trailing data, no second reading of the bytes.
`encode` is pure; the rest writes to and reads from the storage.
"""

from __future__ import annotations

import io
import re
import secrets
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 12 * 1024 * 1024
# Some 160 MB decoded: what a phone's camera makes, and no more.
MAX_PIXELS = 40_000_000
# No screen shows more of it beside a text.
MAX_SIDE = 2400
AVATAR_SIDE = 160
MAX_AGE = 3600
_TOO_LARGE = f"The file is too large: a picture may have {MAX_BYTES // 1024**2} MB."

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_NAME = re.compile(r"[0-9A-Za-z_-]{1,80}\.[a-z]{3,4}(?:\.\d{2,4}\.webp)?")
_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_EXTENSIONS = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "GIF": {".gif"},
    "WEBP": {".webp"},
    "AVIF": {".avif", ".avifs"},
}


class PictureError(ValueError):
    """What is wrong with an upload, in words for the person who sent it."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    extension: str
    width: int
    height: int


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
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return None


def read(file: UploadedFile, *, square: int = 0) -> Picture:
    """`encode` for an upload, which is not read at all where it is too large."""
    if (file.size or 0) > MAX_BYTES:
        raise PictureError(_TOO_LARGE)
    return encode(file.read(), file.name or "", square=square)


def encode(data: bytes, name: str = "", *, square: int = 0) -> Picture:
    """The picture in `data` made anew: upright, its first frame, without metadata, no side over MAX_SIDE.

    With `square` it is cut to a square of so many pixels. Raises PictureError with what is wrong.
    """
    image = _decode(data, _checked_format(data, name))
    if square:
        image = ImageOps.fit(image, (square, square), Image.Resampling.LANCZOS)
    else:
        image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if image.mode == "RGBA" or (format_of(data) in ("PNG", "GIF") and not square):
        image.save(out, "PNG")
        return Picture(out.getvalue(), ".png", *image.size)
    image.convert("RGB").save(out, "JPEG", quality=88, progressive=True, optimize=True)
    return Picture(out.getvalue(), ".jpg", *image.size)


def _checked_format(data: bytes, name: str) -> str:
    if not data:
        raise PictureError("The file is empty.")
    if len(data) > MAX_BYTES:
        raise PictureError(_TOO_LARGE)
    format_ = format_of(data)
    if format_ is None:
        raise PictureError("This is not a picture that can be shown: use JPEG, PNG, WebP, GIF or AVIF.")
    extension = PurePath(name).suffix.lower()
    if extension and extension not in _EXTENSIONS[format_]:
        raise PictureError(f"The name ends in {extension[:20]}, but the file is a {format_} picture.")
    return format_


def _decode(data: bytes, format_: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=[format_]) as file:
            if file.width * file.height > MAX_PIXELS:
                raise PictureError("The picture has more than 40 million pixels.")
            file.load()
            return _in_srgb(ImageOps.exif_transpose(file))
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("The picture has more than 40 million pixels.") from error
    except Exception as error:  # a decoder raises whatever it stumbles over
        raise PictureError("The picture is damaged and cannot be read.") from error


def _in_srgb(image: Image.Image) -> Image.Image:
    """`image` as RGB or RGBA in the web's colours, on a new canvas that carries nothing else."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("L")
    elif profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            output = mode if image.mode != "L" else "L"
            image = ImageCms.profileToProfile(image, source, web, outputMode=output) or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours are shown as they are
    converted = image.convert(mode)
    plain = Image.new(mode, converted.size)
    plain.paste(converted)
    return plain


def new_name(extension: str) -> str:
    """A file name that nobody guesses."""
    return secrets.token_hex(16) + extension


def as_file(picture: Picture) -> ContentFile:
    return ContentFile(picture.content, name=new_name(picture.extension))


def delete(name: str) -> None:
    if name:
        default_storage.delete(name)


def serve(folder: str, name: str, *, public: bool) -> HttpResponse:
    """A stored picture as a response. Raises Http404 for a name that we never give and for a missing file."""
    if not _NAME.fullmatch(name):
        raise Http404("There is no such picture.")
    try:
        with default_storage.open(f"{folder}/{name}") as file:
            content = file.read()
    except OSError as error:
        raise Http404("There is no such picture.") from error
    type_ = _TYPES.get(PurePath(name).suffix, "application/octet-stream")
    response = HttpResponse(content, content_type=type_)
    # Not "immutable": an essay can be withdrawn, and its picture with it.
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age={MAX_AGE}"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""Uploaded pictures: checked, decoded, and encoded anew, so that nothing of the file itself is kept.

What is stored is never what was sent: no metadata, no trailing data, no second reading of the bytes. A file
that is something else besides is refused. `encode` is pure; the rest writes to and reads from the storage.
"""

from __future__ import annotations

import io
import re
import secrets
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from PIL import Image, ImageCms, ImageOps

from . import heic
from .picture_formats import EXTENSIONS, format_of, is_something_else
from .scaling import reduced, scalable_mode

MAX_BYTES = 12 * 1024 * 1024
# What phones' cameras make, as far as decoding it takes less than 200 MB.
MAX_PIXELS = {
    "JPEG": 40_000_000, "PNG": 32_000_000, "GIF": 32_000_000, "HEIC": 25_000_000, "WEBP": 10_000_000,
    "AVIF": 12_000_000, "progressive JPEG": 25_000_000,
}  # fmt: skip
# No screen shows more of it beside a text.
MAX_SIDE = 2400
AVATAR_SIDE = 160
MAX_AGE = 3600
# A copy that is not made yet is made within seconds: nobody keeps what stands in for it.
SOON = 10
KINDS = "JPEG, PNG, WebP, GIF, AVIF or HEIC"
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,.heic,.heif"
_TOO_LARGE = f"The file is too large: a picture may have {MAX_BYTES // 1024**2} MB."

Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS.values())
warnings.simplefilter("error", Image.DecompressionBombWarning)

_NAME = re.compile(r"[0-9A-Za-z_-]{1,80}\.[a-z]{3,4}(?:\.\d{2,4}\.(?:webp|avif))?")
_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif"}
# EXIF 2.32, tag "Orientation": how a picture is turned to stand upright.
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
# A whole class uploads at once, and each picture takes what a small server has.
_one_at_a_time = Lock()


class PictureError(ValueError):
    """What is wrong with an upload, in words for the person who sent it."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    extension: str
    width: int
    height: int


def read(file: UploadedFile, *, square: int = 0) -> Picture:
    """`encode` for an upload, which is not read at all where it is too large."""
    if (file.size or 0) > MAX_BYTES:
        raise PictureError(_TOO_LARGE)
    return encode(file.read(), file.name or "", square=square)


def encode(data: bytes, name: str = "", *, square: int = 0) -> Picture:
    """The picture in `data` made anew: upright, its first frame, without metadata, no side over MAX_SIDE.

    With `square` it is cut to a square of so many pixels. Raises PictureError with what is wrong.
    """
    format_ = _checked_format(data, name)
    with _one_at_a_time:
        image = _decode(data, format_)
    if square:
        image = ImageOps.fit(image, (square, square), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if image.mode == "RGBA" or (format_ in ("PNG", "GIF") and not square):
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
        raise PictureError(f"This is not a picture that can be shown: use {KINDS}.")
    extension = PurePath(name).suffix.lower()
    if extension and extension not in EXTENSIONS[format_]:
        raise PictureError(f"The name ends in {extension[:20]}, but the file is a {format_} picture.")
    if is_something_else(data):
        raise PictureError("The file is a picture and something else besides: save it anew as a picture.")
    return format_


def _decode(data: bytes, format_: str) -> Image.Image:
    def check(size: tuple[int, int], kind: str = format_) -> None:
        if size[0] * size[1] > MAX_PIXELS[kind]:
            raise PictureError(_too_many_pixels(kind))

    try:
        if format_ == "HEIC":
            return _finished(heic.decode(data, check=check, max_side=MAX_SIDE))
        with Image.open(io.BytesIO(data), formats=[format_]) as file:
            check(file.size, "progressive JPEG" if file.info.get("progressive") else format_)
            # A JPEG is decoded no larger than it is kept.
            file.draft(None, (MAX_SIDE, MAX_SIDE))
            file.load()
            return _finished(_scalable(file), _TURNS.get(file.getexif().get(_ORIENTATION, 1)))
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_too_many_pixels(format_)) from error
    except Exception as error:  # a decoder raises whatever it stumbles over
        raise PictureError("The picture is damaged and cannot be read.") from error


def _too_many_pixels(format_: str) -> str:
    return f"The picture has more than {MAX_PIXELS[format_] // 1_000_000} million pixels."


def _scalable(file: Image.Image) -> Image.Image:
    mode = scalable_mode(file.mode, is_transparent=file.has_transparency_data)
    size = file.size
    image = reduced(size, mode, lambda top, bottom: file.crop((0, top, size[0], bottom)), max_side=MAX_SIDE)
    if profile := file.info.get("icc_profile"):
        image.info["icc_profile"] = profile
    return image


def _finished(image: Image.Image, turn: Image.Transpose | None = None) -> Image.Image:
    """`image` no side over MAX_SIDE, turned, in the web's colours, on a canvas that carries nothing else."""
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    image = _in_srgb(image, mode, image.info.get("icc_profile")).convert(mode)
    plain = Image.new(mode, image.size)
    plain.paste(image)
    return plain.transpose(turn) if turn is not None else plain


def _in_srgb(image: Image.Image, mode: str, profile: bytes | None) -> Image.Image:
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        web = ImageCms.createProfile("sRGB")
        output = mode if image.mode != "L" else "L"
        return ImageCms.profileToProfile(image, source, web, outputMode=output) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile: the colours are shown as they are


def new_name(extension: str) -> str:
    """A file name that nobody guesses."""
    return secrets.token_hex(16) + extension


def as_file(picture: Picture) -> ContentFile:
    return ContentFile(picture.content, name=new_name(picture.extension))


def delete(name: str) -> None:
    if name:
        default_storage.delete(name)


def serve(folder: str, name: str, *, public: bool, max_age: int = MAX_AGE) -> HttpResponse:
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
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age={max_age}"
    response["X-Content-Type-Options"] = "nosniff"
    return response

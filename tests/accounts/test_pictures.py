import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from accounts import picture_formats, pictures
from tests.makers import picture_bytes

PHONE = Path(__file__).parent.parent / "data" / "pictures" / "phone.heic"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(picture):
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize(
    ("format_", "kept"),
    [("JPEG", "JPEG"), ("WEBP", "JPEG"), ("PNG", "PNG"), ("GIF", "PNG"), ("AVIF", "JPEG")],
)
def test_formats_of_the_web_are_taken(format_, kept):
    assert opened(pictures.encode(picture_bytes(format=format_))).format == kept


def test_transparent_parts_stay_transparent():
    out = BytesIO()
    Image.new("RGBA", (10, 10), (1, 2, 3, 0)).save(out, "WEBP", lossless=True)
    assert opened(pictures.encode(out.getvalue())).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_kind_of_pixel_is_shown(mode):
    out = BytesIO()
    Image.new(mode, (10, 10)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(pictures.encode(out.getvalue())).size == (10, 10)


def test_what_the_camera_wrote_is_gone_and_the_picture_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretCamera"
    out = BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif, comment=b"SecretComment")
    picture = pictures.encode(out.getvalue())
    assert (picture.width, picture.height) == (40, 60)
    assert b"Secret" not in picture.content


def test_what_hangs_on_a_picture_is_gone():
    for format_ in ("JPEG", "PNG", "GIF"):
        data = picture_bytes(format=format_) + b"the film that a phone hangs on its pictures"
        assert b"film" not in pictures.encode(data).content


def archive():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "Something else")
    return out.getvalue()


@pytest.mark.parametrize(
    "hung_on",
    [archive(), b"<script>alert(1)</script>", b"<HTML>", b"<?php echo 1;", b"%PDF-1.7"],
    ids=["archive", "script", "page", "program", "document"],
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_picture_that_is_something_else_too_is_refused(format_, hung_on):
    with pytest.raises(pictures.PictureError, match="something else"):
        pictures.encode(picture_bytes(format=format_) + hung_on)


def test_program_in_a_comment_of_a_picture_is_refused():
    with pytest.raises(pictures.PictureError, match="something else"):
        pictures.encode(picture_bytes(comment=b"<?php system($_GET[0]);"))


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "IMG_0001.jpg", ""])
def test_picture_of_a_phone_is_upright_and_says_nothing_of_the_place(name):
    """320 by 240, to be turned, with a camera and a place: tests/data/pictures/README.md."""
    data = PHONE.read_bytes()
    picture = pictures.encode(data, name)
    assert (picture.extension, picture.width, picture.height) == (".jpg", 240, 320)
    assert b"SecretCamera" in data
    assert b"Exif" not in picture.content
    assert b"Secret" not in picture.content


def test_library_for_phones_is_asked_for_nothing_else():
    assert "HEIF" not in Image.registered_extensions().values()


@pytest.mark.parametrize(
    ("first", "format_"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "AVIF"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", None),
        (b"\xff\xff\xff\xffftypisom", None),
        (b"\0\0\0\0ftyp", None),
    ],
)
def test_format_is_what_the_first_box_says(first, format_):
    assert picture_formats.format_of(first) == format_


def test_first_frame_of_a_moving_picture_is_kept():
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    picture = opened(pictures.encode(out.getvalue()))
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 0, 0)
    assert getattr(picture, "n_frames", 1) == 1


def test_large_picture_is_made_smaller():
    assert max(opened(pictures.encode(picture_bytes((5000, 100)))).size) == pictures.MAX_SIDE


def test_square_is_cut():
    assert opened(pictures.encode(picture_bytes((300, 100)), square=160)).size == (160, 160)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.jpg", "empty"),
        (SVG, "a.svg", "use JPEG"),
        (SVG, "a.jpg", "use JPEG"),
        (b"<html><script>alert(1)</script>", "a.jpg", "use JPEG"),
        (b"%PDF-1.7", "a.png", "use JPEG"),
        (b"GIF89a=1;alert(1)//", "a.gif", "damaged"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "a.jpg", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "damaged"),
        (b"\x00\x00\x00 ftypavif" + b"\x00" * 60, "a.avif", "damaged"),
        (picture_bytes()[:400], "a.jpg", "damaged"),
        (picture_bytes(format="PNG")[:60], "a.png", "damaged"),
        (picture_bytes(format="PNG"), "a.jpg", "ends in .jpg, but the file is a PNG"),
        (picture_bytes(), "a.php", "ends in .php"),
        (b"\xff\xd8\xff" + b"\x00" * pictures.MAX_BYTES, "a.jpg", "too large"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data, name, words):
    with pytest.raises(pictures.PictureError, match=words):
        pictures.encode(data, name)


def bomb(width, height):
    """A PNG whose header promises more pixels than it is wise to decode."""
    from struct import pack
    from zlib import compress, crc32

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", compress(b"\x00" * 1000))


@pytest.mark.parametrize("size", [(6400, 6400), (9000, 9000), (60_000, 60_000), (2_000_000_000, 1)])
def test_bomb_is_refused_before_it_is_decoded(size):
    with pytest.raises(pictures.PictureError, match=r"32 million pixels|damaged"):
        pictures.encode(bomb(*size))


def test_names_cannot_be_guessed():
    assert pictures.new_name(".jpg") != pictures.new_name(".jpg")
    assert len(pictures.new_name(".jpg")) == 36

"""Pictures in RTF."""

from __future__ import annotations

from tests.makers import picture_bytes
from transfer.documents.rtf_pictures import pictures

from .documents import clipboard

PNG = picture_bytes(format="PNG")


def pict(data: bytes, kind: bytes = b"pngblip") -> bytes:
    return b"{\\*\\shppict{\\pict{\\*\\picprop x}\\" + kind + b"\\picw1 " + data.hex().encode() + b"}}"


def test_words_picture_comes_once() -> None:
    found = pictures(clipboard("word.rtf").encode())
    assert [data[:4] for data in found if data] == [b"\x89PNG"]


def test_their_order_is_kept_and_what_no_browser_shows_has_its_place() -> None:
    rtf = b"{\\rtf1 " + pict(PNG) + pict(b"\1\2", b"emfblip") + pict(b"\xff\xd8", b"jpegblip") + b"}"
    assert pictures(rtf) == [PNG, None, b"\xff\xd8"]


def test_bytes_may_stand_there_as_they_are() -> None:
    assert pictures(b"{\\rtf1{\\pict\\pngblip\\bin4 a}{\\}}") == [b"a}{\\"]


def test_broken_rtf_is_read_as_far_as_it_goes() -> None:
    assert pictures(b"{\\pict\\pngblip 8950") == []
    assert pictures(b"}}}{\\pict\\pngblip 895}}}") == [b"\x89"]
    assert pictures(b"{" * 100_000 + b"\\bin999999999 ") == []

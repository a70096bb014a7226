"""Files that nobody meant to send: refused or decoded, in 10 seconds and 300 MB, and never anything else.

They are decoded in a child process with limits of its own: a decoder that crashed would take it along alone.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from accounts import pictures

PHONE = (Path(__file__).parent.parent / "data" / "pictures" / "phone.heic").read_bytes()
MAX_MEGABYTES = 300
MAX_SECONDS = 10
ROUNDS = 60


def real(format_: str) -> bytes:
    if format_ == "HEIC":
        return PHONE
    out = BytesIO()
    picture = Image.effect_noise((96, 64), 80).convert("P" if format_ == "GIF" else "RGB")
    picture.save(out, format_, **({"progressive": True} if format_ == "JPEG" else {}))
    return out.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with bytes changed, a piece cut out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.choice(
            (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
        )
    start, end = sorted(chance.randrange(len(changed)) for _ in range(2))
    kind = chance.randrange(4)
    if kind == 1:
        del changed[start:end]
    elif kind == 2:
        changed[start:start] = changed[start:end]
    elif kind == 3:
        del changed[max(16, start) :]
    return bytes(changed)


def tried(data: bytes) -> str:
    """ "" where `data` is decoded or refused, else what happened."""
    try:
        picture = pictures.encode(data)
        Image.open(BytesIO(picture.content)).load()
    except pictures.PictureError:
        return ""
    except BaseException as error:  # whatever it is, it is the finding
        return repr(error)
    return ""


def peak() -> int:
    """The most megabytes that this process has had; what `getrusage` says begins before it did."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _child(format_: str, pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS * 6, MAX_SECONDS * 6))
    chance = random.Random(format_)
    found = {problem for _ in range(ROUNDS) if (problem := tried(mutated(real(format_), chance)))}
    pipe.send((found, peak()))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIC"])
def test_mutated_pictures_do_no_harm(format_: str) -> None:
    mine, theirs = multiprocessing.Pipe()
    # A fresh process, whose memory is its own from the start.
    child = multiprocessing.get_context("spawn").Process(target=_child, args=(format_, theirs))
    child.start()
    try:
        assert mine.poll(MAX_SECONDS * 9), "It hangs."
        found, megabytes = mine.recv()
    finally:
        child.kill()
        child.join()
    assert found == set()
    assert megabytes < MAX_MEGABYTES


@settings(max_examples=60, deadline=MAX_SECONDS * 1000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 "]),
    st.binary(max_size=400),
)
def test_noise_behind_the_first_bytes_of_a_picture_is_refused(first: bytes, noise: bytes) -> None:
    assert tried(first + noise) == ""


@settings(max_examples=40, deadline=MAX_SECONDS * 1000, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([b"heic", b"mif1", b"avif"]), st.binary(max_size=400))
def test_noise_in_boxes_is_refused(brand: bytes, noise: bytes) -> None:
    assert tried(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand + noise) == ""


@pytest.mark.parametrize(
    ("format_", "size"), [("PNG", (6500, 4900)), ("JPEG", (7300, 5400)), ("WEBP", (3800, 2600))]
)
def test_largest_picture_takes_no_more_than_it_may(format_: str, size: tuple[int, int]) -> None:
    mine, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_large, args=(format_, size, theirs))
    child.start()
    try:
        assert mine.poll(120), "It hangs."
        problem, megabytes = mine.recv()
    finally:
        child.kill()
        child.join()
    assert (problem, megabytes < MAX_MEGABYTES) == ("", True), megabytes


def _large(format_: str, size: tuple[int, int], pipe: Connection) -> None:
    make = multiprocessing.get_context("spawn")
    inner, outer = multiprocessing.Pipe()
    # Made elsewhere: making it takes memory, too.
    maker = make.Process(target=_make, args=(format_, size, outer))
    maker.start()
    data = inner.recv()
    maker.join()
    problem = tried(data)
    pipe.send((problem, peak()))


def _make(format_: str, size: tuple[int, int], pipe: Connection) -> None:
    out = BytesIO()
    mode = "RGBA" if format_ == "PNG" else "RGB"
    options = {"compress_level": 1} if format_ == "PNG" else {"method": 0} if format_ == "WEBP" else {}
    Image.new(mode, size, "#b3261e").save(out, format_, **options)
    pipe.send(out.getvalue())

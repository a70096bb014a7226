"""The pictures of one document on their way into an essay: encoded anew as they are met, stored later."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from accounts import pictures
from accounts.pictures import Picture, PictureError
from accounts.texts import one_line, storable

from .inlines import Node
from .refusing import MAX_PICTURES, Refused

# For all of a document: what a phone makes takes half a second.
MAX_SECONDS = 3.0
# Held until the text is stored.
MAX_HELD_BYTES = 64 * 1024 * 1024
TOO_MANY = "the document has too many, or too large ones"
MISSING = "it did not come along"
NOT_SHOWN = "it is in a format that no browser shows"


class LeftOut(Exception):
    """Why a picture does not come along."""


@dataclass
class Found:
    """A picture as the document describes it."""

    picture: Picture
    alt: str = ""
    caption: str = ""


@dataclass
class Collection:
    """Draws a document's pictures as "image:pending-MARK-0"…; `find` gives their bytes or raises LeftOut."""

    find: Callable[[str], bytes]
    # The text cannot know it, so nothing that is written there is taken for a picture.
    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    found: list[Found] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _seconds: float = 0.0
    _bytes: int = 0

    def draw(self, alt: str, caption: str, address: str) -> Node | None:
        """What stands for the picture at `address`; nothing where it is left out."""
        alt, caption = one_line(storable(alt)), one_line(storable(caption))
        if address not in self._numbers:
            try:
                self._add(address, alt, caption)
            except (LeftOut, PictureError, Refused) as error:
                reason = str(error)
                self.left_out[reason] = self.left_out.get(reason, 0) + 1
                return None
        words = [{"t": "Str", "c": alt}] if alt else []
        pending = f"image:pending-{self.mark}-{self._numbers[address]}"
        return {"t": "Image", "c": [["", [], []], words, [pending, ""]]}

    def _add(self, address: str, alt: str, caption: str) -> None:
        if self._seconds > MAX_SECONDS or self._bytes > MAX_HELD_BYTES or len(self.found) >= MAX_PICTURES:
            raise LeftOut(TOO_MANY)
        started = time.monotonic()
        try:
            picture = pictures.encode(self.find(address))
        finally:
            self._seconds += time.monotonic() - started
        self._bytes += len(picture.content)
        self._numbers[address] = len(self.found)
        self.found.append(Found(picture, alt, caption))

    def told(self) -> list[str]:
        """What was left out, in sentences."""
        return [
            f"{'A picture was' if count == 1 else f'{count} pictures were'} left out: {_inside(reason)}"
            for reason, count in self.left_out.items()
        ]


def named(markdown: str, names: Sequence[str], mark: str) -> str:
    """`markdown` with the stored names in the place of the numbers that a Collection of that `mark` gave."""
    pending = re.compile(rf"\]\(image:pending-{re.escape(mark)}-(\d+)\)")
    return pending.sub(lambda match: f"](image:{names[int(match[1])]})", markdown) if mark else markdown


def elsewhere(address: str) -> LeftOut:
    """For a picture that is only a link: it is never fetched."""
    host = ""
    if address.lower().startswith(("http:", "https:", "//")):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
    place = host[:100] or "your computer"
    return LeftOut(f"it is only a link to {place}. Save it and add it as a picture")


def _inside(reason: str) -> str:
    """A message as the end of a sentence."""
    return f"{reason[0].lower()}{reason[1:].rstrip('.')}."

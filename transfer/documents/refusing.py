"""What is not read in, and why, in words for the person who sent it."""

from __future__ import annotations

from blog.models import MAX_BODY_LENGTH

# With a list of sources and what becomes marks. What is longer is not given to pandoc.
MAX_CHARACTERS = 3 * MAX_BODY_LENGTH // 2
# What is more of one document is left out.
MAX_PICTURES = 200
MAX_PICTURE_BYTES = 12 * 1024 * 1024
MAX_WORKS = 500


class Refused(ValueError):
    """Nothing of what was sent is kept. The message says what is wrong, and what helps."""


TOO_DEEP = "This is nested too deeply to be read: copy a part of it, or paste it without formatting."
TOO_SLOW = "This takes too long to be read. Try a part of it."
TOO_MUCH = "This is too complex to be read. Try a part of it."
UNREADABLE = "This cannot be read."
TOO_LONG = f"The text is too long: an essay has at most {MAX_BODY_LENGTH:,} characters."
EMPTY = "There is no text in it."


def check_length(characters: int) -> None:
    """Raises Refused for what is too long by far."""
    if characters > MAX_CHARACTERS:
        raise Refused(TOO_LONG)

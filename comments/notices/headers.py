"""The headers by which mail programs show a thread, and by which one leaves it. Pure.

Message-ID, In-Reply-To and References as in RFC 5322; List-Id as in RFC 2919; List-Unsubscribe as in RFC
2369 and 8058; Auto-Submitted as in RFC 3834. A comment has one Message-ID for all who are told of it: a mail
that is sent twice is one message, and an answer finds what it answers.
"""

from __future__ import annotations

from accounts.letters import message_id

from .. import paths

# RFC 5322 has lines of at most 998 characters; a dozen steps are all that a program can show.
MOST_REFERENCES = 12


def threading(*, post: int, path: str, host: str) -> dict[str, str]:
    """Where a comment stands: the essay is the thread's first message, which nobody ever got."""
    *above, pk = paths.ids_of(path)
    start = message_id("essay", post, host)
    line = [start, *(message_id("comment", key, host) for key in above[-MOST_REFERENCES:])]
    return {
        "Message-ID": message_id("comment", pk, host),
        "In-Reply-To": line[-1],
        "References": " ".join(line),
    }


def listing(*, course: str, unsubscribe: str, host: str) -> dict[str, str]:
    """What every mail has. `course` is its slug, or nothing where a mail tells of several."""
    return {
        "List-Id": f"<{course + '.' if course else ''}discussion.{host}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }

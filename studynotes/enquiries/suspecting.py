"""Whether an enquiry looks like spam: the defences of comments that need no course. Pure."""

from __future__ import annotations

from accounts.arrivals import LINKS_THAT_HOLD, QUICKEST, Arrival


def suspicion(arrival: Arrival, *, links: int, is_guest: bool) -> str:
    """Why it looks like spam, for the staff; nothing where it does not.

    It is in the order of comments/moderation/pipeline.py. Who is signed in may be quick, and Akismet never
    hears of them.
    """
    if arrival.trap:
        return "Filled in the field that nobody sees"
    if links >= LINKS_THAT_HOLD:
        return f"{links} links"
    if is_guest and arrival.is_quick:
        return f"Sent within {QUICKEST} seconds"
    if is_guest and arrival.is_spam_to_akismet:
        return "Akismet calls it spam"
    return ""

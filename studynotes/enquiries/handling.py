"""What the staff do with an enquiry: moves from state to state, notes, erasing. Each in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

from ..models import Enquiry, EnquiryNote, EnquiryQuerySet
from . import telling

_S = Enquiry.State


@dataclass(frozen=True)
class Move:
    """A named step of an enquiry: from some states `to` another. `done` is said of those that took it."""

    name: str
    label: str
    done: str
    start: frozenset[str]
    to: str

    def applies_to(self, enquiry: Enquiry) -> bool:
        """What is erased can neither be answered nor be anything else any more."""
        return enquiry.state in self.start and enquiry.erased_at is None


MOVES = {
    move.name: move
    for move in (
        Move("answer", "Mark as answered", "marked as answered", frozenset([_S.NEW]), _S.ANSWERED),
        Move("close", "Close", "closed", frozenset([_S.NEW, _S.ANSWERED, _S.HELD]), _S.CLOSED),
        Move("reopen", "Mark as new", "marked as new", frozenset([_S.ANSWERED, _S.CLOSED]), _S.NEW),
        Move("not-spam", "Not spam", "taken in as new, and mailed", frozenset([_S.HELD]), _S.NEW),
    )
}


def open_to(enquiry: Enquiry) -> list[Move]:
    return [move for move in MOVES.values() if move.applies_to(enquiry)]


@transaction.atomic
def move_enquiries(*, enquiries: EnquiryQuerySet, move: Move, by: User, text: str = "") -> int:
    """Take the move with each of `enquiries` that it is open to, and note who did. Returns how many.

    What turns out to be no spam is mailed as if it had just come.
    """
    chosen = [row for row in enquiries.select_for_update() if move.applies_to(row)]
    for enquiry in chosen:
        enquiry.state = move.to
        enquiry.save(update_fields=["state"])
        EnquiryNote.objects.create(enquiry=enquiry, author=by, text=text, to_state=move.to)
        if move.name == "not-spam":
            telling.tell(enquiry)
    return len(chosen)


@transaction.atomic
def add_note(*, enquiry: Enquiry, by: User, text: str) -> EnquiryNote | None:
    """None where the enquiry is erased by now: nothing would ever take the words out again."""
    if Enquiry.objects.kept().select_for_update().filter(pk=enquiry.pk).first() is None:
        return None
    note = EnquiryNote(enquiry=enquiry, author=by, text=text)
    note.full_clean()
    note.save()
    return note


@transaction.atomic
def erase(*, enquiries: EnquiryQuerySet) -> int:
    """Take out all that is personal, the words of the notes too. Returns of how many.

    With them go the words of notes on what was erased before, should any have come to it since. What stays:
    that there was an enquiry, when, at which level, and what became of it.
    """
    chosen = list(enquiries.kept().select_for_update().values_list("pk", flat=True))
    erased = Q(enquiry__in=chosen) | Q(enquiry__erased_at__isnull=False)
    notes = EnquiryNote.objects.filter(erased).exclude(text="")
    notes.filter(to_state="").delete()
    notes.update(text="")
    nothing = dict.fromkeys(Enquiry.PERSONAL, "")
    rows = Enquiry.objects.filter(pk__in=chosen)
    return rows.update(**nothing, sender=None, erased_at=timezone.now())

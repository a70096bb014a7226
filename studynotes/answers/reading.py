"""What the page of an answer shows: its markings side by side, where they differ, and the other attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Prefetch

from accounts.models import User
from courses.models import Course

from ..marking.arithmetic import Result, mark
from ..marking.scheme import Scheme
from ..models import Answer, Marking
from .comparing import Difference, differences
from .form import MarkingForm, drawn
from .people import by_staff, role_of
from .sentences import Span

# An answer's markings with who made them, in one query.
WITH_MARKERS = Prefetch("markings", Marking.objects.select_related("marker"))


class Shown(NamedTuple):
    """One marking; `role` is a word of people.py, `is_mine` the reader's."""

    marking: Marking
    role: str
    is_mine: bool
    ticks: Mapping[str, Span]
    quotes: Mapping[str, str]
    result: Result

    @property
    def by(self) -> str:
        return "You" if self.is_mine else str(self.marking.marker)


class Markings(NamedTuple):
    """Those of an answer, the oldest first. `chosen` is the one whose words the text shows."""

    all: Sequence[Shown]
    mine: Shown | None
    chosen: Shown | None
    differences: Sequence[Difference]


def markings_of(answer: Answer, scheme: Scheme, reader: User, asked: int = 0) -> Markings:
    """How the answer was marked. `asked` is the key of the marking to show; without it, the reader's own.

    `answer` is one that `reader` may see.
    """
    rows = Marking.objects.visible_to(reader).filter(answer=answer)
    found = list(rows.select_related("marker").prefetch_related("ticks"))
    by_ours = rows.filter(by_staff(Course.objects.all()))
    of_staff = set(by_ours.values_list("pk", flat=True)) if found else ()
    shown = [_shown(one, role_of(one, answer, of_staff), reader, scheme) for one in found]
    mine = next((one for one in shown if one.is_mine), None)
    chosen = next((one for one in shown if one.marking.pk == asked), mine)
    return Markings(shown, mine, chosen, differences(scheme, [(one.by, one.quotes) for one in shown]))


def context_of(answer: Answer, reader: User, form: MarkingForm, markings: Markings) -> dict[str, Any]:
    """What the page is drawn from. The text shows the chosen marking, or what was sent."""
    chosen = markings.chosen
    other = chosen if chosen and not chosen.is_mine and not form.is_bound else None
    return {
        "answer": answer,
        "question": answer.question,
        "form": form,
        "markings": markings,
        "other": other,
        "text": drawn(answer.body, form.scheme, other.ticks) if other else form.drawn(),
        "attempts": attempts_of(answer, reader),
        "is_own": answer.student_id == reader.pk,
    }


def clash_of(form: MarkingForm, markings: Markings) -> dict[str, Any]:
    """Where what was sent differs from the reader's stored marking, from which the form goes on."""
    stored = markings.mine
    form.version = stored.marking.version if stored else 0
    sent = {key: form.text[span.start : span.end] for key, span in form.given.items()}
    sides = [("In this window", sent), ("Stored", stored.quotes if stored else {})]
    return {"clash": differences(form.scheme, sides, in_words=True)}


def attempts_of(answer: Answer, reader: User) -> list[Answer]:
    """What the writer handed in to the question, as far as `reader` sees it, in order, with its marks."""
    seen = Answer.objects.visible_to(reader).handed_in()
    same = seen.filter(question=answer.question_id, student=answer.student_id)
    return list(same.order_by("attempt").select_related("scheme").prefetch_related(WITH_MARKERS))


def _shown(marking: Marking, role: str, reader: User, scheme: Scheme) -> Shown:
    ticks = {tick.point: tick for tick in marking.ticks.all()}
    spans = {key: Span(tick.start, tick.end) for key, tick in ticks.items()}
    quotes = {key: tick.quote for key, tick in ticks.items()}
    return Shown(marking, role, marking.marker_id == reader.pk, spans, quotes, mark(scheme, ticks.keys()))

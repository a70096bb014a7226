"""What `loaddata` makes of the markings of a file: they hold points and words (accounts/loading.py)."""

from __future__ import annotations

from accounts import loading

from ..marking.arithmetic import mark
from ..marking.scheme import Scheme
from ..models import Marking, Tick


def register() -> None:
    loading.complete_loaded(Tick, place)
    loading.finish_loaded(Marking, add_up)


def place(tick: Tick, there: Tick | None) -> None:
    """Where its words stand first in the answer. Raises ValueError where they do not."""
    tick.start = tick.marking.answer.body.index(tick.quote)
    tick.end = tick.start + len(tick.quote)


def add_up(keys: set[int]) -> None:
    """What the ticks come to."""
    rows = Marking.objects.filter(pk__in=keys).select_related("answer__scheme").prefetch_related("ticks")
    for marking in rows:
        if marking.answer.scheme:
            ticked = {tick.point for tick in marking.ticks.all()}
            marking.mark = mark(Scheme.from_data(marking.answer.scheme.data), ticked).total
            marking.save(update_fields=["mark"])

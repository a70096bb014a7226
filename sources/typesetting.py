"""Citations and entries in a style, from the renderer or from what it answered before.

Pages read only what is there (`ready`); actions and tasks ask the renderer for the rest (`typeset`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from courses.models import Course

from . import csl
from .models import StyleInUse, Typeset, rules_of_citing
from .styling import rendering
from .styling.answer import RenderedCitation
from .styling.question import Citation
from .styling.rendering import Rendered, RenderingFailed
from .styling.styles import RENDERED_STYLES, Style

# Each change of an essay is a new question, and an old one is seldom asked again; all can be asked anew.
KEPT_FOR = timedelta(days=60)
_A_DAY = timedelta(days=1)
_AT_ONCE = 500


def typeset(sources: Sequence[csl.Item], citations: Sequence[Citation], style: Style | str) -> Rendered:
    """`citations` and `sources` in `style`; asked once and kept.

    Takes and raises what `rendering.render` does.
    """
    key = rendering.cache_key(sources, citations, style)
    known = Typeset.objects.filter(key=key).first()
    if known:
        return _read(known.answer)
    rendered = rendering.render(sources, citations, style)
    Typeset.objects.update_or_create(key=key, defaults={"answer": _written(rendered)})
    return rendered


def entry(source: csl.Item, style: Style | str) -> str:
    """The entry for one work in `style` as HTML, "" where the style has none. Raises RenderingFailed."""
    return typeset(alone(source), [], style).bibliography.get("it", "")


def ready_entries(sources: Sequence[csl.Item], style: Style | str) -> list[str | None]:
    """The entry for each of `sources` where it was typeset before, else None: one query, no renderer."""
    return _ready_alone((source, style) for source in sources)


def ready_in(source: csl.Item, styles: Sequence[Style]) -> list[str | None]:
    """The entry for one work in each of `styles`, as `ready_entries` has it: one query, no renderer."""
    return _ready_alone((source, style) for style in styles)


def ready(sources: Sequence[csl.Item], citations: Sequence[Citation], style: Style | str) -> Rendered | None:
    """What `typeset` answered before, else None: one query, no renderer."""
    return _ready([(sources, citations, style)])[0]


def is_overdue() -> bool:
    """Some answers are too old for a day: so `forget_old` is asked for once a day at most."""
    return Typeset.objects.filter(made_at__lt=timezone.now() - KEPT_FOR - _A_DAY).exists()


def forget_old(*, but: Iterable[Sequence[csl.Item]]) -> int:
    """Delete the answers that are too old, `but` the lists that pages show: those count as made now.

    Returns how many. Raises RenderingFailed where there is no renderer, whose version the keys hold.
    """
    keys = (rendering.cache_key(items, [], style) for items in but for style in RENDERED_STYLES)
    while some := list(islice(keys, _AT_ONCE)):
        Typeset.objects.filter(key__in=some).update(made_at=timezone.now())
    return Typeset.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def alone(source: csl.Item) -> list[csl.Item]:
    """A work as the list that its own entry is asked for with: whatever its key, it is one answer."""
    return [{**source, "id": "it"}]


def styles_in_use(course: Course) -> list[Style]:
    """The styles that this course's essays are rendered in when they are saved."""
    chosen = {
        Style(style) for style in StyleInUse.objects.filter(course=course).values_list("style", flat=True)
    }
    own = Style(rules_of_citing(course).style)
    if own.is_rendered:
        chosen.add(own)
    return sorted(chosen, key=list(Style).index)


def _ready_alone(asked: Iterable[tuple[csl.Item, Style | str]]) -> list[str | None]:
    found = _ready([(alone(source), [], style) for source, style in asked])
    return [known.bibliography.get("it", "") if known else None for known in found]


def _ready(
    questions: Sequence[tuple[Sequence[csl.Item], Sequence[Citation], Style | str]],
) -> list[Rendered | None]:
    try:
        keys = [rendering.cache_key(*question) for question in questions]
    except RenderingFailed:  # a key holds the renderer's version, and there may be no renderer
        return [None] * len(questions)
    known = dict(Typeset.objects.filter(key__in=keys).values_list("key", "answer"))
    return [_read(known[key]) if key in known else None for key in keys]


def _written(rendered: Rendered) -> dict[str, Any]:
    return {
        "citations": [None if c is None else [c.text, c.note] for c in rendered.citations],
        "bibliography": rendered.bibliography,
        "warnings": list(rendered.warnings),
    }


def _read(answer: dict[str, Any]) -> Rendered:
    return Rendered(
        tuple(None if pair is None else RenderedCitation(*pair) for pair in answer["citations"]),
        answer["bibliography"],
        tuple(answer["warnings"]),
    )

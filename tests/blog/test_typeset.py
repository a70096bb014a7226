"""What the renderer answered is kept while a page shows it, and for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.exports import preparing
from blog.exports.tasks import forget_typeset, set_own_references
from sources import typesetting
from sources.models import Typeset
from sources.styling.pandoc import Reason, RenderingFailed
from sources.styling.styles import Style
from tests import makers

pytestmark = pytest.mark.django_db


def age(days: int) -> None:
    Typeset.objects.update(made_at=timezone.now() - timedelta(days=days))


def test_old_answers_go_but_for_those_that_pages_show():
    entry = makers.make_entry(makers.make_post())
    typesetting.entry(entry.source.item(), Style.APA)
    typesetting.typeset(preparing.listed_items(entry.post), [], Style.APA)
    shown = set(Typeset.objects.values_list("key", flat=True))
    Typeset.objects.create(key="old", answer={})
    age(62)
    Typeset.objects.create(key="new", answer={})
    assert forget_typeset.enqueue().return_value == 1
    assert set(Typeset.objects.values_list("key", flat=True)) == shown | {"new"}
    assert not typesetting.is_overdue()


def test_no_answer_goes_while_there_is_no_renderer(monkeypatch):
    monkeypatch.setattr(typesetting.rendering, "cache_key", _fails)
    makers.make_source(makers.make_course())
    Typeset.objects.create(key="old", answer={})
    age(62)
    assert forget_typeset.enqueue().return_value == 0
    assert Typeset.objects.exists()


def _fails(*args):
    raise RenderingFailed(Reason.MISSING)


@pytest.mark.parametrize(("days", "is_kept"), [(60, True), (62, False)])
def test_it_is_asked_for_once_a_day_at_most(days, is_kept):
    Typeset.objects.create(key="old", answer={})
    age(days)
    set_own_references.enqueue(0)
    assert Typeset.objects.filter(key="old").exists() is is_kept

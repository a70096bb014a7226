"""Several who change notes at the same moment wait for one another, and never each for the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from studynotes.models import StudyNote, Topic
from studynotes.writing.saving import redraw, save_note, withdraw_note
from tests import makers

from .makers import make_topic

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def note() -> StudyNote:
    staff = makers.make_user("Nina", is_staff=True)
    return save_note(note=StudyNote(topic=make_topic()), body="One.", source_lines=[], by=staff, publish=True)


def is_held(topic: int) -> bool:
    """Whether another connection must wait for the topic."""

    def ask() -> bool:
        try:
            with transaction.atomic():
                return not Topic.objects.select_for_update(nowait=True).get(pk=topic)
        except OperationalError:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask).result()


ACTS = {
    "save": lambda note: save_note(note=note, body="Two.", source_lines=[], by=note.begun_by),
    "withdraw": lambda note: withdraw_note(note=note, by=note.begun_by),
    "redraw": redraw,
}


@pytest.mark.parametrize("act", ACTS)
def test_whoever_changes_a_note_holds_its_topic(note: StudyNote, act: str) -> None:
    with transaction.atomic():
        ACTS[act](note)
        assert is_held(note.topic_id)
    assert not is_held(note.topic_id)

"""What `loaddata` makes of the markings of a file."""

import pytest

from studynotes.models import Marking, Tick
from tests.world import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_marks_are_those_of_the_ticks_and_words_are_where_they_stand():
    marking = Marking.objects.get(answer__attempt=2, answer__student=person("isaiah"), mark=6)
    assert marking.marker == person("instructor")
    for tick in Tick.objects.filter(marking=marking):
        assert marking.answer.body[tick.start : tick.end] == tick.quote

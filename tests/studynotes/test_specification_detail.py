"""A specification's page: its topics in reading order, as the tree that they are."""

import re

import pytest

from studynotes.models import StudyNote
from tests import makers

from .makers import make_note, make_topic


@pytest.fixture
def above(course):
    return make_topic(course, number="1", title="The whole", position=1)


def below(topic, number, position, **fields):
    return make_topic(
        specification=topic.specification, parent=topic, number=number, position=position, **fields
    )


def test_topics_stand_in_reading_order_below_one_another(client, above):
    first = below(above, "1.1", 2)
    below(above, "1.2", 4)
    below(first, "1.1.1", 3)
    page = client.get(above.specification.get_absolute_url()).text
    found = re.findall(r'class="depth-(\d)[^"]*"><a href="[^"]*"><span>([\d.]+)', page)
    assert found == [("0", "1"), ("1", "1.1"), ("2", "1.1.1"), ("1", "1.2")]


def test_it_tells_which_topics_have_notes(client, above, instructor):
    make_note(below(above, "1.1", 2))
    make_note(below(above, "1.2", 3), status=StudyNote.Status.DRAFT)
    assert client.get(above.specification.get_absolute_url()).text.count("<small>Study notes") == 1
    client.force_login(instructor)
    assert client.get(above.specification.get_absolute_url()).text.count("<small>Study notes") == 2


def test_topics_that_hang_below_each_other_do_not_break_it(client, above):
    second = below(above, "1.1", 2)
    above.parent = second
    above.save()
    assert client.get(above.specification.get_absolute_url()).status_code == 200
    assert client.get(above.get_absolute_url()).status_code == 200


def test_a_specification_without_topics_says_so(client, above):
    above.delete()
    assert "No topics yet." in client.get(above.specification.get_absolute_url()).text


def test_one_that_is_none_is_404(client, db):
    assert client.get("/notes/nothing/").status_code == 404


def test_only_reading_is_allowed(client, above):
    assert client.post(above.specification.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, course, above, rows, django_assert_num_queries):
    for row in range(rows):
        make_note(below(above, f"1.{row}", row + 2))
    client.force_login(makers.make_member(course))
    with django_assert_num_queries(6):  # the last counts the reader's flash cards
        client.get(above.specification.get_absolute_url())

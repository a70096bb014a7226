"""A topic's page: its note, and what stands around it."""

import pytest

from studynotes.models import StudyNote, UnitTopic
from tests import makers

from .makers import make_note, make_question, make_term, make_topic, use_topic


@pytest.fixture
def topic(course):
    return make_topic(course, number="32.4.2", title="Stalin’s tactics", focus="How he <won>.", position=5)


def page_of(client, topic):
    return client.get(topic.get_absolute_url()).text


def beside(topic, position, **fields):
    return make_topic(specification=topic.specification, position=position, **fields)


def test_it_names_board_level_subject_number_title_and_focus(client, topic):
    make_note(topic)
    page = page_of(client, topic)
    assert f"OCR A-Level {topic.specification.subject} Study Notes" in page
    assert '<h1><span class="number">32.4.2</span> Stalin’s tactics</h1>' in page
    assert "<blockquote><p>How he &lt;won&gt;.</p></blockquote>" in page


def test_it_shows_the_note_and_the_list_of_its_parts(client, topic):
    make_note(topic, body_html='<h2 id="part-1">One</h2><p>A.</p><h2 id="part-2">Two</h2>')
    page = page_of(client, topic)
    assert '<a href="#part-2">Two</a>' in page
    assert "<p>A.</p>" in page


def test_it_lists_the_key_terms_that_stand(client, topic):
    note = make_note(topic)
    make_term(note, "Gulag", slug="gulag")
    make_term(note, "Kulak", retired_at=note.created_at)
    page = page_of(client, topic)
    assert '<a href="#term-gulag">Gulag</a>' in page
    assert "Kulak" not in page


def test_breadcrumbs_lead_from_the_subjects_to_the_topic(client, topic):
    topic.parent = beside(topic, 1, number="32.4", title="Stalin")
    topic.save()
    page = page_of(client, topic)
    assert f'<a href="/notes/#{topic.specification.subject.slug}">' in page
    assert f'<a href="{topic.parent.get_absolute_url()}">32.4 Stalin</a>' in page
    assert '<li aria-current="page">32.4.2</li>' in page


def test_neighbours_are_the_nearest_topics_in_reading_order(client, topic):
    make_note(topic)
    notes = {place: make_note(beside(topic, place, title=f"At {place}")) for place in (1, 2, 9)}
    bare = beside(topic, 7, title="Bare")
    page = page_of(client, topic)
    assert f'rel="prev" href="{notes[2].get_absolute_url()}"' in page
    assert f'rel="next" href="{bare.get_absolute_url()}"' in page


def test_neighbours_are_no_mere_headings(client, topic):
    above, heading = beside(topic, 1, title="Heading"), beside(topic, 7, title="Other heading")
    below = beside(topic, 2, parent=above, title="Below")
    make_note(heading, status=StudyNote.Status.DRAFT)
    last = make_note(beside(topic, 8, parent=heading, title="Last"))
    page = page_of(client, topic)
    assert f'rel="prev" href="{below.get_absolute_url()}"' in page
    assert f'rel="next" href="{last.get_absolute_url()}"' in page


def test_a_topic_without_a_note_has_a_page(client, topic):
    page = page_of(client, topic)
    assert "No study notes on this topic yet." in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_topic_that_others_hang_below_lists_them(client, topic):
    low = beside(topic, 6, parent=topic, number="32.4.2.1")
    page = page_of(client, topic)
    assert f'<a href="{low.get_absolute_url()}">' in page
    assert "No study notes" not in page


@pytest.mark.parametrize("who", ["classmate", "assistant", "outsider"])
def test_a_draft_is_its_writers_alone(client, topic, who, instructor, request):
    make_note(topic, status=StudyNote.Status.DRAFT, body_html="<p>Half a thought.</p>")
    client.force_login(request.getfixturevalue(who))
    assert "Half a thought." not in page_of(client, topic)
    client.force_login(instructor)
    page = page_of(client, topic)
    assert "Half a thought." in page
    assert "A draft." in page


def test_topic_and_unit_name_each_other(client, course, topic):
    use_topic(course, topic)
    unit = course.units.get()
    assert f'<a href="{unit.get_absolute_url()}">{unit}</a>' in page_of(client, topic)
    page = client.get(unit.get_absolute_url()).text
    assert f'<a href="{topic.get_absolute_url()}">32.4.2 Stalin’s tactics</a>' in page
    assert "No study notes yet" in page
    make_note(topic)
    assert "No study notes yet" not in client.get(unit.get_absolute_url()).text


@pytest.mark.parametrize("where", ["nothing", "%F0%9F%98%80", "a/b"])
def test_one_that_is_none_is_404(client, topic, where):
    assert client.get(f"{topic.specification.get_absolute_url()}{where}/").status_code == 404


def test_a_topic_of_another_specification_is_404(client, topic):
    other = make_topic()
    assert client.get(f"{other.specification.get_absolute_url()}{topic.slug}/").status_code == 404


def test_only_reading_is_allowed(client, topic):
    assert client.post(topic.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, course, topic, rows, django_assert_max_num_queries):
    note = make_note(topic)
    for row in range(1, rows + 1):
        make_term(note)
        make_question(note)
        make_note(beside(topic, 10 + row))
        UnitTopic.objects.create(unit=makers.make_unit(course, row), topic=topic)
    client.force_login(makers.make_member(course))
    with django_assert_max_num_queries(12):
        client.get(topic.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_of_a_unit_do_not_grow_with_its_topics(
    client, course, topic, rows, django_assert_num_queries
):
    unit = makers.make_unit(course)
    for row in range(rows):
        UnitTopic.objects.create(unit=unit, topic=beside(topic, 20 + row))
    with django_assert_num_queries(4):
        client.get(unit.get_absolute_url())

"""Essays are marked when they are drawn, and anew when notes and units change: studynotes/terms/."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from blog.actions import file_post
from blog.citing.reciting import recite
from blog.models import Post, Rendering
from courses.models import Course
from studynotes.models import KeyTerm, StudyNote, TermUse
from studynotes.terms.actions import BATCH, courses_changed, note_changed
from studynotes.terms.dressing import mark_terms
from studynotes.writing.saving import save_note, withdraw_note
from tests import makers

from .makers import make_note, make_term, make_topic, use_topic

pytestmark = pytest.mark.django_db
BODY = "A *cult* of personality, and the Gulag."


@pytest.fixture
def note(course: Course) -> StudyNote:
    """A note with two terms, on a topic that the course uses."""
    topic = make_topic(slug="stalin")
    use_topic(course, topic)
    note = make_note(topic)
    make_term(note, "Cult of Personality")
    make_term(note, "Gulag", "gulags")
    return note


@pytest.fixture
def essay(author, course: Course, note: StudyNote) -> Post:
    return makers.make_post(author, course, title="Essay", body=BODY)


def marked(post: Post) -> str:
    return Post.objects.values_list("marked_html", flat=True).get(pk=post.pk)


def terms_in(post: Post) -> list[str]:
    return sorted(post.term_uses.values_list("term__term", flat=True))


def test_a_saved_essay_is_marked(essay: Post, note: StudyNote) -> None:
    address = f"{note.get_absolute_url()}#term-gulag"
    assert f'the <a class="term" href="{address}" rel="nofollow ugc noopener">Gulag</a>.' in marked(essay)
    assert "class" not in essay.body_html
    assert terms_in(essay) == ["Cult of Personality", "Gulag"]


def test_a_use_has_the_words_around_it(essay: Post) -> None:
    use = essay.term_uses.get(term__term="Cult of Personality")
    assert use.passage == "A cult of personality, and the Gulag."
    assert use.passage[use.start : use.end] == "cult of personality"


def test_an_essay_of_another_course_is_not_marked(note: StudyNote) -> None:
    assert makers.make_post(body=BODY).marked_html == ""


@pytest.mark.parametrize("change", [{"status": "draft", "published_at": None}, {"status": "draft"}])
def test_the_terms_of_a_draft_are_not_marked(essay: Post, note: StudyNote, change) -> None:
    StudyNote.objects.filter(pk=note.pk).update(**change)
    note_changed(note)
    assert marked(essay) == ""
    assert terms_in(essay) == []


def test_its_author_may_want_none_marked(essay: Post) -> None:
    Post.objects.filter(pk=essay.pk).update(marks_terms=False)
    recite(essay)
    assert marked(essay) == ""
    assert terms_in(essay) == ["Cult of Personality", "Gulag"]


def test_a_changed_term_is_marked_anew_without_news_for_readers(essay: Post, note: StudyNote) -> None:
    essay.refresh_from_db()
    version = essay.version
    KeyTerm.objects.filter(term="Gulag").update(term="Prison camp", spellings=[])
    note_changed(note)
    assert marked(essay).count('class="term"') == 1
    assert terms_in(essay) == ["Cult of Personality"]
    essay.refresh_from_db()
    assert essay.version == version


def test_a_style_is_marked_too(essay: Post, note: StudyNote) -> None:
    Rendering.objects.create(post=essay, style="apa", body_html="<p>The Gulag.</p>")
    note_changed(note)
    assert ">Gulag</a>.</p>" in Rendering.objects.get().marked_html
    assert terms_in(essay) == ["Cult of Personality", "Gulag"]


def test_the_topic_of_the_essays_own_unit_comes_first(essay: Post, course: Course) -> None:
    unit = makers.make_unit(course, 7)
    topic = make_topic(slug="camps")
    topic.units.add(unit)
    make_term(make_note(topic), "Gulag")
    Post.objects.filter(pk=essay.pk).update(unit=unit)
    courses_changed([course.pk])
    assert "/camps/#term-gulag" in marked(essay)


def test_a_topic_that_no_unit_lists_any_more_is_forgotten(
    essay: Post, note: StudyNote, course: Course
) -> None:
    note.topic.units.clear()
    courses_changed([course.pk])
    assert (marked(essay), TermUse.objects.count()) == ("", 0)


def test_an_essay_that_moves_to_a_course_without_terms_loses_its_uses(essay: Post) -> None:
    Post.objects.filter(pk=essay.pk).update(course=makers.make_course())
    recite(Post.objects.get(pk=essay.pk))
    assert (marked(essay), terms_in(essay)) == ("", [])


def test_many_essays_are_marked_in_batches(essay: Post) -> None:
    others = [Post(**vars_of(essay), slug=f"copy-{n}") for n in range(BATCH)]
    Post.objects.bulk_create(others)
    assert courses_changed([essay.course_id]) == BATCH + 1
    assert TermUse.objects.count() == 2 * (BATCH + 1)


def vars_of(post: Post) -> dict[str, object]:
    skipped = {"id", "slug"}
    return {f.attname: getattr(post, f.attname) for f in Post._meta.concrete_fields if f.name not in skipped}


@pytest.mark.parametrize("terms", [2, 200])
def test_a_save_asks_as_often_for_many_terms(
    essay: Post, note: StudyNote, terms: int, django_assert_num_queries
):
    for n in range(terms):
        make_term(note, f"Term {n}")
    with django_assert_num_queries(2):
        assert mark_terms(essay, essay.body_html, "")


def test_the_command_marks_all_essays_or_those_of_a_course(essay: Post, capsys) -> None:
    Post.objects.update(marked_html="")
    makers.make_post(body=BODY)
    call_command("mark_terms", course=essay.course.slug)
    assert 'class="term"' in marked(essay)
    call_command("mark_terms")
    assert capsys.readouterr().out.splitlines() == ["1 essay marked.", "2 essays marked."]


def test_an_essay_that_staff_put_into_another_unit_is_marked_anew(essay: Post, course, instructor) -> None:
    unit = makers.make_unit(course, 7)
    topic = make_topic(slug="camps")
    topic.units.add(unit)
    make_term(make_note(topic), "Gulag")
    essay.refresh_from_db()
    essay.unit = unit
    file_post(post=essay, tags=[], by=instructor)
    assert "/camps/#term-gulag" in marked(essay)


def test_a_saved_and_a_withdrawn_note_have_the_essays_marked(course, instructor) -> None:
    topic = make_topic(course)
    use_topic(course, topic)
    essay = makers.make_post(course=course, body=BODY)
    text = "::: term Gulag\nCamps.\n:::\n"
    note = save_note(note=StudyNote(topic=topic), body=text, source_lines=[], by=instructor, publish=True)
    assert terms_in(essay) == ["Gulag"]
    save_note(note=note, body=text.replace("Gulag", "Cult"), source_lines=[], by=instructor)
    assert terms_in(essay) == ["Cult"]
    withdraw_note(note=note, by=instructor)
    assert (terms_in(essay), marked(essay)) == ([], "")

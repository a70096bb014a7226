"""What a save of a study note does: its text, and the rows that follow it."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from blog.copies.conflicts import Conflict
from sources.models import Source
from studynotes.models import StudyNote
from studynotes.text.reading import MAX_PROMPT_LENGTH
from studynotes.writing.saving import redraw, save_note, withdraw_note
from tests import makers

from .makers import make_answer, make_question, make_topic, use_topic

TERM = "::: term Gulag\nAlso: labour camps\nA *camp*.\n:::\n"
QUESTION = "::: question\nName two bodies of police.\nMarks: 2\nScheme:\n- 1: OGPU\n- 1: NKVD\n:::\n"
OTHER = "::: question\nExplain the purges.\nMarks: 1\nScheme:\n- 1: Terror\n:::\n"


@pytest.fixture
def topic(course):
    return make_topic(course)


@pytest.fixture
def save(topic, instructor):
    """Save `body` as the note of the topic."""

    def act(body, lines=(), **fields):
        note = StudyNote.objects.filter(topic=topic).first() or StudyNote(topic=topic)
        return save_note(note=note, body=body, source_lines=lines, **({"by": instructor} | fields))

    return act


def standing(note):
    return [(q.number, q.prompt) for q in note.questions.filter(retired_at__isnull=True).order_by("number")]


def test_first_save_begins_a_draft_and_draws_it(save, topic, instructor):
    note = save("# Terror\n\nMany were *arrested*.")
    assert (note.status, note.topic, note.begun_by) == ("draft", topic, instructor)
    assert "<em>arrested</em>" in note.body_html
    assert (note.revision_number, note.revisions.get().body_html) == (1, note.body_html)


def test_only_who_leads_the_course_writes(save, topic, assistant, author, outsider):
    for other in (assistant, author, outsider):
        with pytest.raises(PermissionDenied):
            save("x", by=other)
    assert not StudyNote.objects.filter(topic=topic).exists()


def test_site_staff_write_everywhere(save, staff):
    assert save("x", by=staff).begun_by == staff


def test_terms_follow_the_text(save):
    note = save(f"Intro.\n\n{TERM}")
    term = note.terms.get()
    assert (term.term, term.slug, term.spellings, term.position) == ("Gulag", "gulag", ["labour camps"], 1)
    assert "<em>camp</em>" in term.definition_html


def test_term_that_is_gone_is_retired_and_comes_back(save):
    term = save(TERM).terms.get()
    save("Nothing.")
    term.refresh_from_db()
    assert term.retired_at
    save(TERM.replace("*camp*", "prison"))
    term.refresh_from_db()
    assert (term.retired_at, term.definition) == (None, "A prison.")


def test_questions_have_schemes_as_data(save):
    note = save(QUESTION)
    scheme = note.questions.get().schemes.get()
    assert (scheme.version, scheme.marks, len(scheme.data["groups"][0]["points"])) == (1, 2, 2)


def test_each_question_leads_to_where_it_is_answered(save):
    note = save(QUESTION)
    assert f'href="/practice/{note.questions.get().pk}/"' in note.body_html


def test_question_of_the_greatest_length_is_kept_in_any_script(save):
    # Letters without a pattern: an index of PostgreSQL holds no more of them than fit into a row of it.
    letters = random.Random(6)
    prompt = "".join(chr(letters.randrange(0x400, 0x4FF)) for _ in range(MAX_PROMPT_LENGTH))
    note = save(QUESTION.replace("Name two bodies of police.", prompt))
    assert standing(note) == [(1, prompt)]
    with pytest.raises(IntegrityError):
        make_question(note, prompt=prompt, number=2)


def test_draft_with_a_question_that_is_too_long_is_saved_without_its_row(save):
    long = QUESTION.replace("Name two", "б" * (MAX_PROMPT_LENGTH + 1))
    note = save(long + OTHER)
    assert (note.body, standing(note)) == (long + OTHER, [(1, "Explain the purges.")])
    with pytest.raises(ValidationError, match="Line 2: A practice question has at most 2000 characters"):
        save(long, publish=True)


def test_changed_scheme_is_a_new_version_and_an_unchanged_one_none(save):
    question = save(QUESTION).questions.get()
    save(f"{QUESTION}\nMore.")
    save(QUESTION.replace("NKVD", "Cheka"))
    assert list(question.schemes.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert question.schemes.get(version=1).data["groups"][0]["points"][1]["text"] == "NKVD"


def test_questions_that_change_places_keep_their_rows(save):
    note = save(QUESTION + OTHER)
    before = {q.prompt: q.pk for q in note.questions.all()}
    save(OTHER + QUESTION)
    assert standing(note) == [(1, "Explain the purges."), (2, "Name two bodies of police.")]
    assert {q.prompt: q.pk for q in note.questions.all()} == before


def test_reworded_question_keeps_its_row_and_answers(save, author):
    note = save(QUESTION)
    answer = make_answer(note.questions.get(), author)
    save(QUESTION.replace("Name two", "Name any two"))
    assert standing(note) == [(1, "Name any two bodies of police.")]
    assert note.questions.get().answers.get() == answer


def test_another_question_in_the_place_of_an_answered_one_is_a_new_one(save, author):
    note = save(QUESTION)
    old = note.questions.get()
    make_answer(old, author)
    save(OTHER)
    old.refresh_from_db()
    assert old.retired_at
    assert old.prompt == "Name two bodies of police."
    assert standing(note) == [(1, "Explain the purges.")]


def test_question_put_first_moves_the_others_on(save):
    note = save(QUESTION)
    save(OTHER + QUESTION)
    assert [number for number, _ in standing(note)] == [1, 2]


def test_draft_may_have_problems_and_keeps_what_can_be_read(save):
    note = save(f"{TERM}\n::: question\nName two.\nMarks: 2\nScheme:\n- x\n:::\n\n::: term Open")
    assert note.terms.count() == 1
    assert note.questions.get().schemes.count() == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("::: term Open\nNot closed.", "Line 1"),
        ("One.\n\n" + QUESTION.replace("- 1: OGPU", "- nothing: OGPU"), "Line 7"),
        ("  ", "with a text"),
        ("::: nothing\n:::", "Line 1"),
    ],
)
def test_publishing_refuses_problems_by_line_and_stores_nothing(save, topic, body, said):
    with pytest.raises(ValidationError) as refused:
        save(body, publish=True)
    assert said in str(refused.value.message_dict["body"])
    assert not StudyNote.objects.filter(topic=topic).exists()


def test_published_note_is_not_saved_with_problems(save):
    note = save("Fine.", publish=True)
    with pytest.raises(ValidationError):
        save("::: term Open")
    note.refresh_from_db()
    assert note.body == "Fine."


def test_publishing_shows_the_text_and_its_revision(save):
    save("One.")
    note = save("One.", publish=True)
    assert (note.status, note.revision_number) == ("published", 1)
    assert note.published_at
    assert note.revised_at is None
    assert note.revisions.get().is_public


def test_revised_is_what_readers_had_read_before(save):
    save("One.", publish=True)
    note = save("One. Two words.", reason="More.")
    revision = note.revisions.get(number=2)
    assert (revision.reason, revision.words_added, revision.is_public) == ("More.", 2, True)
    assert note.revised_at == revision.made_at


def test_withdrawn_note_is_a_draft_and_keeps_its_date(save, instructor, author):
    note = save("One.", publish=True)
    with pytest.raises(PermissionDenied):
        withdraw_note(note=note, by=author)
    withdrawn = withdraw_note(note=note, by=instructor)
    assert (withdrawn.status, withdrawn.published_at) == ("draft", note.published_at)


def test_unchanged_save_is_no_revision(save):
    save("One.")
    assert save("One.").revision_number == 1


def test_second_of_two_is_told(save, staff):
    save("One.")
    save("One, mine.", base=1)
    with pytest.raises(Conflict) as conflict:
        save("One, theirs.", base=1, by=staff)
    assert conflict.value.onto == 2


def test_two_who_begin_one_note_are_told_too(save, topic, staff):
    save("One.", base=0)
    with pytest.raises(Conflict):
        save_note(note=StudyNote(topic=topic), body="Two.", source_lines=[], by=staff, base=0)


def test_form_that_is_sent_twice_is_no_conflict(save):
    save("One.", ["Freeze, Russia"], base=0)
    assert save("One.", ["Freeze, Russia"], base=0).revision_number == 1


def test_lines_become_the_list_in_the_course_of_the_specification(save, course):
    note = save("(Freeze 12)", ["Freeze, Gregory. Russia: A History.", "Figes, Orlando. Natasha’s Dance."])
    sources = list(note.sources.order_by("position"))
    assert [entry.position for entry in sources] == [1, 2]
    assert {entry.source.course for entry in sources} == {course}
    assert f'href="#source-{sources[0].source_id}"' in note.body_html
    assert 'href="#cite-1"' in note.sources_html


def test_work_cited_by_key_joins_the_list(save, course):
    source = makers.make_source(course, "Kuromiya, Stalin", key="kuromiya")
    note = save("Great fear [@kuromiya, 4].")
    assert note.sources.get().source == source
    assert note.revisions.get().source_lines == [note.sources.get().line]


def test_two_lines_of_one_work_are_refused(save, course):
    makers.make_source(course, "Kuromiya, Stalin")
    with pytest.raises(ValidationError) as refused:
        save("x", ["Kuromiya, Stalin", " Kuromiya, Stalin"])
    assert "sources" in refused.value.message_dict


def test_mistyped_line_leaves_no_source_behind(save):
    save("x", ["Freze, Russia"])
    save("x", ["Freeze, Russia"])
    assert list(Source.objects.values_list("title", flat=True)) == ["Freeze, Russia"]


def test_scheme_cites_nothing(save):
    note = save(QUESTION.replace("- 1: OGPU", "- 1: OGPU (Freeze 12)"), ["Freeze, Russia."])
    assert 'class="cite"' not in note.body_html


def test_pictures_of_its_writers_are_shown_and_kept(save, instructor, author):
    own, other = makers.make_image(instructor), makers.make_image(author)
    note = save(f"![](image:{own.name})\n\n![](image:{other.name})")
    assert list(note.images.all()) == [own]
    assert own.get_absolute_url() in note.body_html
    assert other.get_absolute_url() not in note.body_html


def test_publishing_asks_for_descriptions(save, instructor):
    bare = makers.make_image(instructor, alt="")
    with pytest.raises(ValidationError) as refused:
        save(f"![](image:{bare.name})", publish=True)
    assert "no description" in str(refused.value)
    save(f"![A poster](image:{bare.name})", publish=True)
    bare.refresh_from_db()
    assert bare.alt == "A poster"


def test_picture_that_readers_have_seen_stays_with_the_note(save, instructor):
    image = makers.make_image(instructor)
    save(f"![](image:{image.name})", publish=True)
    assert list(save("Without.").images.all()) == [image]


def test_redrawing_changes_what_is_shown_and_no_revision(save, course):
    source = makers.make_source(course, "Kuromiya, Stalin", key="kuromiya")
    note = save("Fear [@kuromiya, 4].")
    source.csl = {"type": "book", "title": "Stalin", "author": [{"family": "Doe", "given": "J."}]}
    source.save()
    redraw(note)
    note.refresh_from_db()
    assert "(Doe 4)" in note.body_html.replace("</a>", "").replace(
        note.body_html[note.body_html.index("<a") : note.body_html.index("Doe")], ""
    )
    assert (note.revision_number, note.version > 1) == (1, True)


def test_essays_are_marked_with_the_terms_of_published_notes(save, course, topic, instructor):
    use_topic(course, topic)
    post = makers.make_post(course=course, body="The Gulag grew.")
    note = save(TERM, publish=True)
    assert post.term_uses.get().term.term == "Gulag"
    withdraw_note(note=note, by=instructor)
    assert not post.term_uses.exists()

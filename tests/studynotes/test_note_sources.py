"""Sources and pictures that study notes use: who sees them, and what happens when they change."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.citing.actions import sources_changed
from blog.images import sweeping
from blog.images.describing import describe
from blog.merging import merge
from blog.models import Image
from sources.models import Source
from studynotes.models import NoteCopy, StudyNote
from studynotes.writing.saving import save_note
from tests import makers
from tests.html_checks import faults

from .makers import make_topic

NOBODY = AnonymousUser()


@pytest.fixture
def topic(course):
    return make_topic(course, title="Stalin’s rise")


@pytest.fixture
def save(topic, instructor):
    def act(body="Text.", lines=(), **fields):
        note = StudyNote.objects.filter(topic=topic).first() or StudyNote(topic=topic)
        return save_note(note=note, body=body, source_lines=lines, by=instructor, **fields)

    return act


def test_readers_see_the_sources_of_published_notes_alone(save, instructor):
    save(lines=["Freeze, Russia"])
    assert not Source.objects.visible_to(NOBODY).exists()
    assert Source.objects.visible_to(instructor).exists()
    save(lines=["Freeze, Russia"], publish=True)
    assert Source.objects.visible_to(NOBODY).exists()


def test_source_page_lists_the_notes_that_name_it(client, save, topic):
    source = save(lines=["Freeze, Russia"], publish=True).sources.get().source
    response = client.get(source.get_absolute_url())
    assert "Used in 1 study note" in response.content.decode()
    assert topic.get_absolute_url() in response.content.decode()
    assert not faults(response.content)


def test_source_page_names_no_draft(client, save, course, author):
    makers.make_source(course, "Freeze, Russia")
    source = save(lines=["Freeze, Russia"]).sources.get().source
    client.force_login(author)
    assert "study note" not in client.get(source.get_absolute_url()).content.decode()


def test_source_page_costs_the_same_for_any_number_of_notes(
    client, save, course, instructor, django_assert_max_num_queries
):
    source = save(lines=["Freeze, Russia"], publish=True).sources.get().source
    with django_assert_max_num_queries(8):
        client.get(source.get_absolute_url())
    for _ in range(3):
        note = StudyNote(topic=make_topic(course))
        save_note(note=note, body="x", source_lines=["Freeze, Russia"], by=instructor, publish=True)
    with django_assert_max_num_queries(8):
        client.get(source.get_absolute_url())


def test_changed_record_draws_the_note_anew(save, course):
    source = makers.make_source(course, "Kuromiya, Stalin", key="kuromiya")
    note = save("Fear [@kuromiya, 4].", publish=True)
    source.csl = {"type": "book", "title": "Stalin", "author": [{"family": "Doe", "given": "J."}]}
    source.save()
    sources_changed([source])
    note.refresh_from_db()
    assert ">Doe 4</a>" in note.body_html
    assert note.revision_number == 1


def test_merging_moves_the_lines_and_closes_up(save, course, staff):
    note = save(lines=["Freeze, Russia", "Freese, Russia", "Figes"], publish=True)
    kept, other = (note.sources.get(position=n).source for n in (1, 2))
    merge(kept=kept, others=[other], by=staff)
    rows = list(note.sources.order_by("position").values_list("position", "line", "source"))
    assert [row[:2] for row in rows] == [(1, "Freeze, Russia"), (2, "Figes")]
    assert rows[0][2] == kept.pk


def test_merging_moves_a_line_that_stands_alone(save, course, staff):
    note = save(lines=["Freese, Russia"], publish=True)
    kept = makers.make_source(course, "Freeze, Russia")
    merge(kept=kept, others=[note.sources.get().source], by=staff)
    assert note.sources.get().source == kept


def test_key_that_a_note_may_cite_stays(save, course):
    source = save(lines=["Freeze, Russia"]).sources.get().source
    source.key = "another"
    with pytest.raises(ValidationError):
        source.full_clean()


def test_picture_is_seen_by_who_reads_the_note(save, instructor, assistant, outsider):
    image = makers.make_image(instructor)
    save(f"![](image:{image.name})")
    assert not Image.objects.visible_to(outsider).exists()
    save(f"![](image:{image.name})", publish=True)
    assert Image.objects.visible_to(NOBODY).get() == image


def test_who_writes_the_note_describes_its_pictures(save, instructor, course, author):
    image = makers.make_image(instructor, caption="")
    note = save(f"![](image:{image.name})", publish=True)
    other = makers.make_member(course, "instructor")
    image.caption = "A poster of 1933"
    describe(images=[image], by=other)
    note.refresh_from_db()
    assert "A poster of 1933" in note.body_html
    assert not Image.objects.editable_by(author).exists()


def test_page_of_a_picture_leads_to_the_note(client, save, instructor, topic):
    image = makers.make_image(instructor)
    save(f"![](image:{image.name})")
    client.force_login(instructor)
    shown = client.get(f"/my/pictures/{image.name}/").content.decode()
    assert f"{topic.get_absolute_url()}edit/" in shown


@pytest.mark.parametrize("where", ["note", "revision", "copy"])
def test_picture_that_a_note_names_is_not_swept(save, instructor, topic, where):
    image = makers.make_image(instructor, uploaded_at=timezone.now() - 2 * sweeping.KEPT_UNUSED)
    body = f"![](image:{image.name})"
    if where == "copy":
        NoteCopy.objects.create(writer=instructor, topic=topic, fields={"body": body})
    else:
        save(body)
    if where == "revision":
        save("Without.")
    assert sweeping.sweep(timezone.now()) == 0
    assert Image.objects.filter(pk=image.pk).exists()

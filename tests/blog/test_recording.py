from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from blog import followers
from blog.actions import save_post
from blog.models import Post
from blog.publishing import actions as publishing
from tests import makers

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def published(author, course):
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        return makers.make_post(author, course, body="One.\n\nTwo has some words.\n\nThree.")


def save(post, body, minutes=0, **said):
    post.body = body
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        save_post(post=post, tags=[], source_lines=[], **said)


def listed(post):
    return list(post.revisions.listed().order_by("number").values_list("number", flat=True))


def test_first_publication_is_no_revision(published):
    published.refresh_from_db()
    assert (published.revised_at, listed(published)) == (None, [1])


def test_change_is_a_revision_of_the_paragraphs_that_changed(published):
    save(published, "One.\n\nTwo has other words.\n\nThree.\n\nFour.")
    revision = published.revisions.get(number=2)
    assert (revision.paragraphs, revision.words_added, revision.words_removed) == ([2, 4], 2, 1)
    assert Post.objects.get().revised_at == NOON


def test_small_change_soon_after_joins_the_last(published):
    save(published, "One.\n\nTwo has other words.\n\nThree.", reason="A slip")
    save(published, "One.\n\nTwo has other werds.\n\nThree.", 4)
    assert listed(published) == [1, 3]
    assert published.revisions.get(number=3).reason == "A slip"


def test_small_change_after_five_minutes_stands_alone(published):
    save(published, "One.\n\nTwo has other words.\n\nThree.")
    save(published, "One.\n\nTwo has other werds.\n\nThree.", 6)
    assert listed(published) == [1, 2, 3]


def test_more_than_a_hundred_characters_stand_alone(published):
    save(published, "One.")
    save(published, f"One. {'x' * 100}", 1)
    assert listed(published) == [1, 2, 3]


def test_a_hundred_characters_join(published):
    save(published, "One.")
    save(published, f"One.{'x' * 100}", 1)
    assert listed(published) == [1, 3]


def test_many_small_changes_do_not_make_another_essay_unseen(published):
    for minute in range(0, 12, 4):
        save(published, f"One, after {minute}.", minute)
    assert listed(published) == [1, 3, 4]


def test_slip_corrected_right_after_publication_does_not_hide_what_was_published(author, course):
    with time_machine.travel(NOON, tick=False):
        post = makers.make_post(author, course, body="One twoo.")
    save(post, "One two.", 2)
    save(post, "One two!", 3)
    post.refresh_from_db()
    assert listed(post) == [1, 3]
    assert post.revised_at == NOON + timedelta(minutes=3)


def test_text_that_was_let_through_again_is_not_hidden_by_a_slip(published, author):
    publishing.withdraw(post=published, by=author)
    save(published, "One.")
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        publishing.publish(post=published, by=author)
    save(published, "Two.", 2)
    save(published, "Three.", 3)
    assert listed(published) == [1, 2, 4]


def test_change_with_a_reason_stands_alone(published):
    save(published, "One.")
    save(published, "Two.", 1, reason="The other way round")
    assert listed(published) == [1, 2, 3]


def test_change_by_somebody_else_stands_alone(published, instructor):
    save(published, "One.")
    save(published, "Two.", 1, by=instructor)
    assert listed(published) == [1, 2, 3]


def test_nothing_changed_is_no_revision(published):
    save(published, published.body)
    assert listed(published) == [1]


def test_changed_list_of_sources_is_a_revision(published):
    with time_machine.travel(NOON, tick=False):
        save_post(post=published, tags=[], source_lines=["Freeze, Russia: A History"])
    assert published.revisions.get(number=2).source_lines == ["Freeze, Russia: A History"]


def test_draft_has_revisions_that_are_not_public(author, course):
    draft = makers.make_draft(author, course)
    save(draft, "Another text altogether, of which there is more.", 60)
    assert list(draft.revisions.values_list("is_public", flat=True)) == [False, False]


def test_text_changed_while_withdrawn_is_revised_when_it_is_published_again(published, author):
    publishing.withdraw(post=published, by=author)
    save(published, "One.\n\nTwo is new.\n\nThree.", 1)
    assert Post.objects.get().revised_at is None
    publishing.publish(post=published, by=author)
    assert Post.objects.get().revised_at is not None
    assert published.revisions.get(number=2).paragraphs == [2]


def test_followers_hear_of_the_revision_and_of_the_one_it_replaced(published, monkeypatch):
    heard = []
    monkeypatch.setattr(followers.revised, "_followers", [lambda *said: heard.append(said)])
    save(published, "One.")
    save(published, "Two.", 1)
    assert [(new.number, old and old.number, said) for new, old, said in heard] == [(2, None, ""), (3, 2, "")]

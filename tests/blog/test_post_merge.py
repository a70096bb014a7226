"""Two who save one essay: the second sees both texts, and nothing is lost or overwritten."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from blog import actions
from blog.copies.conflicts import Conflict
from blog.models import Authorship, Post, WorkingCopy
from tests import makers
from tests.html_checks import faults, sent_by_merge

BASE = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def shared(author, classmate, course):
    """An essay of two, with a text of three paragraphs."""
    post = makers.make_post(author, course, title="Of two", body=BASE)
    makers.make_entry(post, "Freeze")
    post.revisions.update(source_lines=["Freeze"])
    then = post.created_at
    Authorship.objects.create(post=post, user=classmate, asked_by=author, asked_at=then, accepted_at=then)
    return post


@pytest.fixture
def save(client, shared):
    """Send the form as `user` would who began with revision `base`."""

    def send(user, base=1, **fields):
        client.force_login(user)
        form = {
            "title": shared.title,
            "body": BASE,
            "sources": "Freeze",
            "course": shared.course_id,
            "visibility": "world",
            "base": base,
            "intent": "save",
        }
        return client.post(f"/essays/{shared.pk}/edit/", form | fields)

    return send


def test_second_save_overwrites_nothing_and_shows_both(save, author, classmate):
    assert save(author, body=BASE.replace("Two.", "Two, the author.")).status_code == 302
    response = save(classmate, body=BASE.replace("Two.", "Two, the classmate."))
    page = response.text
    assert response.status_code == 409
    assert not faults(response.content)
    assert "Isaiah Author saved this essay" in page
    assert "the author" in page
    assert "the classmate" in page
    assert "the author" in Post.objects.get().body


def test_changes_in_different_places_are_both_saved(save, author, classmate):
    save(author, body=BASE.replace("One.", "One, the author."), sources="Freeze\nTucker")
    page = save(classmate, body=BASE.replace("Three.", "Three, the classmate."), title="Another title").text
    assert "Nowhere did both of you change the same words." in page
    assert save(classmate, **sent_by_merge(page)).status_code == 302
    post = Post.objects.get()
    assert post.body == "One, the author.\n\nTwo.\n\nThree, the classmate."
    assert post.title == "Another title"
    assert list(post.bibliography.values_list("line", flat=True)) == ["Freeze", "Tucker"]
    assert post.revision_number == 3


@pytest.mark.parametrize(
    ("choice", "said"), [("mine", ["mine"]), ("theirs", ["theirs"]), ("both", ["theirs", "mine"]), ("", None)]
)
def test_writer_chooses_where_both_changed_the_same(save, author, classmate, choice, said):
    save(author, body=BASE.replace("Two.", "theirs"))
    page = save(classmate, body=BASE.replace("Two.", "mine")).text
    name = re.search(r'type="radio" name="([^"]+)"', page)[1]
    save(classmate, **sent_by_merge(page), **({name: choice} if choice else {}))
    assert Post.objects.get().body.split("\n\n")[1:-1] == (said or ["theirs", "mine"])


def test_title_that_both_changed_is_chosen(save, author, classmate):
    save(author, title="Theirs")
    page = save(classmate, title="Mine").text
    assert save(classmate, **sent_by_merge(page), **{"choice-title-0": "theirs"}).status_code == 302
    assert Post.objects.get().title == "Theirs"


def test_third_save_between_asks_again(save, author, classmate):
    save(author, body=BASE.replace("Two.", "theirs"))
    page = save(classmate, body=BASE.replace("Three.", "mine")).text
    save(author, base=2, body=BASE.replace("Two.", "theirs again"))
    again = save(classmate, **sent_by_merge(page))
    assert again.status_code == 409
    save(classmate, **sent_by_merge(again.text))
    assert Post.objects.get().body == "One.\n\ntheirs again\n\nmine"


def test_merged_text_can_be_edited_before_it_is_saved(save, author, classmate):
    save(author, body=BASE.replace("Two.", "theirs"))
    page = save(classmate, body=BASE.replace("Three.", "mine")).text
    response = save(classmate, **sent_by_merge(page) | {"intent": "edit"})
    assert response.status_code == 200
    assert "One.\n\ntheirs\n\nmine</textarea>" in response.text
    assert 'name="base" value="2"' in response.text
    assert Post.objects.get().revision_number == 2


def test_other_fields_are_those_of_the_second(save, author, classmate):
    save(author, body="theirs", tag_names="first")
    page = save(classmate, body="mine", tag_names="second").text
    save(classmate, **sent_by_merge(page))
    assert [tag.name for tag in Post.objects.get().tags.all()] == ["second"]


def test_form_that_is_sent_twice_is_no_conflict(save, author):
    for _ in range(2):
        assert save(author, body="Changed.").status_code == 302
    assert Post.objects.get().revision_number == 2


def test_base_that_never_was_takes_nothing_away(save, author):
    page = save(author, base=99, body="mine").text
    save(author, **sent_by_merge(page))
    body = Post.objects.get().body
    assert "mine" in body
    assert BASE in body


def test_what_is_refused_on_its_way_stays(save, author, classmate):
    save(author, body="theirs")
    page = save(classmate, body="mine", tag_names="?").text
    assert "Two texts" not in page
    assert 'name="base" value="1"' in page


def test_markup_in_the_texts_is_shown_as_text(save, author, classmate):
    save(author, body="<script>theirs</script>")
    page = save(classmate, body="<img src=x onerror=mine>").text
    assert "<script>theirs" not in page
    assert "<img src=x" not in page


def test_two_windows_of_one_writer_are_told_apart(save, author):
    save(author, body="first window")
    page = save(author, body="second window").text
    assert "You saved this essay elsewhere" in page


@pytest.mark.parametrize("onto", ["0", "x", "99", "1" * 50])
def test_forged_merges_lose_nothing(save, author, onto):
    response = save(author, base=1, onto=onto, body="mine")
    assert response.status_code in (302, 409)
    assert Post.objects.get().revisions.filter(body=BASE).exists()


def test_saving_takes_the_copy_away(save, author, shared):
    copy = makers.make_copy(author, shared)
    other = makers.make_copy(author, shared, fields={"body": "Another window"})
    save(author, body="Changed.", copy=copy.pk, copy_version=1)
    assert WorkingCopy.objects.get() == other


def test_saving_takes_away_what_its_window_sent_before(save, author, shared):
    """Whose answer did not reach the window, so that the form names no copy."""
    makers.make_copy(author, shared, fields={"body": "Chan", "window": "a"})
    other = makers.make_copy(author, shared, fields={"body": "Another", "window": "b"})
    save(author, body="Changed.", window="a")
    assert WorkingCopy.objects.get() == other


def test_refused_save_keeps_the_copy(save, author, classmate, shared):
    copy = makers.make_copy(classmate, shared)
    save(author, body="theirs")
    save(classmate, body="mine", copy=copy.pk, copy_version=1)
    assert WorkingCopy.objects.filter(pk=copy.pk).exists()


def test_copy_that_another_window_changed_since_stays(save, author, shared):
    copy = makers.make_copy(author, shared, version=3)
    save(author, body="Changed.", copy=copy.pk, copy_version=2)
    assert WorkingCopy.objects.filter(pk=copy.pk).exists()


def test_action_refuses_a_text_that_began_elsewhere(shared):
    shared.body = "mine"
    with pytest.raises(Conflict) as conflict, transaction.atomic():
        actions.save_post(post=shared, tags=[], source_lines=["Freeze"], base=7)
    assert conflict.value.onto == 1
    assert Post.objects.get().body == BASE


def test_queries_of_the_page_do_not_grow(save, author, classmate, django_assert_max_num_queries):
    for number in range(1, 12):
        save(author, base=number, body=f"Text {number}.")
    with django_assert_max_num_queries(40):
        assert save(classmate, body="mine").status_code == 409

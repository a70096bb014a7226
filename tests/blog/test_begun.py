"""A form that was opened before another one was saved takes nothing back that its writer did not change."""

import re
from html import unescape

import pytest

from blog import actions
from blog.models import Post
from blog.revising.restoring import restore
from courses.models import WritingPolicy
from tests import makers


@pytest.fixture
def shared(author, classmate, course):
    WritingPolicy.objects.create(course=course, allows_pseudonyms=True)
    post = makers.make_post(author, course, title="Of two", body="Words.")
    makers.join(post, classmate)
    return post


def opened(client, user, post):
    """The form as a browser would send it back at once."""
    client.force_login(user)
    form = client.get(f"/essays/{post.pk}/edit/").context["form"]
    shown = {field.name: field.value() for field in form if field.name != "picture"}
    return {name: value for name, value in shown.items() if value not in (None, False)} | {"intent": "save"}


def choose(post, tags=(), **settings):
    """What the first author saves meanwhile."""
    post = Post.objects.get(pk=post.pk)
    for name, value in settings.items():
        setattr(post, name, value)
    actions.save_post(post=post, tags=tags, source_lines=[], by=post.author)


def save(client, post, form, **changed):
    return client.post(f"/essays/{post.pk}/edit/", form | changed)


def test_pseudonym_and_audience_stay(client, author, classmate, shared):
    form = opened(client, classmate, shared)
    choose(shared, pseudonym="Red Fox", visibility="course")
    assert save(client, shared, form, title="Another").status_code == 302
    stored = Post.objects.get()
    assert (stored.title, stored.pseudonym, stored.visibility) == ("Another", "Red Fox", "course")


def test_they_stay_in_the_authors_second_window(client, author, shared):
    form = opened(client, author, shared)
    assert save(client, shared, form, pseudonym="Red Fox", visibility="staff").status_code == 302
    assert save(client, shared, form).status_code == 302
    assert (Post.objects.get().pseudonym, Post.objects.get().visibility) == ("Red Fox", "staff")


def test_tags_unit_question_and_style_stay(client, classmate, shared):
    form = opened(client, classmate, shared)
    unit = makers.make_unit(shared.course)
    question = makers.make_key_question(unit)
    choose(shared, ["bread"], unit=unit, key_question=question, citation_style="apa")
    save(client, shared, form, title="Another")
    stored = Post.objects.get()
    assert (stored.title, stored.unit, stored.key_question) == ("Another", unit, question)
    assert stored.citation_style == "apa"
    assert [tag.name for tag in stored.tags.all()] == ["bread"]


def test_what_one_changes_is_saved(client, author, shared):
    choose(shared, ["bread"], pseudonym="Red Fox", visibility="course")
    form = opened(client, author, shared)
    save(client, shared, form, pseudonym="", visibility="signed-in", tag_names="")
    stored = Post.objects.get()
    assert (stored.pseudonym, stored.visibility, stored.tags.count()) == ("", "signed-in", 0)


def test_a_question_brings_its_unit(client, author, shared):
    question = makers.make_key_question(makers.make_unit(shared.course))
    form = opened(client, author, shared)
    assert save(client, shared, form, key_question=question.pk).status_code == 302
    assert Post.objects.get().unit == question.unit


def test_refused_form_shows_what_the_other_chose(client, classmate, shared):
    form = opened(client, classmate, shared)
    choose(shared, pseudonym="Red Fox")
    page = save(client, shared, form, title="")
    assert page.status_code == 422
    assert page.context["form"]["pseudonym"].value() == "Red Fox"
    assert "Red Fox" in page.context["form"]["begun"].value()


def test_they_stay_through_the_page_of_a_merge(client, classmate, shared):
    form = opened(client, classmate, shared)
    choose(shared, pseudonym="Red Fox", body="Words of the first.")
    page = save(client, shared, form, title="Another")
    assert page.status_code == 409
    begun = re.search(r'name="begun" value="([^"]*)"', page.text)
    assert unescape(begun[1]) == form["begun"]
    assert save(client, shared, form, title="Another", onto=2).status_code == 302
    assert (Post.objects.get().title, Post.objects.get().pseudonym) == ("Another", "Red Fox")


def test_they_stay_where_a_kept_text_is_opened_later(client, classmate, shared):
    form = opened(client, classmate, shared)
    client.post("/copies/", form | {"post": shared.pk, "body": "Typed."})
    choose(shared, pseudonym="Red Fox", visibility="course")
    again = opened(client, classmate, shared)
    assert (again["body"], again["pseudonym"], again["visibility"]) == ("Typed.", "Red Fox", "course")


@pytest.mark.parametrize("begun", ["", "[", "[]", "1", '{"pseudonym": 1}', "[" * 19_000, "x" * 30_000])
def test_what_makes_no_sense_says_nothing(client, author, shared, begun):
    form = opened(client, author, shared)
    assert save(client, shared, form, begun=begun, pseudonym="Red Fox").status_code == 302
    assert Post.objects.get().pseudonym == "Red Fox"


def test_restoring_a_text_changes_nothing_beside_it(author, shared):
    choose(shared, ["bread"], body="Later words.")
    restore(revision=shared.revisions.get(number=1), by=author)
    assert [tag.name for tag in Post.objects.get().tags.all()] == ["bread"]

"""The pseudonym in an essay's form: where it is offered, what it says, and which names it takes."""

import pytest
from django.urls import reverse

from blog.authorship import pseudonyms
from blog.authorship.likeness import resembles
from blog.models import Post
from courses.models import WritingPolicy
from tests import makers


@pytest.fixture
def allowed(course):
    return WritingPolicy.objects.create(course=course, allows_pseudonyms=True)


def edit(client, post, **fields):
    client.force_login(post.author)
    form = {"title": post.title, "body": post.body, "course": post.course_id, "visibility": "world"}
    return client.post(
        reverse("blog:post_edit", args=[post.pk]), form | {"sources": "", "tag_names": ""} | fields
    )


def pseudonym_of(post):
    return Post.objects.get(pk=post.pk).pseudonym


pytestmark = pytest.mark.django_db


def test_form_offers_it_where_the_course_allows_it(client, post):
    client.force_login(post.author)
    address = reverse("blog:post_edit", args=[post.pk])
    assert 'name="pseudonym"' not in client.get(address).text
    WritingPolicy.objects.create(course=post.course, allows_pseudonyms=True)
    assert 'name="pseudonym"' in client.get(address).text


def test_form_says_who_sees_which_name(client, allowed, post):
    assert edit(client, post, pseudonym="Red Fox").status_code == 302
    said = "Your course’s staff and you see Isaiah Author; everybody else sees Red Fox."
    assert said in client.get(reverse("blog:post_edit", args=[post.pk])).text


def test_a_pseudonym_stands_on_the_page(client, allowed, post):
    edit(client, post, pseudonym="Red Fox")
    client.logout()
    page = client.get(post.get_absolute_url()).text
    assert "<span>By Red Fox</span>" in page
    assert "Isaiah" not in page


@pytest.mark.parametrize("name", ["Tom Maxwell", "Tоm Maxwell", "tommaxwell", "Maxwell Tom", "Tom", "Isaiah"])
def test_no_name_that_somebody_is_taken_for(client, allowed, post, name):
    makers.make_member(post.course, user=makers.make_user("Tom Maxwell"))
    response = edit(client, post, pseudonym=name)
    assert response.status_code == 422
    assert pseudonym_of(post) == ""


def test_no_pseudonym_of_somebody_else(client, allowed, post):
    makers.make_post(course=post.course, pseudonym="Red Fox")
    assert pseudonyms.TAKEN in edit(client, post, pseudonym="Red  Fox").text


@pytest.mark.parametrize("name", ["…", "123", "!?"])
def test_signs_alone_are_no_name(client, allowed, post, name):
    assert edit(client, post, pseudonym=name).status_code == 422


def test_what_cannot_be_seen_is_none(client, allowed, post):
    assert edit(client, post, pseudonym="\u200b \u3164").status_code == 302
    assert pseudonym_of(post) == ""


def test_it_stays_when_the_course_forbids_it_later_and_goes_when_its_author_wants(client, allowed, post):
    edit(client, post, pseudonym="Red Fox")
    allowed.delete()
    edit(client, post, pseudonym="Red Fox", body="Changed.")
    assert pseudonym_of(post) == "Red Fox"
    assert edit(client, post, pseudonym="Blue Fox").status_code == 422
    edit(client, post, pseudonym="")
    assert pseudonym_of(post) == ""


def test_a_form_without_the_field_takes_no_mask_off(client, allowed, post):
    edit(client, post, pseudonym="Red Fox")
    edit(client, post, body="Changed.")
    assert pseudonym_of(post) == "Red Fox"


def test_names_that_are_far_enough_apart():
    assert not resembles("Red Fox", "Tom Maxwell")
    assert not resembles("Maria Fox", "Marion Hare")

"""The citations of an essay, checked against its sources, beside the form that edits it."""

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from blog.models import Post
from tests import makers


@pytest.fixture
def seed(db) -> Post:
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        call_command("loaddata", "people", "courses", "sources", "essays", verbosity=0)
    return Post.objects.get(slug="the-cult-of-personality-stalin-edition")


def page(client, post: Post) -> str:
    client.force_login(post.author)
    return client.get(reverse("blog:post_edit", args=[post.pk])).content.decode()


def test_the_seed_is_counted_as_its_readers_count_it(client, seed):
    shown = page(client, seed)
    for count in (
        "5 citations",
        "3 of 3 sources cited",
        "0 match no source",
        "2 without a page",
        "26% quoted",
    ):
        assert f"<span>{count}</span>" in shown


def test_a_remark_shows_its_place(client, seed):
    assert "displeasure”(<mark>Stalin Short Course</mark>). In this book" in page(client, seed)


def test_a_misspelt_author_is_named_with_the_nearest(client, seed):
    Post.objects.filter(pk=seed.pk).update(body=seed.body.replace("Freeze", "Freese"))
    shown = page(client, seed)
    assert "2 match no source" in shown
    assert "Did you mean “Freeze”?" in shown


def test_hostile_words_stay_words(client, author, course):
    post = makers.make_post(
        author, course, body="“one two three four five <script>alert(1)</script> six seven.”"
    )
    assert "<script>alert" not in page(client, post)


def test_an_essay_without_sources_says_so_calmly(client, author, course):
    assert "0 of 0 sources cited" in page(client, makers.make_post(author, course, body="Short."))


def test_a_new_essay_has_nothing_to_check(client, author):
    client.force_login(author)
    assert "check-title" not in client.get(reverse("blog:post_create")).content.decode()

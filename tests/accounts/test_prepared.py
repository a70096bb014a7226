"""Prepared queries: the same rows as the queryset, whoever asks and whatever for."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.prepared import Prepared
from blog.models import Post
from tests import makers

by_slug = Prepared(lambda viewer, slug: Post.objects.visible_to(viewer).for_page(viewer).filter(slug=slug))
before = Prepared(
    lambda viewer, moment: Post.objects.filter(published_at__lt=moment).values_list("slug", flat=True)
)
among = Prepared(lambda viewer, ids: Post.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "slug"))


@pytest.mark.parametrize("visibility", ["world", "signed-in", "course", "staff"])
def test_every_viewer_gets_what_the_gate_gives(
    visibility, course, author, classmate, editor, assistant, instructor, outsider, staff
):
    post = makers.make_post(author, course, visibility=visibility)
    for viewer in (AnonymousUser(), author, classmate, editor, assistant, instructor, outsider, staff):
        expected = Post.objects.visible_to(viewer).filter(slug=post.slug).first()
        assert by_slug.first(viewer, slug=post.slug) == expected


def test_related_rows_come_with_it(post, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = by_slug.first(post.author, slug=post.slug)
        assert found.author.display_name == "Isaiah Author"
        assert found.course.slug == "russia"


def test_each_call_has_its_own_values(author, course):
    first, second = makers.make_post(author, course), makers.make_post(author, course)
    assert by_slug.first(author, slug=first.slug) == first
    assert by_slug.first(author, slug=second.slug) == second
    assert by_slug.rows(author, slug="nothing") == []


def test_times_compare_as_times(post):
    assert before.rows(post.author, moment=post.published_at) == []
    assert before.rows(post.author, moment=post.published_at.replace(year=9999)) == [post.slug]


def test_what_is_always_the_same_is_the_same_text(author, course):
    """It stands in the SQL itself, where quotes and percent signs mean something."""
    text = "100 % of 'it' isn't %s, \\ or %%"
    post = makers.make_post(author, course, title=text, pseudonym="50 %")
    always = Prepared(
        lambda viewer, pk: Post.objects.filter(pk=pk, title=text, pseudonym__endswith=" %", marks_terms=True)
    )
    assert always.first(author, pk=post.pk) == post
    assert always.rows(author, pk=post.pk + 1) == []


def test_rows_of_another_kind_are_refused(author):
    dicts = Prepared(lambda viewer, pk: Post.objects.filter(pk=pk).values("pk"))
    with pytest.raises(TypeError, match="ValuesIterable"):
        dicts.rows(author, pk=1)


def test_lists_of_numbers_fill_their_places(author, course):
    posts = [makers.make_post(author, course) for _ in range(3)]
    ids = [post.pk for post in posts]
    assert among.rows(author, ids=ids[:2]) == [(post.pk, post.slug) for post in posts[:2]]
    assert among.rows(author, ids=ids) == [(post.pk, post.slug) for post in posts]


def test_a_value_that_the_query_changes_is_refused(author):
    changed = Prepared(lambda viewer, number: Post.objects.filter(pk=number + 1))
    with pytest.raises(ValueError, match="number"):
        changed.rows(author, number=1)


def test_the_second_call_builds_nothing(post):
    calls = []
    counted = Prepared(lambda viewer, pk: calls.append(pk) or Post.objects.filter(pk=pk))
    assert counted.first(post.author, pk=post.pk) == counted.first(post.author, pk=post.pk) == post
    assert len(calls) == 1


def test_values_are_those_of_the_queryset_at_every_call(post):
    stored = Post.objects.get(pk=post.pk)
    for _ in range(2):
        found = by_slug.first(post.author, slug=post.slug)
        assert (found.published_at, found.ledger) == (stored.published_at, stored.ledger)

"""The style switch: whose choice counts, what is prepared, and what a page shows until it is."""

from __future__ import annotations

import logging

import pypandoc
import pytest
from django.urls import reverse
from django.utils import timezone

from blog.citing import setting
from blog.citing.actions import ASK_AGAIN_AFTER
from blog.citing.reciting import recite
from blog.models import Post
from courses.visibility import Visibility
from sources.models import CitationPolicy, StyleInUse
from tests import makers
from tests.blog.test_citing import essay, plain

pytestmark = pytest.mark.django_db
URL = "/citation-style/"


@pytest.fixture
def post() -> Post:
    return essay("So it was (Freeze 347).")


def choose(client, post, style="apa"):
    return client.post(URL, {"style": style, "post": post.pk})


def shown(client, post) -> str:
    page = client.get(post.get_absolute_url()).text
    return plain(page.partition('<div class="prose">')[2].partition("</div>")[0])


def test_address():
    assert reverse("blog:style_choose") == URL


def test_a_guest_chooses_and_keeps_the_choice(client, post):
    assert choose(client, post).url == post.get_absolute_url()
    assert shown(client, post) == "So it was (Freeze, 2009, p. 347)."
    assert client.cookies["citation-style"]["samesite"] == "Lax"


def test_a_choice_stays_with_the_account(client, post):
    reader = makers.make_member(post.course)
    client.force_login(reader)
    choose(client, post)
    reader.refresh_from_db()
    assert reader.citation_style == "apa"
    assert "citation-style" not in client.cookies


def test_the_reader_is_asked_before_author_and_course(client, post):
    CitationPolicy.objects.create(course=post.course, style="modern-language-association")
    assert 'value="modern-language-association" selected' in client.get(post.get_absolute_url()).text
    Post.objects.filter(pk=post.pk).update(citation_style="harvard-cite-them-right")
    assert 'value="harvard-cite-them-right" selected' in client.get(post.get_absolute_url()).text
    choose(client, post, "as-written")
    assert shown(client, post) == "So it was (Freeze 347)."


def test_a_members_style_is_kept_for_the_whole_course(client, post):
    client.force_login(makers.make_member(post.course))
    other = essay("And so (Freeze 3).", course=makers.make_course())
    beside = makers.make_post(course=post.course, body="None.")
    choose(client, post)
    assert StyleInUse.objects.get().course == post.course
    assert beside.renderings.filter(style="apa").exists()
    assert not other.renderings.exists()


@pytest.mark.parametrize("is_guest", [True, False])
def test_a_strangers_style_sets_the_essay_until_it_changes(client, post, is_guest):
    if not is_guest:
        client.force_login(makers.make_user())
    beside = makers.make_post(course=post.course, body="None.")
    choose(client, post)
    assert not StyleInUse.objects.exists()
    assert not beside.renderings.exists()
    Post.objects.filter(pk=post.pk).update(body="And so (Freeze 348).")
    recite(post)
    assert shown(client, post) == "And so (Freeze 348)."
    choose(client, post)
    assert shown(client, post) == "And so (Freeze, 2009, p. 348)."


def test_a_strangers_style_leaves_the_library_alone(client, post):
    client.post(URL, {"style": "apa", "course": post.course.slug})
    assert not StyleInUse.objects.exists()
    client.force_login(makers.make_member(post.course))
    client.post(URL, {"style": "apa", "course": post.course.slug})
    assert StyleInUse.objects.get().style == "apa"


def test_a_renderer_that_fails_is_not_asked_again_at_once(client, post, no_pandoc, monkeypatch):
    choose(client, post)
    asked = []
    monkeypatch.setattr(setting, "set_post", lambda *args: asked.append(args))
    choose(client, post)
    assert not asked
    post.renderings.update(made_at=timezone.now() - ASK_AGAIN_AFTER)
    choose(client, post)
    assert len(asked) == 1


@pytest.fixture
def no_pandoc(monkeypatch):
    """A machine on which the renderer has gone missing."""
    monkeypatch.setenv("PYPANDOC_PANDOC", "/nowhere/pandoc")
    pypandoc.clean_pandocpath_cache()
    yield
    monkeypatch.undo()
    pypandoc.clean_pandocpath_cache()


def test_a_page_never_asks_the_renderer(client, post, no_pandoc):
    client.cookies["citation-style"] = "apa"
    page = client.get(post.get_absolute_url())
    assert "Shown as written: it is not set in this style yet." in page.text
    assert shown(client, post) == "So it was (Freeze 347)."
    assert not post.renderings.exists()


def test_a_renderer_that_fails_leaves_the_words_and_says_so_in_the_log(client, post, caplog, no_pandoc):
    with caplog.at_level(logging.WARNING):
        assert choose(client, post).status_code == 302
    assert shown(client, post) == "So it was (Freeze 347)."
    assert f"Essay {post.pk} is shown as written" in caplog.text
    assert post.renderings.get().problem


def test_the_heading_is_the_styles_own(client, post):
    choose(client, post, "modern-language-association")
    assert "<h2>Works Cited</h2>" in client.get(post.get_absolute_url()).text
    choose(client, post, "as-written")
    assert "<h2>Sources Used:</h2>" in client.get(post.get_absolute_url()).text


def test_an_essay_that_one_may_not_read_is_not_prepared(client, post):
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    assert choose(client, post).status_code == 404
    assert not StyleInUse.objects.exists()


@pytest.mark.parametrize("style", ["", "apa ", "../apa", "x" * 500, "\0"])
def test_an_unknown_style_is_404(client, post, style):
    assert choose(client, post, style).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 15, "9" * 500, "²"])
def test_a_strange_number_does_no_harm(client, post, number):
    answer = client.post(URL, {"style": "apa", "post": number, "next": "/"})
    assert answer.status_code in (302, 404)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, post, address):
    assert client.post(URL, {"style": "apa", "next": address}).url == "/"


def test_it_is_sent_not_fetched(client):
    assert client.get(URL).status_code == 405


def test_queries_of_a_page_in_a_style(client, post, django_assert_max_num_queries):
    choose(client, post)
    client.get(post.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(post.get_absolute_url())


def test_missing_styles_are_those_in_use_and_the_authors(post):
    StyleInUse.objects.create(course=post.course, style="apa")
    post.citation_style = "modern-language-association"
    assert [style.value for style in setting.missing_styles(post)] == ["modern-language-association", "apa"]

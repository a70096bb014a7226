"""The page that says how to cite an essay, and the essay's reference as a file."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from blog import actions
from blog.exports import preparing, tasks
from blog.exports.essay_item import essay_item
from blog.models import Post
from blog.publishing import actions as publishing
from sources.models import Typeset
from sources.styling import pandoc
from sources.styling.styles import RENDERED_STYLES
from tests import makers
from tests.html_checks import faults

from .test_post_export import HOSTILE, WHO_READS

ADDRESS = "/courses/russia/essays/terror/"
HERE = f"http://testserver{ADDRESS}"


@pytest.fixture
def essay(author, course):
    published = datetime(2020, 2, 23, 19, tzinfo=UTC)
    return makers.make_post(author, course, title="Terror: A Draft", slug="terror", published_at=published)


def cite_page(client, query: str = "") -> str:
    response = client.get(f"{ADDRESS}cite/{query}")
    assert response.status_code == 200
    assert not faults(response.content)
    return response.content.decode()


def test_essay_is_a_post_of_its_courses_blog(essay):
    assert essay_item(essay, HERE) == {
        "id": "author2020terror",
        "type": "post-weblog",
        "title": "Terror: A Draft",
        "author": [{"family": "Author", "given": "Isaiah"}],
        "container-title": "Russia in the 20th Century",
        "URL": HERE,
        "language": "en",
        "issued": {"date-parts": [[2020, 2, 23]]},
    }


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Isaiah", {"family": "Isaiah"}),
        ("Ксения Петрова", {"family": "Петрова", "given": "Ксения"}),
        ("Vincent van Gogh", {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}),
        ("et al.", {"literal": "et al."}),
    ],
)
def test_author_is_split_as_far_as_the_name_shows(essay, shown, expected):
    essay.author.display_name = shown
    assert essay_item(essay, HERE)["author"] == [expected]


def test_every_style_is_shown_once_it_is_set(client, essay):
    tasks.set_own_references.call(essay.pk)
    page = cite_page(client)
    assert page.count('data-copy="') == len(RENDERED_STYLES) == 8
    assert "Being prepared" not in page
    link = f'<a href="{HERE}" rel="nofollow ugc noopener">{HERE}</a>'
    assert (
        f"Author, I. (2020, February 23). Terror: A Draft. <em>Russia in the 20th Century</em>. {link}"
        in page
    )


def test_before_that_a_plain_reference_stands_there(client, essay, monkeypatch):
    monkeypatch.setattr("sources.styling.rendering.render", None)
    page = cite_page(client)
    assert page.count("Being prepared") == 8
    assert "Load the page again in a moment." in page
    assert re.search(r"Author, Isaiah\. Terror: A Draft\. Russia in the 20th Century, \d+ \w+ 2020\.", page)


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "scheduled"])
def test_before_it_is_published_nothing_is_said_to_be_under_way(client, essay, status):
    now = timezone.now()
    times = {
        "submitted": {"submitted_at": now},
        "returned": {"submitted_at": now},
        "scheduled": {"publish_at": now + timedelta(days=1)},
    }
    Post.objects.update(status=status, published_at=None, **times.get(status, {}))
    client.force_login(essay.author)
    page = cite_page(client)
    assert "Being prepared" not in page
    assert "once the essay is published" in page


def test_without_a_renderer_the_page_is_there(client, essay, monkeypatch):
    pandoc.version.cache_clear()
    monkeypatch.setattr(pandoc.pypandoc, "get_pandoc_path", lambda: "/nowhere/pandoc")
    assert cite_page(client).count("Being prepared") == 8


def test_readers_own_style_comes_first(client, essay, classmate):
    makers.make_entry(essay)
    classmate.citation_style = "apa"
    classmate.save()
    client.force_login(classmate)
    page = cite_page(client)
    assert page.index("apa-name") < page.index("chicago-author-date-name")
    assert '<option value="apa" selected>' in page


def test_task_sets_the_essay_and_its_list_in_every_style(essay):
    makers.make_entry(essay)
    tasks.set_own_references.call(essay.pk)
    assert Typeset.objects.count() == 2 * len(RENDERED_STYLES)
    assert tasks.set_own_references.call(999) is False


def test_task_tells_the_log_where_the_renderer_fails(essay, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise pandoc.RenderingFailed(pandoc.Reason.TIME_OUT)

    monkeypatch.setattr("sources.typesetting.rendering.render", fail)
    with caplog.at_level(logging.WARNING):
        tasks.set_own_references.call(essay.pk)
    assert f"The references of essay {essay.pk} are not set: time-out" in caplog.text


def test_command_sets_all_that_is_published(essay, author, course, monkeypatch, capsys):
    monkeypatch.setattr(preparing, "prepare", lambda post: seen.append(post))
    seen: list[Post] = []
    makers.make_draft(author, course)
    call_command("set_references")
    assert seen == [essay]
    assert capsys.readouterr().out == "1 essays are set in every style.\n"


def test_publishing_and_a_new_title_set_it(author, course, monkeypatch, django_capture_on_commit_callbacks):
    titles: list[str] = []
    monkeypatch.setattr(preparing, "prepare", lambda post: titles.append(post.title))
    post = makers.make_draft(author, course, title="First")
    with django_capture_on_commit_callbacks(execute=True):
        actions.save_post(post=post, tags=[], source_lines=[])
        publishing.publish(post=post, by=author)
        post.title = "Second"
        actions.save_post(post=post, tags=[], source_lines=[])
    assert titles == ["Second", "Second"]


def test_page_lists_the_files_of_the_essay_and_of_its_sources(client, essay):
    makers.make_entry(
        essay, source=makers.make_source(essay.course, csl={"type": "map", "title": "M", "scale": "1"})
    )
    page = cite_page(client)
    assert f'<a href="{HERE}cite.ris">RIS</a>' in page
    assert f'<a href="{HERE}sources.bibtex.bib">BibTeX</a>' in page
    assert "<summary>It cannot hold everything</summary>" in page
    assert "<li>M: scale</li>" in page


def test_page_of_an_essay_without_sources_says_so(client, essay):
    assert "This essay lists no sources." in cite_page(client)


def test_draft_is_cited_by_its_author_without_a_date(client, essay):
    Post.objects.update(status="draft", published_at=None)
    client.force_login(essay.author)
    page = cite_page(client)
    assert "once the essay is published" in page
    assert "Author, Isaiah. Terror: A Draft. Russia in the 20th Century." in page


def test_hostile_title_and_name_run_nothing(client, essay):
    Post.objects.update(title=HOSTILE)
    essay.author.display_name = "<img src=x onerror=alert(1)> Smith"
    essay.author.save()
    tasks.set_own_references.call(essay.pk)
    page = cite_page(client)
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize(("state", "readers"), WHO_READS.items(), ids=str)
def test_page_is_for_those_who_may_read_the_essay(client, request, essay, state, readers):
    Post.objects.update(status=state[0], visibility=state[1])
    for who in ["guest", "outsider", "classmate", "instructor", "author"]:
        client.logout()
        if who != "guest":
            client.force_login(request.getfixturevalue(who))
        expected = 200 if who in readers.split() else 404
        assert client.get(f"{ADDRESS}cite/").status_code == expected, who


def test_queries_do_not_grow_with_the_list(client, essay, django_assert_num_queries):
    for position in range(1, 11):
        makers.make_entry(essay, position=position)
    with django_assert_num_queries(3):
        client.get(f"{ADDRESS}cite/")


def test_form_is_refused(client, essay):
    assert client.post(f"{ADDRESS}cite/").status_code == 405
    assert client.post(f"{ADDRESS}cite.ris").status_code == 405


def test_essays_own_reference_is_a_file(client, essay):
    response = client.get(f"{ADDRESS}cite.json")
    (item,) = json.loads(response.content)
    assert item["type"] == "post-weblog"
    assert item["abstract"] == essay.excerpt
    assert response["Content-Disposition"] == 'attachment; filename="terror.json"'


@pytest.mark.parametrize("extension", ["txt", "html", "docx", ""])
def test_it_has_no_other_formats(client, essay, extension):
    assert client.get(f"{ADDRESS}cite.{extension}").status_code == 404

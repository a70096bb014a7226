"""The ledger of an essay as a page, and its summary on the essay's own."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from blog.citing.reciting import recite
from blog.models import Post
from courses.visibility import Visibility
from sources.models import CitationPolicy
from tests import makers

SUMMARY = Template("{% load citation_tags %}{% citation_summary post %}")


@pytest.fixture
def essay(author, course):
    post = makers.make_post(author, course, body="The plan failed (Freeze 347). So did the next (Nove 12).")
    makers.make_entry(post, source=makers.make_source(course, "Freeze, Gregory. Russia", key="freeze"))
    recite(post)
    return post


@pytest.fixture
def url(essay):
    return f"/essays/{essay.pk}/citations/"


@pytest.fixture
def shown_to_readers(course):
    return CitationPolicy.objects.create(course=course, shows_ledger=True)


def summary(essay, user) -> str:
    post = Post.objects.for_page(user).get(pk=essay.pk)
    return SUMMARY.render(Context({"user": user, "post": post}))


def test_author_sees_and_answers_all_of_it(client, author, url):
    client.force_login(author)
    page = client.get(url).text
    assert "Nove 12" in page
    assert 'name="answer"' in page


@pytest.mark.parametrize("who", ["instructor", "assistant", "staff"])
def test_course_staff_see_it_and_answer_nothing(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    page = client.get(url).text
    assert "Nove 12" in page
    assert 'name="answer"' not in page


def test_course_staff_see_what_the_author_answered(client, instructor, essay, url):
    makers.make_answer(essay, words="Nove 12")
    client.force_login(instructor)
    page = client.get(url).text
    assert "Answered (1)" in page
    assert "Take back" not in page


def test_readers_see_the_summary_where_the_course_shows_it(client, shown_to_readers, url):
    page = client.get(url).text
    assert "<dt>Citations</dt><dd>2</dd>" in page
    assert "Nove 12" not in page


def test_readers_see_nothing_where_it_does_not(client, classmate, url):
    assert client.get(url).status_code == 404
    client.force_login(classmate)
    assert client.get(url).status_code == 404


def test_draft_is_its_authors_alone(client, author, instructor, shown_to_readers, essay, url):
    Post.objects.update(status="draft")
    client.force_login(instructor)
    assert client.get(url).status_code == 404
    client.force_login(author)
    assert client.get(url).status_code == 200


def test_essay_that_cannot_be_seen_is_404(client, outsider, shown_to_readers, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_essay_that_is_none_is_404(client, db, pk):
    assert client.get(f"/essays/{pk}/citations/").status_code == 404


def test_sending_is_no_way_to_ask(client, author, url):
    client.force_login(author)
    assert client.post(url).status_code == 405


def test_essay_that_was_never_checked_says_so(client, course, shown_to_readers):
    post = makers.make_post(course=course)
    Post.objects.update(ledger={})
    assert "has not been checked yet" in client.get(f"/essays/{post.pk}/citations/").text


def test_queries_do_not_grow_with_the_citations(client, author, course, django_assert_max_num_queries):
    body = "".join(f"It failed (Author{n} {n}). " for n in range(1, 40))
    post = makers.make_post(author, course, body=body)
    for n in range(1, 40):
        makers.make_entry(post, source=makers.make_source(course, f"Author{n}, A. Book"), position=n)
    client.force_login(author)
    with django_assert_max_num_queries(9):
        client.get(f"/essays/{post.pk}/citations/")


def test_summary_for_the_author_leads_to_all_of_it(essay, author, url):
    said = summary(essay, author)
    assert "Citations: 2, 1 suggestion</summary>" in said
    assert f'href="{url}"' in said


def test_summary_for_readers_is_a_line_where_the_course_shows_it(essay, shown_to_readers):
    said = summary(essay, AnonymousUser())
    assert "<span>2 citations</span> <span>1 of 1 source cited</span>" in said
    assert "<details" not in said


def test_summary_is_silent_for_readers_elsewhere(essay, classmate):
    assert summary(essay, AnonymousUser()).strip() == ""
    assert summary(essay, classmate).strip() == ""


def test_summary_costs_no_query(essay, instructor, author, shown_to_readers, django_assert_num_queries):
    for user in (AnonymousUser(), author, instructor):
        post = Post.objects.for_page(user).get(pk=essay.pk)
        with django_assert_num_queries(0):
            SUMMARY.render(Context({"user": user, "post": post}))


def test_saved_essay_says_how_many_suggestions_there_are(client, author, course):
    client.force_login(author)
    form = {"title": "T", "body": "It failed (Nove 12).", "course": course.pk, "visibility": "world"}
    page = client.post("/write/", form | {"intent": "publish"}, follow=True).text
    assert "Published. 1 suggestion about citations." in page


class TestRequired:
    """In a course that asks for a source of every citation."""

    BODY = "It went well.\n\nThen the plan failed at last, as they say (Freese 12). "

    @pytest.fixture
    def form(self, client, author, course):
        CitationPolicy.objects.create(course=course, requires_sources=True)
        client.force_login(author)
        return {"title": "T", "body": self.BODY, "course": course.pk, "visibility": "world"}

    def test_citation_without_a_source_keeps_an_essay_from_its_readers(self, client, form):
        refused = client.post("/write/", form | {"sources": "Freeze, G. Russia", "intent": "publish"})
        assert refused.status_code == 422
        said = "Paragraph 2: “Freese 12” matches no source in the list. Did you mean “Freeze”?"
        assert said in refused.text
        assert self.BODY.strip() in refused.text
        assert not Post.objects.exists()

    def test_draft_is_saved_all_the_same(self, client, form):
        client.post("/write/", form | {"intent": "save"})
        assert Post.objects.get().status == "draft"

    def test_essay_whose_citations_match_is_published(self, client, form):
        client.post("/write/", form | {"sources": "Freese, A. History", "intent": "publish"})
        assert Post.objects.get().status == "published"

    def test_published_essay_stays_so(self, client, author, course, form):
        post = makers.make_post(author, course)
        assert client.post(f"/essays/{post.pk}/edit/", form | {"intent": "save"}).status_code == 422
        post.refresh_from_db()
        assert "Freese" not in post.body

    def test_elsewhere_nothing_is_refused(self, client, author, form):
        other = makers.make_course()
        makers.make_member(other, user=author)
        client.post("/write/", form | {"course": other.pk, "intent": "publish"})
        assert Post.objects.get().status == "published"

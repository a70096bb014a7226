"""What an author says to a finding of the check."""

import json

import pytest
from django.db import IntegrityError

from blog.models import Citation, FindingAnswer, Post
from courses.visibility import Visibility
from sources.models import CitationPolicy
from tests import makers

BODY = "The plan failed (Freese 347). So did the next (Nove 12)."
FREESE = ["no_source", "Freese 347", "The plan failed (", "). So did the next (Nove 12)."]


@pytest.fixture
def essay(author, course):
    post = makers.make_post(author, course, body=BODY)
    makers.make_entry(post, source=makers.make_source(course, "Freeze, Gregory. Russia", key="freeze"))
    return post


@pytest.fixture
def url(essay):
    return f"/essays/{essay.pk}/answers/"


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


def said(answer: str, place: object = FREESE, **more: str) -> dict[str, str]:
    return {"answer": f"{answer}:7", "place-7": json.dumps(place)} | more


def test_answer_is_kept_with_its_place(client, writer, essay, url):
    assert client.post(url, said("leave")).url == f"/essays/{essay.pk}/citations/"
    kept = essay.finding_answers.get()
    assert [kept.kind, kept.words, kept.before, kept.after] == FREESE
    assert (kept.answer, kept.answered_by) == ("leave", writer)


def test_same_place_has_one_answer(client, writer, essay, url):
    client.post(url, said("leave"))
    client.post(url, said("not-a-citation"))
    assert essay.finding_answers.get().answer == "not-a-citation"


def test_source_that_is_meant_is_cited_on_the_page(client, writer, essay, url):
    client.post(url, said("source", **{"source-7": "freeze"}))
    assert essay.citations.matched().get().source.key == "freeze"
    assert f'href="#source-{essay.citations.matched().get().source_id}"' in Post.objects.get().body_html


def test_what_is_not_a_citation_has_no_row(client, writer, essay, url):
    client.post(url, said("not-a-citation"))
    assert "Freese 347" not in Citation.objects.values_list("text", flat=True)


def test_summary_follows(client, writer, essay, url):
    client.post(url, said("leave"))
    before = Post.objects.get().ledger["findings"]
    client.post(url, said("leave", ["no_source", "Nove 12", "", ""]))
    assert Post.objects.get().ledger["findings"] == before - 1


def test_answer_is_taken_back(client, writer, essay, url):
    client.post(url, said("leave"))
    client.post(url, {"answer": f"take-back:{essay.finding_answers.get().pk}"})
    assert not essay.finding_answers.exists()


def test_answer_of_another_essay_is_not_taken_back(client, writer, essay, url):
    other = makers.make_answer(makers.make_post(writer))
    client.post(url, {"answer": f"take-back:{other.pk}"})
    assert FindingAnswer.objects.get() == other


def test_script_gets_the_ledger_of_what_is_typed(client, writer, url):
    answer = client.post(url, said("leave", body=f"{BODY} And more (Tucker 12).", fragment="1"))
    assert answer.status_code == 200
    assert "Answered (1)" in answer.text
    assert "Tucker 12" in answer.text
    assert "<html" not in answer.text


def test_without_a_script_nothing_typed_is_lost(client, writer, essay, url):
    typed = {"title": "New title", "body": f"{BODY} New words.", "sources": "Nove", "course": essay.course_id}
    answer = client.post(url, said("leave", **typed))
    assert answer.status_code in (200, 422)
    assert "New words.</textarea>" in answer.text
    assert 'value="New title"' in answer.text
    assert "Your answer is remembered." in answer.text
    assert f'action="/essays/{essay.pk}/edit/"' in answer.text


def test_without_a_script_nothing_typed_is_saved(client, writer, essay, url):
    client.post(url, said("leave", body="New words.", title="New title", course=essay.course_id))
    essay.refresh_from_db()
    assert essay.body == BODY


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer": "leave"},
        {"answer": "leave:7"},
        {"answer": "leave:7", "place-7": "{"},
        {"answer": "leave:7", "place-7": "[" * 9_000},
        {"answer": "leave:7", "place-7": '["a", "b"]'},
        said("leave", [1, None, {}, []]),
        said("leave", ["nonsense", "a", "b", "c"]),
        said("leave", ["no_source", "x" * 501, "", ""]),
        said("agree"),
        said("not-a-citation", ["uncited_quote", "“a”", "", ""]),
        said("source"),
        said("source", **{"source-7": "nobody"}),
    ],
)
def test_answer_that_is_none_is_refused_with_a_reason(client, writer, essay, url, form):
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert 'class="notice error"' in answer.text
    assert not essay.finding_answers.exists()


def test_refusal_keeps_what_was_typed(client, writer, essay, url):
    answer = client.post(url, said("agree", body="New words.", title="New title", course=essay.course_id))
    assert answer.status_code == 422
    assert "New words.</textarea>" in answer.text


def test_source_of_somebody_elses_draft_is_not_meant(client, writer, classmate, course, url):
    makers.make_source(course, "Hidden", key="hidden", shared_at=None, added_by=classmate)
    assert client.post(url, said("source", **{"source-7": "hidden"})).status_code == 422


def test_answers_are_bounded(client, writer, essay, url, monkeypatch):
    monkeypatch.setattr("blog.citing.answering.MAX_ANSWERS", 1)
    makers.make_answer(essay, words="Nove 12")
    assert client.post(url, said("leave")).status_code == 422
    assert essay.finding_answers.count() == 1


def test_answer_opens_the_way_to_publication(client, writer, essay, course, url):
    Post.objects.update(status="draft", body="The plan failed (Freese 347).")
    CitationPolicy.objects.create(course=course, requires_sources=True)
    form = {"title": "T", "body": "The plan failed (Freese 347).", "course": course.pk, "visibility": "world"}
    client.post(url, said("leave"))
    client.post(f"/essays/{essay.pk}/edit/", form | {"sources": "Freeze", "intent": "publish"})
    assert Post.objects.get().status == "published"


def test_others_who_see_the_essay_are_refused(client, classmate, instructor, url):
    for user in (classmate, instructor):
        client.force_login(user)
        assert client.post(url, said("leave")).status_code == 403


def test_essay_that_cannot_be_seen_is_404(client, outsider, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.post(url, said("leave")).status_code == 404


def test_stranger_signs_in_first_and_loses_no_text(client, essay, url):
    answer = client.post(url, said("leave", body="Some new words."))
    assert answer.status_code == 403
    assert "Some new words." in answer.text


def test_what_the_form_says_of_places_is_not_taken_for_typed(client, author, essay, url):
    client.force_login(author)
    told = (
        client.get(f"/essays/{essay.pk}/edit/").text.partition('name="place-1" value="')[2].partition('"')[0]
    )
    assert told
    assert " " not in told


def test_asking_changes_nothing(client, writer, url):
    assert client.get(url).status_code == 405


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ({"kind": "zebra"}, "finding_answer_kind_known"),
        ({"kind": "uncited_quote", "answer": "not-a-citation"}, "finding_answer_settles_citations_only"),
    ],
)
def test_database_keeps_what_can_be_answered(essay, answer, rule):
    with pytest.raises(IntegrityError, match=rule):
        makers.make_answer(essay, **answer)

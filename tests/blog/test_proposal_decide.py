"""What becomes of a proposed source, and who sees it meanwhile."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import EssaySource, Post, SourceProposal
from blog.proposals import actions
from blog.proposals.views import ANSWERS
from sources.models import Source, SourceMerge, UnitSource
from tests import makers

pytestmark = pytest.mark.django_db
LINE = "Figes, Orlando. The Whisperers. London: Allen Lane, 2007."


@pytest.fixture
def proposal(post, classmate):
    return actions.propose(post=post, by=classmate, line=LINE, note="On private life.")


def answer(client, proposal, answer, user=None):
    if user:
        client.force_login(user)
    return client.post(f"/proposals/{proposal.pk}/", {"answer": answer})


def page(client, proposal, user=None):
    if user:
        client.force_login(user)
    return client.get(proposal.post.get_absolute_url()).content.decode()


def status(proposal):
    return SourceProposal.objects.values_list("status", flat=True).filter(pk=proposal.pk).first()


def test_the_author_accepts_with_one_click(client, proposal, author, post):
    response = answer(client, proposal, "accept", author)
    assert response["Location"] == f"{post.get_absolute_url()}#suggestions"
    assert status(proposal) == "accepted"
    assert SourceProposal.objects.get().decided_at is not None


def test_what_is_accepted_stands_with_the_list_for_everyone(client, proposal, author):
    answer(client, proposal, "accept", author)
    client.logout()
    shown = page(client, proposal)
    assert "The Whisperers" in shown
    assert "Suggested by Tom Classmate" in shown


def test_what_is_accepted_is_in_the_library(client, proposal, author, outsider):
    answer(client, proposal, "accept", author)
    assert Source.objects.shared().get() == proposal.source
    for reader in (author, outsider, AnonymousUser()):
        assert Source.objects.visible_to(reader).exists()


def test_what_a_hidden_essay_accepted_is_hidden_with_it(client, proposal, author, outsider):
    answer(client, proposal, "accept", author)
    Post.objects.update(visibility="course")
    for reader in (outsider, AnonymousUser()):
        assert not Source.objects.visible_to(reader).exists()


def test_what_the_author_cites_is_no_suggestion_any_more(client, proposal, author, post):
    answer(client, proposal, "accept", author)
    post.refresh_from_db()
    post.body = f"As shown [@{proposal.source.key}, 12]."
    post.save()
    actions.recite(post)
    assert "Suggested by" not in page(client, proposal, author)
    assert post.bibliography.get().line == LINE


def test_the_author_declines(client, proposal, author, classmate):
    answer(client, proposal, "decline", author)
    assert status(proposal) == "declined"
    assert LINE not in page(client, proposal)
    assert "Declined by the author" in page(client, proposal, classmate)


def test_the_author_changes_their_mind(client, proposal, author):
    answer(client, proposal, "accept", author)
    assert "Take off the list" in page(client, proposal)
    answer(client, proposal, "decline")
    client.logout()
    assert "The Whisperers" not in page(client, proposal)


def test_who_made_it_takes_it_back(client, proposal, classmate):
    assert "Take back" in page(client, proposal, classmate)
    assert answer(client, proposal, "take-back").status_code == 302
    assert not SourceProposal.objects.exists()
    assert not Source.objects.exists()


def test_a_source_that_others_have_stays(client, proposal, classmate, course):
    makers.make_entry(makers.make_post(course=course), LINE, source=proposal.source)
    answer(client, proposal, "take-back", classmate)
    assert Source.objects.exists()


def test_what_is_decided_is_not_taken_back(client, proposal, author, classmate):
    answer(client, proposal, "accept", author)
    assert answer(client, proposal, "take-back", classmate).status_code == 403
    assert status(proposal) == "accepted"


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("role", ["assistant", "instructor", "staff"])
def test_the_courses_staff_remove_it(client, request, proposal, author, role, accepted):
    if accepted:
        actions.accept(proposal=proposal, by=author)
    user = request.getfixturevalue(role)
    assert "Remove" in page(client, proposal, user)
    answer(client, proposal, "remove")
    assert status(proposal) is None
    assert LINE not in page(client, proposal)


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("classmate", ["accept", "decline", "remove"]),
        ("author", ["take-back", "remove"]),
        ("instructor", ["accept", "decline", "take-back"]),
    ],
)
def test_what_is_not_theirs_to_answer_is_refused(client, request, proposal, role, answers):
    client.force_login(request.getfixturevalue(role))
    assert {answer(client, proposal, name).status_code for name in answers} == {403}
    assert status(proposal) == "open"


@pytest.mark.parametrize("role", ["editor", "outsider"])
def test_whom_it_does_not_concern_sees_nothing(client, request, proposal, role):
    assert answer(client, proposal, "accept", request.getfixturevalue(role)).status_code == 404
    assert LINE not in page(client, proposal)


def test_a_guest_signs_in_first(client, proposal):
    assert answer(client, proposal, "accept")["Location"].startswith("/accounts/login/")
    assert LINE not in page(client, proposal)
    assert "Suggest a source" not in page(client, proposal)


@pytest.mark.parametrize("name", ["", "x", "Accept"])
def test_an_unknown_answer_is_a_bad_request(client, proposal, author, name):
    assert answer(client, proposal, name, author).status_code == 400


def test_a_get_decides_nothing(client, proposal, author):
    client.force_login(author)
    assert client.get(f"/proposals/{proposal.pk}/", {"answer": "accept"}).status_code == 405
    assert status(proposal) == "open"


def test_what_is_gone_is_not_there(client, author, db):
    client.force_login(author)
    assert client.post("/proposals/99/", {"answer": "accept"}).status_code == 404


def test_no_answer_without_the_token(client, proposal, author):
    client.handler.enforce_csrf_checks = True
    assert answer(client, proposal, "accept", author).status_code == 403


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("author", ["Accept", "Decline", "On private life.", "Suggested by Tom Classmate"]),
        ("classmate", ["Take back", "Suggested by you", "Suggest a source"]),
        ("assistant", ["Remove", "Suggest a source"]),
        ("editor", ["Suggest a source"]),
    ],
)
def test_each_sees_their_own_buttons(client, request, proposal, role, words):
    shown = page(client, proposal, request.getfixturevalue(role))
    assert [word for word in words if word not in shown] == []


def test_the_author_is_not_asked_to_suggest(client, proposal, author):
    assert "Suggest a source" not in page(client, proposal, author)


def test_the_page_takes_as_many_queries_with_many_proposals(client, post, author):
    client.force_login(author)
    counts = []
    for more in (1, 8):
        for _ in range(more):
            line = f"A work, number {SourceProposal.objects.count()}"
            actions.propose(post=post, by=makers.make_member(post.course), line=line)
        client.get(post.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(post.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.fixture
def taken_back_meanwhile(monkeypatch, classmate):
    """A view that has read the proposal, and acts after its maker took it back."""

    def late(act):
        def decide(*, proposal, by):
            actions.take_back(proposal=SourceProposal.objects.get(pk=proposal.pk), by=classmate)
            act(proposal=proposal, by=by)

        return decide

    late_answers = {name: (late(act), said) for name, (act, said) in ANSWERS.items()}
    monkeypatch.setattr("blog.proposals.views.ANSWERS", late_answers)


@pytest.mark.parametrize(
    ("role", "name"),
    [("author", "accept"), ("author", "decline"), ("instructor", "remove"), ("classmate", "take-back")],
)
def test_what_went_meanwhile_is_not_there(client, request, proposal, taken_back_meanwhile, role, name):
    assert answer(client, proposal, name, request.getfixturevalue(role)).status_code == 404


def test_what_was_accepted_meanwhile_is_not_taken_back(proposal, author, classmate):
    as_read = SourceProposal.objects.get()
    actions.accept(proposal=proposal, by=author)
    with pytest.raises(PermissionDenied):
        actions.take_back(proposal=as_read, by=classmate)
    assert status(proposal) == "accepted"


def test_a_source_that_somebody_else_added_stays(client, proposal, classmate):
    Source.objects.update(added_by=None)
    answer(client, proposal, "take-back", classmate)
    assert Source.objects.exists()


@pytest.mark.parametrize("use", ["unit", "answer", "merge", "essay"])
def test_a_source_that_anything_points_at_stays(client, proposal, classmate, post, course, use):
    source = proposal.source
    if use == "unit":
        UnitSource.objects.create(unit=makers.make_unit(course), source=source)
    elif use == "answer":
        makers.make_answer(post, answer="source", source=source)
    elif use == "merge":
        SourceMerge.objects.create(course=course, kept=source, key="old", csl={"title": "x"})
    else:
        EssaySource.objects.create(source=source, post=post)
    answer(client, proposal, "take-back", classmate)
    assert Source.objects.exists()

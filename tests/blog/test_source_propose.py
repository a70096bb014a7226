"""A reader proposes a source to an essay's author."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import SourceProposal
from blog.proposals import actions, views
from sources.models import Source
from tests import makers

pytestmark = pytest.mark.django_db
LINE = "Figes, Orlando. The Whisperers. London: Allen Lane, 2007."
KOTKIN = {
    "type": "book",
    "title": "Magnetic Mountain: Stalinism as a Civilization",
    "author": [{"family": "Kotkin", "given": "Stephen"}],
    "issued": {"date-parts": [[1995]]},
}


def address(post):
    return f"{post.get_absolute_url()}suggest-source/"


def propose(client, post, line=LINE, **data):
    return client.post(address(post), {"line": line, "note": "", **data})


def errors(response):
    return dict(response.context["form"].errors)


@pytest.fixture
def reader(client, classmate):
    client.force_login(classmate)
    return client


@pytest.fixture
def kotkin(course):
    return makers.make_source(course, key="kotkin", csl=KOTKIN)


def test_a_reader_suggests_a_line(reader, post, classmate):
    response = propose(reader, post, note="On   private\nlife.")
    proposal = SourceProposal.objects.get()
    assert response["Location"] == f"{post.get_absolute_url()}#suggestions"
    assert (proposal.line, proposal.note, proposal.status) == (LINE, "On private life.", "open")
    assert (proposal.proposed_by, proposal.source.added_by) == (classmate, classmate)


def test_what_is_suggested_is_not_in_the_library_yet(reader, post, author):
    propose(reader, post)
    assert not Source.objects.shared().exists()
    assert not Source.objects.visible_to(author).exists()


def test_the_form_says_whose_essay_it_is(reader, post):
    page = reader.get(address(post)).content.decode()
    assert "The Cult of Personality" in page
    assert "Isaiah Author" in page


def test_a_guest_signs_in_first(client, post):
    assert client.get(address(post))["Location"] == f"/accounts/login/?next={address(post)}"
    response = propose(client, post)
    assert response.status_code == 403
    assert LINE in response.content.decode()


def test_the_author_is_led_to_the_list(client, post, author):
    client.force_login(author)
    for response in (client.get(address(post)), propose(client, post)):
        assert response["Location"] == f"/essays/{post.pk}/edit/"
    assert not SourceProposal.objects.exists()


def test_an_outsider_suggests_where_everyone_may_read(client, post, outsider):
    client.force_login(outsider)
    assert propose(client, post).status_code == 302
    post.visibility = "course"
    post.save()
    assert client.get(address(post)).status_code == 404


@pytest.mark.parametrize("fields", [{"status": "withdrawn"}, {"comments_close_at": timezone.now()}])
def test_where_nobody_comments_nobody_suggests(client, post, instructor, fields):
    for name, value in fields.items():
        setattr(post, name, value)
    post.save()
    client.force_login(instructor)
    assert client.get(address(post)).status_code == 403
    assert propose(client, post).status_code == 403


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"line": ""}, "line", "Say which source"),
        ({"line": " \u200b&#x3164; "}, "line", "Say which source"),
        ({"line": "x" * 1001}, "line", "1001 characters"),
        ({"note": "y" * 501}, "note", "501 characters"),
    ],
)
def test_bad_input_is_refused_and_kept(reader, post, data, field, words):
    values = {"line": "Kept words", "note": "Kept note"} | data
    response = propose(reader, post, **values)
    assert response.status_code == 422
    assert words in errors(response)[field][0]
    kept = [value for name, value in values.items() if name not in data]
    assert all(value in response.content.decode() for value in kept)
    assert not SourceProposal.objects.exists()


def test_hostile_words_are_only_words(reader, post):
    line = "<script>alert(1)</script> \u202eevil \x00 [@x] {{ y }}"
    assert propose(reader, post, line).status_code == 302
    page = reader.get(post.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_the_librarys_own_are_offered(reader, post, kotkin):
    response = propose(reader, post, "kotkin magnetic")
    assert response.status_code == 422
    assert "Choose the one you mean" in errors(response)["choice"][0]
    assert "Magnetic Mountain: Stalinism as a Civilization" in response.content.decode()
    assert propose(reader, post, "kotkin magnetic", choice=kotkin.pk).status_code == 302
    proposal = SourceProposal.objects.get()
    assert (proposal.source, proposal.line.startswith("Kotkin, Stephen")) == (kotkin, True)


def test_an_almost_equal_line_is_asked_about(reader, post, kotkin):
    line = "Kotkin, Stephen. Magnetic Mountain. Berkeley: University of California Press, 1995."
    assert "choice" in errors(propose(reader, post, line))
    assert propose(reader, post, line, choice="new").status_code == 302
    assert SourceProposal.objects.get().source != kotkin


def test_a_choice_that_was_not_offered_is_refused(reader, post, course, kotkin):
    other = makers.make_source(course, "Another")
    for choice in (other.pk, "x", "-1", "9" * 30):
        assert "choice" in errors(propose(reader, post, "kotkin magnetic", choice=choice))


def test_words_that_a_source_is_listed_by_name_it(reader, post, course, kotkin):
    makers.make_entry(makers.make_post(course=course), LINE, source=kotkin)
    propose(reader, post)
    assert SourceProposal.objects.get().source == kotkin


def test_a_source_of_somebodys_draft_is_not_offered(reader, post, course, author):
    source = makers.make_source(course, "The Whisperers of Stalin", shared_at=None, added_by=author)
    makers.make_entry(makers.make_draft(author, course), source=source)
    assert propose(reader, post, "Whisperers of Stalin").status_code == 302


def test_what_is_listed_already_is_told(reader, post, kotkin):
    makers.make_entry(post, LINE, source=kotkin)
    assert errors(propose(reader, post))["line"] == [actions.LISTED]


def test_what_is_suggested_already_is_told(reader, post):
    propose(reader, post)
    assert errors(propose(reader, post))["line"] == [actions.PROPOSED]
    assert (SourceProposal.objects.count(), Source.objects.count()) == (1, 1)


def test_of_two_at_once_one_is_told(post, classmate, monkeypatch):
    def fail(self):
        raise IntegrityError

    monkeypatch.setattr(SourceProposal, "full_clean", fail)
    with pytest.raises(ValidationError, match="suggested"):
        actions.propose(post=post, by=classmate, line=LINE)


def test_the_action_asks_who_comes(post, author):
    with pytest.raises(PermissionDenied):
        actions.propose(post=post, by=author, line=LINE)


def test_a_flood_is_stopped(reader, post, monkeypatch):
    monkeypatch.setattr(views, "MAX_PROPOSALS_PER_HOUR", 1)
    propose(reader, post, "First one")
    response = propose(reader, post)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert LINE in response.content.decode()
    SourceProposal.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert propose(reader, post).status_code == 302


def test_the_offer_takes_as_many_queries_in_a_large_library(reader, post, course):
    counts = []
    for more in (3, 30):
        for number in range(more):
            makers.make_source(course, f"Letters of a clerk {more} {number}")
        with CaptureQueriesContext(connection) as queries:
            assert "choice" in errors(propose(reader, post, "letters clerk"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_other_methods_are_refused(reader, post):
    assert reader.put(address(post)).status_code == 405

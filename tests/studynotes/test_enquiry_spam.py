"""Enquiries that look like spam are kept, out of the way, and their senders see nothing of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.arrivals import TRAP, Arrival
from accounts.models import User
from studynotes.enquiries.suspecting import suspicion
from studynotes.models import Enquiry
from tests.akismet_server import Akismet

from .makers import make_enquiry
from .test_enquiry_step import CHECK, DETAILS, NEED, SENT, WHAT, WHO, checked, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(time_machine: Any) -> Any:
    """Lets the minute pass in which a person types."""
    return lambda: time_machine.move_to(timezone.now() + timedelta(minutes=1))


def sent(client: Client, form: dict[str, str]) -> tuple[str, str]:
    assert client.post(CHECK, form)["Location"] == SENT
    enquiry = Enquiry.objects.latest("pk")
    return enquiry.state, enquiry.suspicion


@pytest.mark.parametrize(
    ("arrival", "links", "is_guest", "why"),
    [
        (Arrival(60, trap="x"), 0, True, "Filled in the field that nobody sees"),
        (Arrival(60, trap="x"), 0, False, "Filled in the field that nobody sees"),
        (Arrival(60), 2, False, "2 links"),
        (Arrival(60), 1, True, ""),
        (Arrival(2.9), 0, True, "Sent within 3 seconds"),
        (Arrival(2.9), 0, False, ""),
        (Arrival(None), 0, True, ""),
        (Arrival(9, is_spam_to_akismet=True), 0, True, "Akismet calls it spam"),
    ],
)
def test_what_speaks_against_it(arrival: Arrival, links: int, is_guest: bool, why: str) -> None:
    assert suspicion(arrival, links=links, is_guest=is_guest) == why


def test_form_sent_at_once_is_held(client: Client) -> None:
    assert sent(client, checked(client)) == ("held", "Sent within 3 seconds")


def test_form_that_took_a_minute_is_new(client: Client, later: Any) -> None:
    form = checked(client)
    later()
    assert sent(client, form) == ("new", "")


def test_who_is_signed_in_may_be_quick(client: Client, classmate: User) -> None:
    client.force_login(classmate)
    assert sent(client, checked(client)) == ("new", "")


@pytest.mark.parametrize("step", [DETAILS, NEED, CHECK])
def test_field_that_nobody_sees_catches_who_fills_it_in_on_any_page(
    client: Client, later: Any, step: str
) -> None:
    form = hidden(client.get(DETAILS).text)
    page = client.get(DETAILS).text
    assert re.search(r'<input name="(\w+)" autocomplete="off" hidden>', page)[1] == TRAP  # type: ignore[index]
    for address, said in ((DETAILS, form | WHO), (NEED, WHAT)):
        client.post(address, said | ({TRAP: "Cheap watches"} if address == step else {}))
    last = hidden(client.get(CHECK).text) | ({TRAP: "Cheap watches"} if step == CHECK else {})
    later()
    assert sent(client, last) == ("held", "Filled in the field that nobody sees")


def test_links_hold_it_wherever_they_stand(client: Client, later: Any) -> None:
    form = checked(client, times="https://a.example", needs="See https://b.example")
    later()
    assert sent(client, form) == ("held", "2 links")


def test_sender_of_spam_sees_what_others_see(client: Client, later: Any) -> None:
    form = checked(client)
    client.post(CHECK, form | {TRAP: "Cheap watches"})
    held = client.get(SENT).text
    later()
    client.post(CHECK, form | {"need-needs": "Something else."})
    pages = [re.sub(r"\d+", "", page) for page in (held, client.get(SENT).text)]
    assert pages[0] == pages[1]


def test_akismet_is_told_of_guests_and_believed(client: Client, later: Any, akismet: Akismet) -> None:
    akismet.answer = b"true"
    form = checked(client)
    assert "Akismet, in the United States" in client.get(CHECK).text
    later()
    assert sent(client, form) == ("held", "Akismet calls it spam")
    [(_, fields)] = akismet.asked
    assert fields["comment_type"] == ["contact-form"]
    assert fields["comment_author_email"] == ["ada@example.org"]
    assert fields["permalink"] == ["https://essays.example.edu/hire-a-tutor/"]


def test_akismet_never_hears_of_members_nor_of_what_is_held_anyway(
    client: Client, classmate: User, akismet: Akismet
) -> None:
    sent(client, checked(client))
    client.force_login(classmate)
    sent(client, checked(client, needs="Something else."))
    assert not akismet.asked


def test_two_that_are_stored_at_once_are_one(client: Client) -> None:
    """What the second half of a double click finds, whose look came before the first was stored."""
    form = checked(client)
    sent(client, form)
    first = Enquiry.objects.get()
    with pytest.raises(Exception, match=r"UNIQUE|unique"), transaction.atomic():
        make_enquiry(submission=first.submission)

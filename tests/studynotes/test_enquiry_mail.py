"""The mails about an enquiry, as they arrive at a real mail server."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.arrivals import Arrival
from accounts.later import FIRST_WAIT
from accounts.models import User
from studynotes.enquiries.sending import Client, Said, send_enquiry
from studynotes.enquiries.telling import mail_sender, mail_staff
from studynotes.models import Enquiry
from tests import makers
from tests.post_office import PostOffice

from .makers import make_enquiry, make_way

pytestmark = pytest.mark.django_db(transaction=True)
SAID = Said("Ada Asking", "ada@example.org", "", "Stalin’s tactics", "a-level", "Buy <b>this</b>.", "")


def send(**changed: Any) -> Enquiry:
    return send_enquiry(
        said=changed.pop("said", SAID),
        client=changed.pop("client", Client()),
        submission=uuid.uuid4(),
        arrival=Arrival(60.0, **changed),
    )


def test_each_of_the_staff_and_the_sender_get_one(post_office: PostOffice, staff: User) -> None:
    other = makers.make_user("Stella Staff", is_staff=True)
    makers.make_user("Ines Instructor")
    makers.make_user("Gone", is_staff=True, is_active=False)
    send()
    assert sorted(post_office.sent_to) == sorted([[staff.email], [other.email], ["ada@example.org"]])


def test_it_goes_where_the_settings_say(post_office: PostOffice, staff: User, settings: Any) -> None:
    settings.ENQUIRIES_TO = ["tutors@colloquy.example"]
    send()
    assert post_office.sent_to == [["tutors@colloquy.example"], ["ada@example.org"]]


def test_staff_read_it_and_answer_by_answering(post_office: PostOffice, staff: User) -> None:
    enquiry = send()
    message, (text, html) = post_office.arrived[0], post_office.parts(0)
    assert message["Reply-To"] == "ada@example.org"
    assert message["Subject"] == f"[Colloquy] Enquiry {enquiry.pk}: Stalin’s tactics"
    assert "Buy <b>this</b>." in text
    assert "Buy &lt;b&gt;this&lt;/b&gt;." in html
    assert f"https://essays.example.edu/admin/studynotes/enquiry/{enquiry.pk}/change/" in text


def test_sender_gets_a_confirmation_without_a_word_of_theirs(post_office: PostOffice) -> None:
    make_way("phone", "+44 20 7946 0000")
    enquiry = send()
    text, html = post_office.parts()
    assert post_office.arrived[-1]["Subject"] == "[Colloquy] We have your enquiry"
    assert f"number {enquiry.pk}" in text
    assert "+44 20 7946 0000" in text
    assert not [words for words in ("Ada", "Stalin", "Buy") if words in text + html]


def test_what_looks_like_spam_is_mailed_to_nobody(post_office: PostOffice, staff: User) -> None:
    assert send(trap="watches").state == "held"
    assert not post_office.sent_to


def test_enquiry_stands_though_the_mail_server_does_not(post_office: PostOffice, staff: User) -> None:
    with post_office.closed():
        enquiry = send()
    assert Enquiry.objects.get() == enquiry
    assert mail_sender.call(enquiry.pk)
    assert post_office.sent_to == [["ada@example.org"]]


def test_it_is_tried_again_later_and_not_for_ever(
    settings: Any, post_office: PostOffice, staff: User
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    enquiry = make_enquiry()
    post_office.answer = "451 Try again later"
    assert not mail_staff.call(enquiry.pk, staff.email)
    again = DBTaskResult.objects.get()
    assert again.args_kwargs["args"] == [enquiry.pk, staff.email, 1]
    assert again.run_after - again.enqueued_at > FIRST_WAIT * 0.9
    assert not mail_staff.call(enquiry.pk, staff.email, 5)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "held", "suspicion": "2 links"},
        {"erased_at": "2020-02-24T12:00Z", "name": "", "email": "", "subject": "", "needs": ""},
    ],
)
def test_one_that_was_put_away_meanwhile_is_not_mailed(
    post_office: PostOffice, fields: dict[str, Any]
) -> None:
    assert mail_sender.call(make_enquiry(**fields).pk)
    assert not post_office.sent_to

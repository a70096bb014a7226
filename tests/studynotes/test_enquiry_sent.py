"""The page that says an enquiry has arrived, and the address that leads to the form."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as format_date

from accounts.models import User
from studynotes.enquiries.wizard import SENT as KEY
from studynotes.models import Enquiry

from .makers import make_enquiry, make_topic
from .test_enquiry_step import CHECK, DETAILS, SENT, checked

pytestmark = pytest.mark.django_db


def test_it_says_the_number_and_where_the_answer_goes(client: Client) -> None:
    page = client.post(CHECK, checked(client), follow=True).text
    assert f"It has the number {Enquiry.objects.get().pk}." in page
    assert "ada@example.org" in page
    assert client.get(SENT).text == page
    assert Enquiry.objects.count() == 1


def test_other_half_of_a_double_click_finds_what_the_first_sent(client: Client) -> None:
    form, halves = checked(client), [Client()]

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if halves and sql.startswith("SELECT") and "studynotes_enquiry" in sql:
            assert halves.pop().post(CHECK, form)["Location"] == SENT
        return found

    with connection.execute_wrapper(meanwhile):
        assert client.post(CHECK, form)["Location"] == SENT
    assert not halves
    assert Enquiry.objects.count() == 1


def test_it_says_its_date_as_the_site_does_and_leads_to_the_study_notes(client: Client) -> None:
    page = client.post(CHECK, checked(client), follow=True).text
    assert f"erased after {format_date(Enquiry.objects.get().erase_after, 'F j, Y')}." in page
    assert '<a class="btn btn-secondary" href="/notes/">To the study notes</a>' in page


def test_who_has_sent_nothing_is_led_to_the_form(client: Client) -> None:
    make_enquiry()
    assert client.get(SENT)["Location"] == DETAILS


def test_staff_do_not_meet_others_there(client: Client, staff: User) -> None:
    make_enquiry()
    client.force_login(staff)
    assert client.get(SENT)["Location"] == DETAILS


@pytest.mark.parametrize(
    "fields", [{"created_at": timezone.now() - timedelta(hours=2)}, {"erased_at": timezone.now()}]
)
def test_old_or_erased_one_is_not_shown_any_more(client: Client, fields: dict[str, Any]) -> None:
    gone = dict.fromkeys(["name", "email", "subject", "needs"], "") if "erased_at" in fields else {}
    session = client.session
    session[KEY] = make_enquiry(**fields, **gone).pk
    session.save()
    client.cookies["colloquy_session"] = session.session_key
    assert client.get(SENT)["Location"] == DETAILS


def test_start_leads_to_the_first_step(client: Client) -> None:
    assert client.get("/hire-a-tutor/")["Location"] == DETAILS


def test_study_note_leads_to_the_form_with_its_topic(client: Client) -> None:
    topic = make_topic(title="Stalin’s tactics & victory")
    [link] = re.findall(r'href="(/hire-a-tutor/[^"]*)"', client.get(topic.get_absolute_url()).text)
    page = client.get(unescape(link), follow=True).text
    assert 'name="details-about" value="Stalin’s tactics &amp; victory"' in page


@pytest.mark.parametrize("address", ["/hire-a-tutor/", SENT])
def test_they_take_no_form(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405

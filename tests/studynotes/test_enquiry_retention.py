"""What of an enquiry is erased, when, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from comments import daily
from studynotes.enquiries.handling import MOVES, add_note, erase, move_enquiries
from studynotes.enquiries.retention import BLOCK_KEPT, forget
from studynotes.models import ContactWay, Enquiry, EnquiryNote

from .makers import make_enquiry

pytestmark = pytest.mark.django_db


def test_one_is_kept_to_the_end_of_its_day() -> None:
    now = timezone.now()
    make_enquiry(erase_after=timezone.localdate(now))
    assert forget(now) == 0
    assert forget(now + timedelta(days=1)) == 1


def test_nothing_personal_stays_and_what_became_of_it_does(staff: User) -> None:
    enquiry = make_enquiry(phone="1", times="Mondays", sender=staff, sender_block="192.0.2.0/24")
    rows = Enquiry.objects.filter(pk=enquiry.pk)
    add_note(enquiry=enquiry, by=staff, text="Ada’s mother called.")
    move_enquiries(enquiries=rows, move=MOVES["answer"], by=staff, text="Wrote to Ada.")
    assert erase(enquiries=rows) == 1
    enquiry.refresh_from_db()
    assert not any(getattr(enquiry, name) for name in [*Enquiry.PERSONAL, "sender"])
    assert (enquiry.state, enquiry.level, bool(enquiry.erased_at)) == ("answered", "a-level", True)
    assert list(enquiry.notes.values_list("text", "to_state")) == [("", "answered")]


def test_erased_row_cannot_hold_anything_personal() -> None:
    enquiry = make_enquiry()
    erase(enquiries=Enquiry.objects.all())
    for name in Enquiry.PERSONAL:
        with pytest.raises(IntegrityError, match="holds_nothing_personal"), transaction.atomic():
            Enquiry.objects.filter(pk=enquiry.pk).update(**{name: "Ada"})


def test_note_on_what_is_erased_is_not_kept(staff: User) -> None:
    enquiry = make_enquiry()
    erase(enquiries=Enquiry.objects.all())
    assert add_note(enquiry=enquiry, by=staff, text="Ada’s mother called.") is None
    assert not enquiry.notes.exists()


def test_words_that_came_to_what_was_erased_go_with_the_next(staff: User) -> None:
    enquiry = make_enquiry()
    erase(enquiries=Enquiry.objects.all())
    EnquiryNote.objects.create(enquiry=enquiry, author=staff, text="Ada’s mother called.")
    EnquiryNote.objects.create(enquiry=enquiry, author=staff, text="Ada wrote.", to_state="closed")
    forget(timezone.now())
    assert list(enquiry.notes.values_list("text", "to_state")) == [("", "closed")]


def test_it_happens_every_day() -> None:
    make_enquiry(erase_after=timezone.localdate() - timedelta(days=1))
    daily.forget.call()
    assert not Enquiry.objects.kept().exists()


def test_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    make_enquiry(erase_after=timezone.localdate() - timedelta(days=1))
    call_command("erase_enquiries")
    call_command("erase_enquiries")
    assert capsys.readouterr().out == "1 enquiry erased.\n0 enquiries erased.\n"


def test_networks_are_forgotten_after_a_day() -> None:
    now = timezone.now()
    for age in (BLOCK_KEPT * 0.9, BLOCK_KEPT * 1.1):
        make_enquiry(sender_block="192.0.2.0/24", created_at=now - age)
    forget(now)
    assert Enquiry.objects.exclude(sender_block="").count() == 1


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"email": ""}, {"needs": ""}, {"state": "lost"}, {"level": "x"}]
)
def test_enquiry_that_nobody_could_answer_is_not_stored(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        make_enquiry(**fields)


def test_note_without_anything_to_say_is_not_stored(staff: User) -> None:
    enquiry = make_enquiry()
    with pytest.raises(IntegrityError, match="enquiry_note_not_empty"):
        EnquiryNote.objects.create(enquiry=enquiry, author=staff)


@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        ("phone", "+44 (20) 7946-0000", "tel:+442079460000"),
        ("whatsapp", "+44 7700 900123", "https://wa.me/447700900123"),
        ("email", "tutors@example.org", "mailto:tutors@example.org"),
        ("email", "o'hara+a&b@example.org", "mailto:o%27hara%2Ba%26b@example.org"),
    ],
)
def test_way_of_contact_leads_where_it_says(kind: str, value: str, link: str) -> None:
    way = ContactWay(kind=kind, value=value)
    way.full_clean()
    assert way.link == link


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "020 7946 0000"),
        ("phone", "+44 call us"),
        ("whatsapp", "https://wa.me/447700900123"),
        ("whatsapp", "+12"),
        ("email", "tutors"),
        ("email", ""),
    ],
)
def test_way_of_contact_that_leads_nowhere_is_refused(kind: str, value: str) -> None:
    with pytest.raises(Exception, match="value"):
        ContactWay(kind=kind, value=value).full_clean()


def test_date_is_the_sites_and_not_the_servers(settings: Any) -> None:
    settings.TIME_ZONE = "Pacific/Kiritimati"
    make_enquiry(erase_after=datetime(2026, 11, 29, tzinfo=UTC).date())
    with timezone.override("Pacific/Kiritimati"):
        assert forget(datetime(2026, 11, 29, 11, tzinfo=UTC)) == 1

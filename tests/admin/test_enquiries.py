"""Enquiries in the admin: what site staff see and do, and what nobody does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.models import User
from studynotes.enquiries.handling import erase
from studynotes.models import ContactWay, Enquiry
from tests.post_office import PostOffice
from tests.studynotes.makers import make_enquiry

pytestmark = pytest.mark.django_db
LIST = "/admin/studynotes/enquiry/"


def act(admin: Client, action: str, *enquiries: Enquiry, **more: str) -> list[str]:
    """What the list says after an action on some of its rows."""
    chosen = {"action": action, "_selected_action": [enquiry.pk for enquiry in enquiries]}
    return [str(message) for message in admin.post(LIST, chosen | more, follow=True).context["messages"]]


def note(admin: Client, enquiry: Enquiry, **data: str) -> Any:
    return admin.post(f"{LIST}{enquiry.pk}/note/", data)


def listed(admin: Client, query: str) -> set[str]:
    rows: QuerySet[Enquiry] = admin.get(f"{LIST}?{query}").context["cl"].queryset
    return set(rows.values_list("name", flat=True))


def test_list_tells_new_ones_from_those_that_look_like_spam(admin: Client) -> None:
    make_enquiry(name="Nora New")
    make_enquiry(name="Sven Spam", state="held", suspicion="2 links")
    gone = make_enquiry()
    erase(enquiries=Enquiry.objects.filter(pk=gone.pk))
    assert listed(admin, "state=new") == {"Nora New"}
    assert listed(admin, "state=held") == {"Sven Spam"}
    assert listed(admin, "state=erased") == {""}
    assert "Looks like spam (1)" in admin.get(LIST).text


@pytest.mark.parametrize("words", ["Ada", "ada@e", "7946", "Khrushchev", "thaw", "called"])
def test_search_finds_by_all_that_is_known(admin: Client, staff: User, words: str) -> None:
    make_enquiry(name="Other", email="other@example.org")
    found = make_enquiry(
        name="Ada", email="ada@example.org", phone="7946", subject="Khrushchev", needs="The thaw"
    )
    note(admin, found, text="She called.")
    assert listed(admin, f"q={words}") == {"Ada"}


def test_filter_by_level_and_day(admin: Client) -> None:
    make_enquiry(name="Ada", level="ib", created_at=timezone.now() - timedelta(days=40))
    make_enquiry(name="Bo", level="gcse")
    assert listed(admin, "level=ib") == {"Ada"}
    since = (timezone.now() - timedelta(days=1)).isoformat().replace("+", "%2B")
    assert listed(admin, f"created_at__gte={since}") == {"Bo"}


def test_actions_move_those_that_they_are_open_to(admin: Client) -> None:
    new, closed = make_enquiry(), make_enquiry(state="closed")
    assert act(admin, "answer", new, closed) == ["1 enquiry marked as answered.", "1 enquiry left as before."]
    assert act(admin, "close", new) == ["1 enquiry closed."]
    assert act(admin, "reopen", new, closed) == ["2 enquiries marked as new."]


def test_every_move_is_noted_with_who_and_when(admin: Client, staff: User) -> None:
    enquiry = make_enquiry()
    act(admin, "answer", enquiry)
    note(admin, enquiry, move="close", text="Max takes it.")
    notes = list(enquiry.notes.values_list("author", "to_state", "text"))
    assert notes == [(staff.pk, "answered", ""), (staff.pk, "closed", "Max takes it.")]
    page = admin.get(f"{LIST}{enquiry.pk}/change/").text
    assert staff.display_name in page
    assert "Max takes it." in page


def test_what_is_no_spam_is_mailed_like_any_other(
    admin: Client, staff: User, post_office: PostOffice, django_capture_on_commit_callbacks: Any
) -> None:
    enquiry = make_enquiry(state="held", suspicion="2 links", email="ada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        act(admin, "not_spam", enquiry)
    assert post_office.sent_to == [[staff.email], ["ada@example.org"]]


def test_note_alone_changes_no_state(admin: Client) -> None:
    enquiry = make_enquiry()
    assert note(admin, enquiry, text="She called.").status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.notes.get().text) == ("new", "She called.")


@pytest.mark.parametrize("text", ["", " ", "x" * 4001])
def test_note_that_cannot_be_kept_is_422_with_its_words(admin: Client, text: str) -> None:
    enquiry = make_enquiry()
    response = note(admin, enquiry, text=text)
    assert (response.status_code, text.strip() in response.text) == (422, True)
    assert not enquiry.notes.exists()


def test_move_that_somebody_else_has_made_is_409_with_the_note(admin: Client) -> None:
    enquiry = make_enquiry(state="answered")
    response = note(admin, enquiry, move="answer", text="I wrote to her.")
    assert (response.status_code, "I wrote to her." in response.text) == (409, True)
    assert not enquiry.notes.exists()


def test_erasing_asks_first(admin: Client) -> None:
    enquiry = make_enquiry(name="Ada")
    assert act(admin, "erase_now", enquiry) == []
    assert Enquiry.objects.kept().exists()
    assert act(admin, "erase_now", enquiry, sure="yes") == ["1 enquiry erased."]
    page = admin.get(f"{LIST}{enquiry.pk}/change/").text
    assert "What was personal was erased" in page
    assert "Ada" not in page
    assert note(admin, enquiry, move="answer").status_code == 409


def test_note_on_what_somebody_has_erased_is_409_with_its_words(admin: Client) -> None:
    enquiry = make_enquiry()
    erase(enquiries=Enquiry.objects.all())
    response = note(admin, enquiry, text="Her mother called.")
    assert (response.status_code, "Her mother called." in response.text) == (409, True)
    assert "moved or erased it meanwhile" in response.text
    assert not enquiry.notes.exists()


def test_nobody_edits_or_deletes_an_enquiry_or_a_note(admin: Client) -> None:
    enquiry = make_enquiry(name="Ada")
    note(admin, enquiry, text="She called.")
    assert admin.post(f"{LIST}{enquiry.pk}/change/", {"name": "Eve"}).status_code == 405
    assert admin.post(f"{LIST}{enquiry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in admin.get(LIST).text
    assert (Enquiry.objects.get().name, enquiry.notes.get().text) == ("Ada", "She called.")


def test_teachers_meet_no_enquiry_anywhere(client: Client, instructor: User) -> None:
    enquiry = make_enquiry()
    client.force_login(instructor)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{enquiry.pk}/change/").status_code == 403
    assert note(client, enquiry, text="Mine.").status_code == 403
    assert "nquir" not in client.get("/admin/").text


def test_queries_do_not_grow_with_enquiries(admin: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(12):
        note(admin, make_enquiry(), text="She called.")
    with django_assert_max_num_queries(8):
        admin.get(LIST)


def test_way_of_contact_that_leads_nowhere_is_the_forms_error(admin: Client) -> None:
    data = {"kind": "whatsapp", "value": "call us", "position": 1}
    response = admin.post("/admin/studynotes/contactway/add/", data)
    assert "Type the number with + and its country code" in response.text
    admin.post("/admin/studynotes/contactway/add/", data | {"value": "+44 7700 900123"})
    assert ContactWay.objects.get().link == "https://wa.me/447700900123"
    again = admin.post("/admin/studynotes/contactway/add/", data | {"value": "+44 7700 900123"})
    assert "This way of contact is there already." in again.text

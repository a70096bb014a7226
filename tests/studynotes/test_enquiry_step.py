"""The steps of an enquiry: forwards, back, checked, sent once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.arrivals import new_submission
from accounts.models import User
from accounts.rates import MOST_SESSIONS
from studynotes.enquiries.sending import MOST_OF_ADDRESS, MOST_OF_CLIENT
from studynotes.models import Enquiry

from .makers import make_enquiry, make_way

pytestmark = pytest.mark.django_db
DETAILS, NEED, CHECK, SENT = (f"/hire-a-tutor/{step}/" for step in ("details", "need", "check", "sent"))
WHO = {"details-name": "Ada Asking", "details-email": "Ada@Example.org", "details-phone": "+44 20 7946 0000"}
WHAT = {"need-subject": "History", "need-level": "a-level", "need-needs": "Stalin’s rise.", "need-times": ""}


def hidden(page: str) -> dict[str, str]:
    """What the form of a page carries."""
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def checked(client: Client, **changed: str) -> dict[str, str]:
    """What the page to check sends, after both steps."""
    said = WHO | WHAT | {f"need-{name}": value for name, value in changed.items()}
    form = hidden(client.get(DETAILS).text)
    assert client.post(DETAILS, form | said)["Location"] == NEED
    assert client.post(NEED, said)["Location"] == CHECK
    return hidden(client.get(CHECK).text)


def test_both_steps_and_the_check_make_one_enquiry(client: Client) -> None:
    response = client.post(CHECK, checked(client))
    assert (response.status_code, response["Location"]) == (302, SENT)
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.email, enquiry.phone) == (
        "Ada Asking",
        "ada@example.org",
        "+44 20 7946 0000",
    )
    assert (enquiry.subject, enquiry.level, enquiry.needs) == ("History", "a-level", "Stalin’s rise.")
    assert enquiry.erase_after == timezone.localdate() + timedelta(days=180)


def test_check_shows_all_that_was_said_with_links_that_change_it(client: Client) -> None:
    checked(client)
    page = client.get(CHECK).text
    for said in ("Ada Asking", "ada@example.org", "A-Level, AS or similar", "Stalin’s rise.", "Not said"):
        assert said in page
    assert f'href="{DETAILS}?change#id_details-email"' in page
    assert f'href="{NEED}?change#id_need-needs"' in page
    assert 'Change<span class="visually-hidden"> the answer: What do you need help with?</span>' in page
    assert not Enquiry.objects.exists()


def test_changed_step_leads_back_to_the_check(client: Client) -> None:
    checked(client)
    page = client.get(f"{DETAILS}?change").text
    assert 'value="Ada Asking"' in page
    assert f'action="{DETAILS}?change"' in page
    assert client.post(f"{DETAILS}?change", WHO | {"details-name": "Ada King"})["Location"] == CHECK
    assert "Ada King" in client.get(CHECK).text


def test_change_thought_better_of_leads_back_to_the_check(client: Client) -> None:
    checked(client)
    assert client.post(f"{NEED}?change", WHAT | {"intent": "back"})["Location"] == CHECK
    assert client.post(NEED, WHAT | {"intent": "back"})["Location"] == DETAILS


def test_back_keeps_what_was_typed_however_incomplete(client: Client) -> None:
    client.post(DETAILS, WHO)
    response = client.post(NEED, {"need-needs": "Half a sen", "intent": "back"})
    assert response["Location"] == DETAILS
    page = client.get(NEED).text
    assert "Half a sen" in page
    assert "There is a problem" not in page


@pytest.mark.parametrize("step", [NEED, CHECK])
def test_later_step_waits_for_the_earlier_ones(client: Client, step: str) -> None:
    assert client.get(step)["Location"] == DETAILS
    assert client.post(NEED, WHAT)["Location"] == DETAILS


def test_empty_step_is_422_with_a_summary_that_links_to_its_fields(client: Client) -> None:
    response = client.post(DETAILS, {})
    assert response.status_code == 422
    assert "<title>Error: Your details" in response.text
    assert '<a href="#id_details-name">Your name: Please type your name.</a>' in response.text


@pytest.mark.parametrize(
    ("step", "name", "typed"),
    [
        (DETAILS, "details-email", "no address"),
        (DETAILS, "details-phone", "call me"),
        (DETAILS, "details-name", "N" * 121),
        (NEED, "need-level", "kindergarten"),
        (NEED, "need-needs", "x" * 4001),
        (NEED, "need-needs", "x" * 40_000),
    ],
)
def test_wrong_answer_is_422_and_stays_in_its_field(client: Client, step: str, name: str, typed: str) -> None:
    response = client.post(step, WHO | WHAT | {name: typed})
    assert response.status_code == 422
    assert typed in response.text or name == "need-level"


def test_blanks_beyond_measure_are_422_and_no_word_is_lost(client: Client) -> None:
    response = client.post(NEED, WHAT | {"need-needs": " " * 20_000 + "A word."})
    assert (response.status_code, "A word." in response.text) == (422, True)
    assert "All of this together is too long." in response.text


def test_back_with_far_too_much_text_says_so_instead_of_losing_it(client: Client) -> None:
    response = client.post(NEED, WHAT | {"need-needs": "x" * 40_000, "intent": "back"})
    assert response.status_code == 422
    assert "x" * 40_000 in response.text


def test_what_the_check_showed_is_sent_though_the_session_is_gone(client: Client) -> None:
    form = checked(client)
    client.logout()
    assert client.post(CHECK, form)["Location"] == SENT
    assert Enquiry.objects.get().needs == "Stalin’s rise."


def test_what_another_window_typed_meanwhile_is_not_sent(client: Client) -> None:
    form = checked(client)
    client.post(NEED, WHAT | {"need-needs": "Something else."})
    client.post(CHECK, form)
    assert Enquiry.objects.get().needs == "Stalin’s rise."


def test_check_without_its_answers_is_422_at_the_first_step(client: Client) -> None:
    response = client.post(CHECK, {})
    assert response.status_code == 422
    assert f'action="{DETAILS}"' in response.text


def test_form_sent_twice_is_one_enquiry(client: Client) -> None:
    form = checked(client)
    assert [client.post(CHECK, form)["Location"] for _ in range(3)] == [SENT] * 3
    assert Enquiry.objects.count() == 1


def test_form_sent_again_with_other_words_is_another_enquiry(client: Client) -> None:
    form = checked(client)
    client.post(CHECK, form)
    client.post(CHECK, form | {"need-needs": "And Khrushchev’s."})
    assert Enquiry.objects.count() == 2


def test_same_words_in_a_new_form_are_409_and_say_when_they_came(client: Client) -> None:
    client.post(CHECK, checked(client))
    response = client.post(CHECK, checked(client))
    assert response.status_code == 409
    assert "there is no need to send it again" in response.text
    assert "Stalin’s rise." in response.text
    assert Enquiry.objects.count() == 1


def test_very_many_of_one_address_are_429_and_keep_the_words(client: Client) -> None:
    for _ in range(MOST_OF_ADDRESS):
        make_enquiry(email="ada@example.org", created_at=timezone.now() - timedelta(hours=23))
    response = client.post(CHECK, checked(client))
    assert (response.status_code, "Stalin’s rise." in response.text) == (429, True)
    assert 3500 < int(response["Retry-After"]) <= 3600


def test_very_many_from_one_network_are_429(client: Client) -> None:
    for _ in range(MOST_OF_CLIENT):
        make_enquiry(sender_block="127.0.0.0/24")
    form = checked(client)
    assert client.post(CHECK, form).status_code == 429
    assert client.post(CHECK, form, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_class_behind_one_address_is_not_counted_together(client: Client, classmate: User) -> None:
    for _ in range(MOST_OF_CLIENT):
        make_enquiry(sender_block="127.0.0.0/24")
    client.force_login(classmate)
    assert client.post(CHECK, checked(client)).status_code == 302
    assert (Enquiry.objects.latest("pk").sender, Enquiry.objects.latest("pk").sender_block) == (classmate, "")


def test_who_is_signed_in_finds_name_and_address_filled_in(client: Client, classmate: User) -> None:
    client.force_login(classmate)
    page = client.get(DETAILS).text
    assert f'value="{classmate.display_name}"' in page
    assert f'value="{classmate.email}"' in page


def test_what_the_page_before_was_about_is_filled_in(client: Client) -> None:
    start = client.get("/hire-a-tutor/?about=Stalin’s tactics")
    form = hidden(client.get(start["Location"]).text)
    client.post(DETAILS, form | WHO)
    assert 'value="Stalin’s tactics"' in client.get(NEED).text


def test_forgetting_leaves_nothing_of_what_was_typed(client: Client) -> None:
    checked(client)
    assert client.post(CHECK, {"intent": "forget"})["Location"] == DETAILS
    assert "Ada" not in client.get(DETAILS).text
    assert "Ada" not in str([session.get_decoded() for session in Session.objects.all()])


def test_sending_leaves_nothing_in_the_session(client: Client) -> None:
    client.post(CHECK, checked(client))
    assert "Ada" not in str([session.get_decoded() for session in Session.objects.all()])


def test_look_at_the_form_makes_no_session(client: Client) -> None:
    client.get(DETAILS)
    assert not Session.objects.exists()
    assert not client.cookies.get("colloquy_session")


def test_forms_begun_without_end_fill_no_table(client: Client) -> None:
    begun = Client()
    assert begun.post(DETAILS, WHO).status_code == 302
    for _ in range(MOST_SESSIONS):
        client.cookies.clear()
        response = client.post(DETAILS, WHO)
    assert (response.status_code, "Ada Asking" in response.text) == (429, True)
    assert "Please try again in an hour." in response.text
    assert Session.objects.count() == MOST_SESSIONS
    assert begun.post(NEED, WHAT)["Location"] == CHECK


def test_other_ways_of_contact_stand_beside_the_form(client: Client) -> None:
    make_way("whatsapp", "+44 7700 900123", note="From 9 to 5")
    make_way("email", "tutors@example.org", position=2)
    page = client.get(DETAILS).text
    assert 'href="https://wa.me/447700900123"' in page
    assert 'href="mailto:tutors@example.org"' in page
    assert "From 9 to 5" in page


def test_page_says_how_long_it_is_kept(client: Client, settings: Any) -> None:
    settings.ENQUIRY_DAYS = 30
    assert "After 30 days it is erased" in client.get(DETAILS).text
    client.post(CHECK, checked(client))
    assert Enquiry.objects.get().erase_after == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("method", ["put", "delete", "trace"])
def test_wrong_method_is_405(client: Client, method: str) -> None:
    assert getattr(client, method)(DETAILS).status_code == 405


def test_unknown_step_is_404(client: Client) -> None:
    assert (client.get("/hire-a-tutor/pay/").status_code, client.post("/hire-a-tutor/pay/").status_code) == (
        404,
        404,
    )


def test_queries_do_not_grow_with_ways_of_contact(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_way(value=f"+44 20 7946 000{number}", position=number)
    with django_assert_num_queries(1):
        client.get(DETAILS)


def test_forged_id_of_a_form_is_an_enquiry_like_others(client: Client) -> None:
    form = checked(client) | {"details-submission": "forged"}
    assert client.post(CHECK, form).status_code == 302
    assert new_submission() != form["details-submission"]

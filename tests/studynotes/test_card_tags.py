"""What the pages of topics and specifications say of cards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone

from studynotes.models import KeyTerm
from tests.studynotes import makers


@pytest.fixture
def note(course):
    note = makers.make_note(makers.make_topic(course))
    for term in ("Gulag", "Purge", "Trial"):
        makers.make_term(note, term)
    return note


def drawn(rf, user, topic, tag="cards_of topic"):
    request = rf.get("/notes/")
    request.user = user
    context = Context({"request": request, "topic": topic, "csrf_token": "x"})
    return Template(f"{{% load card_tags %}}{{% {tag} %}}").render(context)


def test_who_is_signed_out_is_led_to_print_and_to_sign_in(rf, note):
    page = drawn(rf, AnonymousUser(), note.topic)
    assert "3 key terms" in page
    assert f"/cards/{note.topic.specification.slug}/{note.topic.slug}/" in page
    assert "/accounts/login/?next=/notes/" in page


def test_a_deck_is_started_there(rf, classmate, note):
    assert "Learn these terms" in drawn(rf, classmate, note.topic)


def test_what_is_due_is_counted(rf, classmate, author, note):
    first, second, _ = note.terms.all()
    makers.make_card(classmate, first)
    makers.make_card(classmate, second, due_at=timezone.now() + timedelta(days=1))
    makers.make_card(author, first)
    page = drawn(rf, classmate, note.topic)
    assert "2 of 3 terms learned" in page
    assert "<b>1 due</b>" in page
    assert "Add 1 more" in page


def test_others_cards_are_not_even_looked_at(classmate, author, instructor, note):
    first, *_ = note.terms.all()
    own = makers.make_card(classmate, first)
    for learner in (author, instructor):
        makers.make_card(learner, first)
    joined = KeyTerm.objects.with_card_of(classmate.pk).values_list("card", flat=True)
    assert list(joined) == [own.pk, None, None]


def test_a_specification_counts_all_its_topics(rf, classmate, note):
    makers.make_term(makers.make_note(makers.make_topic(specification=note.topic.specification)))
    assert "4 key terms" in drawn(rf, classmate, note.topic, "cards_in topic.specification")


def test_a_topic_without_terms_has_no_cards(rf, classmate, note):
    note.terms.all().delete()
    assert drawn(rf, classmate, note.topic).strip() == ""


def test_one_query_for_any_number_of_terms(rf, classmate, note, django_assert_num_queries):
    for term in note.terms.all():
        makers.make_card(classmate, term)
    for _ in range(5):
        makers.make_term(note)
    with django_assert_num_queries(1):
        drawn(rf, classmate, note.topic)

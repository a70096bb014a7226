"""The seed essay among the rows of the site: exactly two key terms are marked in it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.world import COURSE, SEED, SPECIFICATION, TOPIC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
NOTE = f"/notes/{SPECIFICATION}/{TOPIC}/"


def test_the_seed_essay_has_two_marks() -> None:
    found = re.findall(r'<a class="term" href="([^"]*)"[^>]*>(.*?)</a>', Client().get(ESSAY).text)
    assert found == [
        (f"{NOTE}#term-cult-of-personality", "cult of personality"),
        (f"{NOTE}#term-general-secretary", "General Secretary"),
    ]


def test_its_passages_stand_on_the_topics_page() -> None:
    html = Client().get(NOTE).text
    assert "cultivated a <mark>cult of personality</mark> in the Soviet Union" in html
    assert "was called <mark>General Secretary</mark> of the Soviet Union" in html

"""An essay's way to its readers, as a writer goes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from blog.models import Post
from tests.world import COURSE

from .conftest import Visitors

ADDRESS = f"/courses/{COURSE}/essays/bread-and-roses/"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_essay_is_published_at_the_hour_that_its_writer_set(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto(f"/write/?course={COURSE}")
    page.get_by_label("Title").fill("Bread and Roses")
    page.get_by_label("Text", exact=True).fill("The first paragraph.")
    page.get_by_label("Who may read it").select_option("world")
    page.get_by_role("button", name="Schedule…").click()
    at = timezone.localtime(timezone.now() + timedelta(days=1))
    page.get_by_label("Date and time").fill(f"{at:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Publish then").click()
    expect(page.get_by_text("It will be published by itself on")).to_be_visible()

    reader = visitor(scripts=scripts)
    reader.goto("/")
    expect(reader.get_by_role("link", name="Bread and Roses")).to_have_count(0)
    Post.objects.filter(title="Bread and Roses").update(publish_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled", verbosity=0)
    reader.goto(ADDRESS)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Bread and Roses")

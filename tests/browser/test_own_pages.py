"""A student's own pages: the picture before it is saved, and the order of a portfolio."""

from __future__ import annotations

from playwright.sync_api import expect

from tests import makers

from .conftest import Visitors


def chosen(content: bytes) -> dict[str, object]:
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_chosen_picture_is_shown_as_it_will_be_cut(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/profile/")
    cut = page.get_by_role("img", name="The new picture, cut to a square")
    expect(cut).to_have_count(0)
    page.get_by_label("Picture", exact=True).set_input_files(chosen(makers.picture_bytes((300, 200))))
    expect(cut).to_be_visible()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()
    page.get_by_label("Picture", exact=True).set_input_files(chosen(b"no picture"))
    expect(cut).to_have_count(0)
    expect(page.get_by_text("You see it once it is saved.")).to_be_visible()


def test_portfolio_is_put_in_order_by_keyboard_and_keeps_what_is_typed(visitor: Visitors) -> None:
    page = visitor("isaiah")
    page.goto("/my/portfolio/")
    page.get_by_label("Introduction").fill("Typed before I moved anything.")
    titles = page.locator(".chosen h3")
    first, second = titles.all_inner_texts()[:2]
    page.get_by_role("button", name=f"Move down: {first}").press("Enter")
    expect(page.get_by_text("Moved down.")).to_be_visible()
    expect(titles.nth(0)).to_have_text(second)
    expect(titles.nth(1)).to_have_text(first)
    expect(page.get_by_label("Introduction")).to_have_value("Typed before I moved anything.")

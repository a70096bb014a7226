"""Pictures in a text: put there by dialog, clipboard or the page of pictures, and looked at in the viewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from blog.actions import Plate, save_post
from blog.models import Image, Post
from tests import makers
from tests.world import COURSE, SEED, person

from .conftest import Visitors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tower.jpg"
    path.write_bytes(makers.picture_bytes((1200, 800)))
    return path


@pytest.fixture
def draft(site: str) -> Post:
    seed = Post.objects.select_related("course", "author").get(slug=SEED)
    return makers.make_draft(seed.author, seed.course, title="A draft", body="Before.\n\nAfter.")


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def open_dialog(page: Page, draft: Post) -> Locator:
    page.goto(f"/essays/{draft.pk}/edit/")
    text(page).focus()
    page.evaluate("document.getElementById('id_body').setSelectionRange(7, 7)")
    page.get_by_role("button", name="Picture", exact=True).click()
    dialog = page.get_by_role("dialog", name="Add a picture")
    expect(dialog.get_by_label("File")).to_be_focused()
    return dialog


def test_writer_adds_a_picture_without_knowing_markdown(visitor: Visitors, draft: Post, file: Path) -> None:
    page = visitor("isaiah")
    dialog = open_dialog(page, draft)
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say what the picture shows")
    visitor.problems.clear()  # The refusal is a 422.
    expect(dialog.get_by_label("Description", exact=True)).to_be_focused()
    page.keyboard.type("A red tower")
    dialog.get_by_label("Caption").fill("Never built")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    image = Image.objects.get(alt="A red tower")
    expect(text(page)).to_have_value(f"Before.\n\n![](image:{image.name})\n\nAfter.")
    expect(page.locator("#preview figure img")).to_have_attribute("alt", "A red tower")
    page.keyboard.press("Control+Z")
    expect(text(page)).to_have_value("Before.\n\nAfter.")


def test_picture_that_was_sent_before_is_chosen(visitor: Visitors, draft: Post) -> None:
    image = makers.make_image(draft.author, alt="An older tower")
    page = visitor("isaiah", width=360)
    open_dialog(page, draft).get_by_role("button", name="An older tower").click()
    expect(text(page)).to_have_value(f"Before.\n\n![](image:{image.name})\n\nAfter.")


def test_refused_file_leaves_all_as_it_was(visitor: Visitors, draft: Post, tmp_path: Path) -> None:
    bad = tmp_path / "tower.jpg"
    bad.write_bytes(makers.picture_bytes() + b"<script>")
    page = visitor("isaiah")
    dialog = open_dialog(page, draft)
    dialog.get_by_label("File").set_input_files(bad)
    dialog.get_by_label("Description", exact=True).fill("A tower")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("something else besides")
    visitor.problems.clear()  # The refusal is a 422.
    page.keyboard.press("Escape")
    expect(text(page)).to_be_focused()
    expect(text(page)).to_have_value("Before.\n\nAfter.")


def test_pasted_pictures_are_sent_and_described_later(visitor: Visitors, draft: Post) -> None:
    page = visitor("isaiah")
    page.goto(f"/essays/{draft.pk}/edit/")
    before = Image.objects.count()
    page.evaluate("document.getElementById('id_body').focus()")
    page.evaluate(
        """() => document.createElement("canvas").toBlob((blob) => {
          const files = new DataTransfer();
          const type = "image/png";
          for (const name of ["a.png", "b.png"]) files.items.add(new File([blob], name, { type }));
          document.getElementById("id_body").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
        })"""
    )
    expect(page.get_by_text("2 added. Describe each before you publish.")).to_be_visible()
    assert Image.objects.count() == before + 2
    assert page.input_value("#id_body").count("![](image:") == 2


def test_picture_is_put_into_a_text_without_a_script(visitor: Visitors, draft: Post, file: Path) -> None:
    page = visitor("isaiah", scripts=False)
    page.goto(f"/my/pictures/?essay={draft.pk}")
    page.get_by_role("link", name="Add a picture").click()
    page.get_by_label("Picture").set_input_files(file)
    page.get_by_label("Description", exact=True).fill("A red tower")
    page.get_by_role("button", name="Add the picture").click()
    line = page.locator("#line").inner_text()
    page.goto(f"/essays/{draft.pk}/edit/")
    text(page).fill(f"Before.\n\n{line}")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="See its page").click()
    expect(page.locator(".prose figure img")).to_have_attribute("alt", "A red tower")


@pytest.fixture
def essay(site: str) -> str:
    author = person("isaiah")
    images = [makers.make_image(author, alt=alt, caption=f"Caption: {alt}") for alt in ("Tower", "Bridge")]
    body = "\n\n".join(f"![](image:{image.name})" for image in images)
    post = Post.objects.get(slug=SEED)
    post.body += "\n\n" + body
    lines = list(post.bibliography.order_by("position").values_list("line", flat=True))
    # Without it the essay would lose its picture, and the file is there for all tests.
    plate = Plate(post.featured_image.alt) if post.featured_image else None
    save_post(post=post, tags=[], source_lines=lines, plate=plate)
    return f"/courses/{COURSE}/essays/{SEED}/"


def test_figures_are_looked_at_by_keyboard(visitor: Visitors, essay: str) -> None:
    page = visitor()
    page.goto(essay)
    page.get_by_role("link", name="Tower").focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Figures")
    expect(viewer.get_by_role("status")).to_have_text("Figure 1 of 2")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("img", name="Bridge")).to_be_visible()
    expect(viewer.get_by_text("Caption: Bridge")).to_be_visible()
    expect(viewer.get_by_role("button", name="Next figure")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.get_by_role("link", name="Bridge")).to_be_focused()


def test_without_a_script_a_figure_leads_to_its_picture(visitor: Visitors, essay: str) -> None:
    page = visitor(scripts=False)
    page.goto(essay)
    picture = Image.objects.get(alt="Tower").get_absolute_url()
    expect(page.get_by_role("link", name="Tower")).to_have_attribute("href", picture)


def test_text_shows_the_picture_that_was_put_at_its_end(visitor: Visitors, draft: Post) -> None:
    makers.make_image(draft.author, alt="An older tower")
    page = visitor("isaiah")
    page.goto(f"/essays/{draft.pk}/edit/")
    text(page).fill("A line.\n\n" * 200)
    text(page).evaluate("field => { field.scrollTop = 0; }")
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("dialog", name="Add a picture").get_by_role("button", name="An older tower").click()
    page.wait_for_function(
        "() => { const f = document.getElementById('id_body');"
        " return f.scrollTop + f.clientHeight > f.scrollHeight - 100; }"
    )

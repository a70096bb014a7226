"""The picture at an essay's head is a picture as every other one: blog/actions.py, blog/images/."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import pictures
from blog.actions import Plate, save_post
from blog.images import uploading
from blog.images.describing import describe
from blog.models import Image, Post
from tests import makers


@pytest.fixture
def image(author):
    return makers.make_image(author)


@pytest.fixture
def essay(author, course, image):
    return makers.make_post(author, course, featured_image=image)


@pytest.fixture
def other(essay, author, course, image):
    """Another essay, which has the picture in its text."""
    return makers.make_post(author, course, body=f"![](image:{image.name})")


def save(post, plate, **fields):
    return save_post(post=post, tags=[], source_lines=[], plate=plate, **fields)


def new_one():
    return Plate("A tower", picture=pictures.encode(makers.picture_bytes()))


def test_what_is_said_of_it_there_is_said_in_every_text(essay, other):
    save(essay, Plate("The lost tower"))
    other.refresh_from_db()
    assert 'alt="The lost tower"' in other.body_html


def test_what_stays_the_same_draws_nothing_anew(essay, other, image):
    other.refresh_from_db()
    version = other.version
    save(essay, Plate(image.alt))
    other.refresh_from_db()
    assert other.version == version


def test_it_stays_where_a_text_shows_it(essay, other, image, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save(essay, None)
    assert essay.featured_image is None
    assert list(other.images.all()) == [image]
    assert Path(image.file.path).exists()


def test_it_goes_once_the_save_holds(essay, image, django_capture_on_commit_callbacks):
    """Every text is searched for it first, and nobody who writes waits for that."""
    with django_capture_on_commit_callbacks() as later:
        save(essay, None)
    assert Path(image.file.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        for work in later:
            work()
    assert not Image.objects.filter(pk=image.pk).exists()
    assert not Path(image.file.path).exists()


def test_kept_it_stays_as_it_is_stored_by_now(essay, image):
    """An earlier text that is put back knows nothing of what became of the picture meanwhile."""
    Image.objects.update(alt="The lost tower")
    save(essay, None, kept=("featured_image",))
    image.refresh_from_db()
    assert (image.alt, essay.featured_image) == ("The lost tower", image)
    Post.objects.filter(pk=essay.pk).update(featured_image=None)
    assert save(essay, None, kept=("featured_image",)).featured_image is None


def test_decorative_one_can_be_described(essay, image):
    Image.objects.update(alt="", is_decorative=True)
    save(essay, Plate("A tower"))
    image.refresh_from_db()
    assert (image.alt, image.is_decorative) == ("A tower", False)


def test_it_belongs_to_the_author_who_sent_it(essay, classmate):
    makers.join(essay, classmate)
    assert save(essay, new_one(), by=classmate).featured_image.uploaded_by == classmate


def test_it_counts_among_what_one_person_may_send(essay, image, monkeypatch):
    monkeypatch.setattr(uploading, "MAX_PICTURES", 1)
    with pytest.raises(ValidationError) as refused:
        save(essay, new_one())
    assert list(refused.value.message_dict) == ["picture"]
    assert essay.featured_image == image


def test_what_shows_a_picture_is_held_before_the_picture(essay, other, image, author):
    """As where an essay is saved: two who held one each and wanted the other's would both fail."""
    image.alt = "The lost tower"
    with CaptureQueriesContext(connection) as queries:
        describe(images=[image], by=author)
    said = [query["sql"] for query in queries]
    held = next(n for n, sql in enumerate(said) if sql.startswith('SELECT "blog_post"."id" AS'))
    assert held < next(n for n, sql in enumerate(said) if sql.startswith('UPDATE "blog_image"'))

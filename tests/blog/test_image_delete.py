from pathlib import Path

import pytest

from blog.actions import Plate, save_post
from blog.models import Image
from tests import makers


@pytest.fixture
def image(author):
    return makers.make_image(author)


@pytest.fixture
def url(image):
    return f"/my/pictures/{image.name}/delete/"


def test_owner_deletes_what_no_essay_shows(client, author, image, url, django_capture_on_commit_callbacks):
    client.force_login(author)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url).url == "/my/pictures/"
    assert not Image.objects.exists()
    assert not Path(image.file.path).exists()


@pytest.mark.parametrize("where", ["text", "earlier text", "featured", "unsaved text"])
def test_picture_that_an_essay_shows_or_has_shown_stays(client, author, course, image, url, where):
    line = f"![](image:{image.name})"
    if where == "unsaved text":
        author.working_copies.create(fields={"body": line})
    else:
        draft = makers.make_draft(
            author, course, body=line, featured_image=image if where == "featured" else None
        )
        if where != "text":
            draft.body = "No more."
            save_post(post=draft, tags=[], source_lines=[], plate=draft.featured_image and Plate("A tower"))
    client.force_login(author)
    assert client.post(url).url == url.removesuffix("delete/")
    assert Image.objects.exists()


def test_picture_of_somebody_else_is_theirs(client, classmate, course, author, image, url):
    post = makers.make_post(author, course, body=f"![](image:{image.name})")
    client.force_login(classmate)
    assert client.post(url).status_code == 403
    makers.join(post, classmate)
    assert client.post(url).status_code == 403


def test_picture_that_one_does_not_see_is_404(client, outsider, url):
    client.force_login(outsider)
    assert client.post(url).status_code == 404


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.post(url).url.startswith("/accounts/login/")


def test_asking_changes_nothing(client, author, url):
    client.force_login(author)
    assert client.get(url).status_code == 405
    assert Image.objects.exists()

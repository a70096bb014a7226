"""Publishing an essay with pictures that nobody described: its form asks for each."""

import pytest

from blog.models import Image, Post
from courses.models import WritingPolicy
from tests import makers


@pytest.fixture
def draft(author, course):
    images = [makers.make_image(author, alt="") for _ in range(2)]
    return makers.make_draft(
        author, course, title="T", body="\n\n".join(f"![](image:{i.name})" for i in images)
    )


def publish(client, post, **said):
    client.force_login(post.author)
    form = {
        "title": post.title, "body": post.body, "course": post.course_id, "visibility": "world",
        "intent": "publish",
    }  # fmt: skip
    return client.post(f"/essays/{post.pk}/edit/", form | said)


def fields(draft):
    return [f"{image.name}" for image in draft.images.order_by("pk")]


def test_each_picture_is_asked_for_and_nothing_published(client, draft):
    first, second = fields(draft)
    response = publish(client, draft, **{f"alt_{first}": "A tower"})
    assert response.status_code == 422
    assert f'href="#id_alt_{second}"' in response.text
    assert f'href="#id_alt_{first}"' not in response.text
    assert 'value="A tower"' in response.text
    assert Post.objects.get().status == "draft"


def test_what_was_asked_is_stored_and_the_essay_published(client, draft):
    first, second = fields(draft)
    response = publish(client, draft, **{f"alt_{first}": "A tower", f"decorative_{second}": "on"})
    assert response.status_code == 302
    assert Post.objects.get().status == "published"
    assert Image.objects.filter(alt="A tower").exists()
    assert Image.objects.filter(is_decorative=True).exists()
    assert 'alt="A tower"' in Post.objects.get().body_html


def test_coauthor_describes_their_own_picture(client, classmate, draft):
    WritingPolicy.objects.create(course=draft.course, allows_coauthors=True)
    makers.join(draft, classmate)
    image = makers.make_image(classmate, alt="")
    client.force_login(classmate)
    form = {
        "title": "T", "body": f"![](image:{image.name})", "course": draft.course_id, "visibility": "world",
        "intent": "publish",
    }  # fmt: skip
    url = f"/essays/{draft.pk}/edit/"
    assert f'href="#id_alt_{image.name}"' in client.post(url, form).text
    assert client.post(url, form | {f"alt_{image.name}": "A tower"}).status_code == 302
    assert Image.objects.get(pk=image.pk).alt == "A tower"


def test_picture_is_not_both_described_and_decorative(client, draft):
    first, second = fields(draft)
    both = {f"alt_{first}": "A tower", f"decorative_{first}": "on", f"decorative_{second}": "on"}
    assert publish(client, draft, **both).status_code == 422


def test_draft_is_saved_without(client, draft):
    assert publish(client, draft, intent="save").status_code == 302

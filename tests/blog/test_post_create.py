import pytest

from blog.models import Post

URL = "/write/"


@pytest.fixture
def filled(course):
    return {
        "title": "On Terror",
        "body": "Some *text*.",
        "course": course.pk,
        "visibility": "world",
        "tag_names": "Stalin, terror, stalin",
        "sources": "Freeze, Gregory. Russia.\r\n\r\nTucker, Robert. Stalin in Power.",
        "intent": "publish",
    }


def test_member_publishes_an_essay(client, author, filled):
    client.force_login(author)
    response = client.post(URL, filled)
    post = Post.objects.get()
    assert response.url == post.get_absolute_url()
    assert (post.status, post.slug, post.author) == ("published", "on-terror", author)


def test_form_is_shown(client, author):
    client.force_login(author)
    assert client.get(URL).status_code == 200


def test_edit_form_is_shown(client, post):
    client.force_login(post.author)
    assert client.get(f"/essays/{post.pk}/edit/").status_code == 200


def test_mine(client, post):
    client.force_login(post.author)
    assert client.get("/my/essays/").status_code == 200

import pytest

from blog.models import Post
from courses.visibility import Visibility
from tests import makers


@pytest.fixture
def url(post):
    return f"/essays/{post.pk}/withdraw/"


@pytest.mark.parametrize("who", ["author", "instructor", "assistant", "staff"])
def test_author_and_staff_withdraw(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(url).status_code == 302
    assert Post.objects.get().status == "withdrawn"


@pytest.mark.parametrize("who", ["classmate", "editor", "outsider"])
def test_others_may_not(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(url).status_code == 403
    assert Post.objects.get().status == "published"


def test_essay_that_cannot_be_seen_is_404(client, outsider, post, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.post(url).status_code == 404


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.post(url).url == f"/accounts/login/?next={url.replace('withdraw', 'edit')}"
    assert Post.objects.get().status == "published"


def test_draft_stays_a_draft(client, author, course):
    draft = makers.make_draft(author, course)
    client.force_login(author)
    client.post(f"/essays/{draft.pk}/withdraw/")
    assert Post.objects.get().status == "draft"


def test_asking_changes_nothing(client, author, url):
    client.force_login(author)
    assert client.get(url).status_code == 405
    assert Post.objects.get().status == "published"

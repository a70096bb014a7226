import pytest

from blog.actions import save_post
from blog.models import Post, Step
from comments.anchoring.placing import place_passages
from comments.models import Passage
from courses.visibility import Visibility
from tests import makers

from .test_post_revisions import revise, revised  # noqa: F401  a fixture


@pytest.fixture
def url(revised):  # noqa: F811
    return f"/essays/{revised.pk}/revisions/1/restore/"


@pytest.mark.parametrize("who", ["author", "instructor", "assistant", "staff"])
def test_authors_and_staff_put_an_earlier_text_back(client, request, url, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert client.post(url, {"reason": "Not so"}).status_code == 302
    post = Post.objects.get()
    newest = post.revisions.first()
    assert post.body == "One.\n\nTwo."
    assert (newest.author, newest.reason, newest.restores.number) == (user, "Not so", 1)


def test_it_is_a_step_of_the_essay(client, author, url):
    client.force_login(author)
    client.post(url)
    assert Step.objects.filter(kind="restored", by=author).count() == 1


def test_nothing_is_lost_by_it(client, author, url, revised):  # noqa: F811
    client.force_login(author)
    client.post(url)
    assert list(revised.revisions.listed().order_by("number").values_list("number", flat=True)) == [1, 3, 4]


def test_tags_image_and_audience_stay(client, author, url, revised):  # noqa: F811
    revised.tags.add(makers.make_tag("steel"))
    image = makers.make_image(author, caption="A mill")
    Post.objects.update(featured_image=image, visibility=Visibility.SIGNED_IN)
    client.force_login(author)
    client.post(url)
    post = Post.objects.get()
    assert (post.tags.get().name, post.featured_image, post.visibility) == ("steel", image, "signed-in")


def test_sources_come_back(client, author, revised):  # noqa: F811
    save_post(post=revised, tags=[], source_lines=["Freeze, Russia"], reason="A source")
    revise(revised, "Without it.", reason="None")
    client.force_login(author)
    client.post(f"/essays/{revised.pk}/revisions/4/restore/")
    assert list(revised.bibliography.values_list("line", flat=True)) == ["Freeze, Russia"]


def test_passages_of_comments_come_back(client, author, url, revised):  # noqa: F811
    comment = makers.make_comment(revised)
    passage = Passage.objects.create(
        comment=comment, exact="Two.", prefix="One. ", placed_at=comment.created_at
    )
    revise(revised, "Nothing of that.", reason="Anew")
    place_passages(revised)
    client.force_login(author)
    client.post(url)
    passage.refresh_from_db()
    assert passage.start is not None


def test_same_text_is_no_revision(client, author, revised):  # noqa: F811
    client.force_login(author)
    client.post(f"/essays/{revised.pk}/revisions/3/restore/")
    assert revised.revisions.count() == 3
    assert not Step.objects.filter(kind="restored").exists()


@pytest.mark.parametrize("who", ["classmate", "editor", "outsider"])
def test_others_may_not(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(url).status_code == 403


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.post(url).url == f"/accounts/login/?next={url.removesuffix('restore/')}"


def test_what_cannot_be_seen_is_404(client, outsider, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.post(url).status_code == 404


def test_reason_that_is_too_long_is_refused_and_kept(client, author, url, revised):  # noqa: F811
    client.force_login(author)
    response = client.post(url, {"reason": "x" * 300})
    assert response.status_code == 422
    assert "x" * 300 in response.content.decode()
    assert revised.revisions.count() == 3


def test_get_is_refused(client, url):
    assert client.get(url).status_code == 405

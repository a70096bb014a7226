import pytest

from blog.models import Image, Post
from courses.visibility import Visibility
from tests import makers


@pytest.fixture
def url(post):
    return f"/essays/{post.pk}/edit/"


@pytest.fixture
def filled(post):
    return {
        "title": post.title,
        "body": "The new text.",
        "course": post.course_id,
        "visibility": post.visibility,
        "intent": "save",
    }


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


def test_changed_essay_stays_published_at_its_address(client, writer, post, url, filled):
    response = client.post(url, filled | {"title": "Another title"})
    changed = Post.objects.get()
    assert response.url == post.get_absolute_url()
    assert (changed.title, changed.status, changed.slug) == ("Another title", "published", post.slug)
    assert "The new text." in changed.body_html
    assert changed.published_at == post.published_at
    assert changed.version > post.version


def test_draft_follows_its_title_until_it_is_published(client, writer, course):
    draft = makers.make_draft(writer, course, title="First")
    form = {"title": "Second", "body": "b", "course": course.pk, "visibility": "world"}
    client.post(f"/essays/{draft.pk}/edit/", form | {"intent": "save"})
    assert Post.objects.get().slug == "second"
    client.post(f"/essays/{draft.pk}/edit/", form | {"title": "Third", "intent": "publish"})
    client.post(f"/essays/{draft.pk}/edit/", form | {"title": "Fourth", "intent": "save"})
    assert (Post.objects.get().title, Post.objects.get().slug) == ("Fourth", "third")


def test_form_holds_what_is_stored(client, writer, post, url):
    post.tags.add(makers.make_tag("terror"))
    makers.make_entry(post, "Tucker")
    page = client.get(url).text
    assert 'value="terror"' in page
    assert "Tucker</textarea>" in page


def test_published_essay_needs_its_title_and_text(client, writer, post, url, filled):
    assert client.post(url, filled | {"title": "", "body": ""}).status_code == 422
    assert Post.objects.get().title == post.title


def test_published_essay_stays_in_its_course(client, writer, post, url, filled):
    other = makers.make_course()
    makers.make_member(other, user=writer)
    client.post(url, filled | {"course": other.pk})
    assert Post.objects.get().course == post.course


def test_unchanged_list_of_sources_keeps_its_rows(client, writer, post, url, filled):
    entry = makers.make_entry(post, "Tucker")
    client.post(url, filled | {"sources": "Tucker"})
    assert post.bibliography.get() == entry
    client.post(url, filled | {"sources": "Freeze\nTucker"})
    assert list(post.bibliography.values_list("line", flat=True)) == ["Freeze", "Tucker"]


@pytest.mark.parametrize("rows", [1, 15])
def test_queries_of_a_save_do_not_grow(client, writer, post, url, filled, rows, django_assert_num_queries):
    filled["sources"] = "\n".join(makers.make_entry(post, f"Work {n}", position=n).line for n in range(rows))
    for number in range(rows):
        client.post(url, filled | {"body": f"Text {number}"})
        makers.make_post(writer, post.course)
    with django_assert_num_queries(96):
        client.post(url, filled | {"body": "The newest text"})


def test_category_that_the_staff_chose_stays(client, writer, post, url, filled):
    Post.objects.update(category=makers.make_category(post.course))
    client.post(url, filled)
    assert Post.objects.get().category is not None


def test_withdrawn_essay_can_be_published_again(client, writer, post, url, filled):
    Post.objects.update(status="withdrawn")
    client.post(url, filled)
    assert Post.objects.get().status == "withdrawn"
    client.post(url, filled | {"intent": "publish"})
    again = Post.objects.get()
    assert (again.status, again.published_at) == ("published", post.published_at)


def test_what_the_staff_withdrew_its_author_edits_but_does_not_publish(
    client, writer, instructor, post, url, filled
):
    Post.objects.update(status="withdrawn", withdrawn_by=instructor)
    assert client.post(url, filled | {"title": "Another title"}).status_code == 302
    refused = client.post(url, filled | {"intent": "publish"})
    assert refused.status_code == 422
    assert "staff withdrew this essay" in refused.content.decode()
    assert Post.objects.get().status == "withdrawn"


def test_somebody_elses_visible_essay_is_403(client, classmate, instructor, url, filled):
    for user in (classmate, instructor):
        client.force_login(user)
        assert client.get(url).status_code == 403
        assert client.post(url, filled).status_code == 403


def test_essay_that_cannot_be_seen_is_404(client, outsider, post, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == 404


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.get(url).url == f"/accounts/login/?next={url}"


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "9" * 5000])
def test_essay_that_is_none_is_404(client, writer, pk):
    assert client.get(f"/essays/{pk}/edit/").status_code == 404


def test_wrong_method_is_refused(client, writer, url):
    assert client.put(url).status_code == 405


def test_picture_can_be_described_anew_replaced_and_removed(
    client, writer, post, url, filled, django_capture_on_commit_callbacks
):
    image = makers.make_image(writer)
    Post.objects.update(featured_image=image)
    client.post(url, filled | {"alt": "New words"})
    assert Image.objects.get().alt == "New words"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, filled | {"alt": "Another", "picture": makers.make_upload()})
    assert Image.objects.get() != image
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, filled | {"alt": "Another", "remove_picture": "on"})
    assert not Image.objects.exists()
    assert Post.objects.get().featured_image is None


def test_picture_keeps_its_words_for_those_who_cannot_see_it(client, writer, post, url, filled):
    Post.objects.update(featured_image=makers.make_image(writer))
    assert client.post(url, filled | {"alt": ""}).status_code == 422

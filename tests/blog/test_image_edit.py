import pytest

from blog.models import Image, Post
from courses.visibility import Visibility
from tests import makers


@pytest.fixture
def image(author):
    return makers.make_image(author, alt="")


@pytest.fixture
def url(image):
    return f"/my/pictures/{image.name}/"


@pytest.fixture
def essay(author, course, image):
    return makers.make_post(author, course, body=f"One.\n\n![](image:{image.name})")


def test_owner_describes_a_picture(client, author, image, url):
    client.force_login(author)
    response = client.post(url, {"alt": "A tower", "caption": "C", "credit": "K"})
    assert response.url == url
    image.refresh_from_db()
    assert (image.alt, image.caption, image.credit) == ("A tower", "C", "K")


def test_every_essay_says_what_the_picture_says(client, author, essay, url):
    version = essay.version
    client.force_login(author)
    client.post(url, {"alt": "A tower", "caption": "The lost one"})
    essay.refresh_from_db()
    assert 'alt="A tower"' in essay.body_html
    assert "The lost one" in essay.body_html
    assert essay.version > version


def test_coauthor_describes_what_their_essay_shows(client, classmate, essay, url):
    makers.join(essay, classmate)
    client.force_login(classmate)
    assert client.post(url, {"alt": "A tower"}).status_code == 302


@pytest.mark.parametrize("who", ["classmate", "instructor", "staff"])
def test_others_who_see_it_may_not(client, request, essay, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == client.post(url, {"alt": "Mine"}).status_code == 403
    assert Image.objects.get().alt == ""


def test_picture_that_one_does_not_see_is_404(client, outsider, essay, url):
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert client.get("/my/pictures/nothing/").status_code == 404


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


def test_bad_input_is_422_with_what_was_typed(client, author, url):
    client.force_login(author)
    response = client.post(url, {"alt": "", "caption": "My caption"})
    assert response.status_code == 422
    assert 'href="#id_alt"' in response.text
    assert 'value="My caption"' in response.text


def test_only_reading_and_sending_are_allowed(client, author, url):
    client.force_login(author)
    assert client.put(url).status_code == 405


def test_page_leads_to_the_essays_that_show_it(client, author, essay, url):
    client.force_login(author)
    page = client.get(url).text
    assert f'href="/essays/{essay.pk}/edit/"' in page
    assert "/delete/" not in page


def test_queries_do_not_grow_with_essays(client, author, course, image, url, django_assert_max_num_queries):
    for _ in range(5):
        makers.make_post(author, course, body=f"![](image:{image.name})")
    client.force_login(author)
    with django_assert_max_num_queries(7):
        client.get(url)

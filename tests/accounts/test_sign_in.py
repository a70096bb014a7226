import pytest
from django.test import Client

from courses.visibility import Visibility
from tests import makers


def links(page, words):
    """Where the links of the page that say `words` lead."""
    return {part.rpartition('href="')[2].split('"')[0] for part in page.split(f">{words}</a>")[:-1]}


@pytest.mark.parametrize("words", ["Sign in", "Sign up"])
@pytest.mark.parametrize(
    ("address", "back"),
    [("/", "/"), ("/?page=1", "/%3Fpage%3D1"), ("/courses/russia/", "/courses/russia/"), ("/no/", "/no/")],
)
def test_links_lead_back_to_where_one_is(client, post, words, address, back):
    page = client.get(address).text.split("</header>")[0]
    assert [link.partition("?")[2] for link in links(page, words)] == [f"next={back}"]


def test_essay_for_the_course_is_there_after_signing_in(client, author, course):
    author.set_password(makers.PASSWORD)
    author.save()
    essay = makers.make_post(author, course, visibility=Visibility.COURSE).get_absolute_url()
    refused = client.get(essay)
    assert refused.status_code == 404
    assert links(refused.text, "Sign in") == {f"/accounts/login/?next={essay}"}
    form = {"login": author.email, "password": makers.PASSWORD, "next": essay}
    assert client.get(client.post("/accounts/login/", form).url).status_code == 200


def test_page_that_answers_a_reply_leads_back_to_the_essay(client, post):
    page = client.post(f"{post.get_absolute_url()}reply/", {"body": ""}).text
    assert links(page, "Sign in") == {f"/accounts/login/?next={post.get_absolute_url()}"}


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
def test_pages_that_sign_in_keep_where_one_came_from(client, db, page):
    assert "/accounts/login/?next=/write/" in client.get(f"/accounts/{page}/?next=/write/").text
    assert "next=" not in client.get(f"/accounts/{page}/").text.split("</header>")[0]


@pytest.mark.parametrize("next_", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_links_lead_nowhere_else(client, db, next_):
    page = client.get("/accounts/login/", {"next": next_}).text
    assert "next=" not in page.split("</header>")[0]


def test_profile_whose_session_ended_is_shown_to_be_copied(client, db):
    response = client.post("/profile/", {"display_name": "Ann", "biography": "My life in words"})
    assert response.status_code == 403
    assert "My life in words</textarea>" in response.text
    assert "Ann</textarea>" not in response.text


def test_refused_sign_in_keeps_where_one_came_from(client, db):
    page = client.post("/accounts/login/", {"login": "a@b.example", "password": "no", "next": "/write/"}).text
    assert links(page.split("</header>")[0], "Sign up") == {"/accounts/signup/?next=/write/"}


@pytest.fixture
def browsers(author):
    """Two, in which the author is signed in."""
    author.set_password(makers.PASSWORD)
    author.save()
    browsers = Client(), Client()
    for browser in browsers:
        browser.post("/accounts/login/", {"login": author.email, "password": makers.PASSWORD})
    return browsers


def is_signed_in(browser):
    return browser.get("/profile/").status_code == 200


def test_signing_out_in_one_browser_leaves_the_other(browsers):
    here, elsewhere = browsers
    here.post("/accounts/logout/")
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (False, True)


def test_another_password_signs_out_everywhere_else(browsers):
    here, elsewhere = browsers
    new = "another-long-secret-9"
    form = {"oldpassword": makers.PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)

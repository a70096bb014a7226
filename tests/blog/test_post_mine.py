import pytest

from tests import makers

URL = "/my/essays/"


def test_writers_find_their_essays_in_every_status(client, author, course):
    makers.make_draft(author, course, title="A draft")
    post = makers.make_post(author, course, title="Out there")
    makers.make_post(author, course, title="Taken back", status="withdrawn")
    makers.make_comment(post)
    client.force_login(author)
    page = client.get(URL).text
    places = [page.index(words) for words in ("A draft", "Out there", "1 Comment", "Taken back")]
    assert places == sorted(places)


def test_essays_of_others_are_not_among_them(client, classmate, post):
    client.force_login(classmate)
    assert post.title not in client.get(URL).text


def test_empty_list_says_what_comes_here(client, author):
    client.force_login(author)
    assert "You have not written anything yet." in client.get(URL).text


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url == "/accounts/login/?next=/my/essays/"


def test_page_that_is_none_is_404(client, author):
    client.force_login(author)
    assert client.get(URL, {"page": "2"}).status_code == 404


def test_only_reading_is_allowed(client, author):
    client.force_login(author)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 15])
def test_queries_do_not_grow(client, author, course, rows, django_assert_max_num_queries):
    for _ in range(rows):
        makers.make_draft(author, makers.make_course())
        makers.make_post(author, course)
    client.force_login(author)
    with django_assert_max_num_queries(5):
        client.get(URL)

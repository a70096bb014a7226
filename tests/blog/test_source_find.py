import pytest

from courses.models import Role
from tests import makers

URL = "/courses/russia/find-source/"


def work(title, family="", year=2000):
    item = {"type": "book", "title": title, "issued": {"date-parts": [[year]]}}
    return item | ({"author": [{"family": family, "given": "A."}]} if family else {})


def found(client, **query):
    return client.get(URL, query).json()["sources"]


def keys(client, **query):
    return [source["key"] for source in found(client, **query)]


@pytest.fixture
def library(course):
    for key, title, family in [
        ("tucker", "The Rise of Stalin's Personality Cult", "Tucker"),
        ("brooks", "Thank You, Comrade Stalin!", "Brooks"),
        ("stalin", "Dizzy with Success", "Stalin"),
    ]:
        makers.make_source(course, key=key, csl=work(title, family))


def test_source_comes_with_what_a_list_shows(client, classmate, library):
    client.force_login(classmate)
    assert found(client, q="tucker") == [
        {
            "key": "tucker",
            "label": "Tucker",
            "line": "Tucker, A. The Rise of Stalin's Personality Cult. 2000.",
            "year": 2000,
            "mine": False,
        }
    ]


def test_who_is_named_so_comes_before_what_has_the_word(client, classmate, library):
    client.force_login(classmate)
    assert keys(client, q="stalin") == ["stalin", "brooks", "tucker"]


def test_sources_of_the_essay_come_first(client, author, course, library):
    post = makers.make_draft(author, course)
    makers.make_entry(post, "Tucker", source=course.sources.get(key="tucker"))
    client.force_login(author)
    assert keys(client, q="stalin", essay=post.pk) == ["tucker", "stalin", "brooks"]
    assert [source["mine"] for source in found(client, essay=post.pk)] == [True, False, False]


def test_without_words_the_last_added_follow(client, classmate, library):
    client.force_login(classmate)
    assert keys(client) == ["stalin", "brooks", "tucker"]


def test_essay_of_somebody_else_changes_nothing(client, author, classmate, course, library):
    post = makers.make_post(author, course)
    makers.make_entry(post, "Tucker", source=course.sources.get(key="tucker"))
    client.force_login(classmate)
    assert keys(client, essay=post.pk) == ["stalin", "brooks", "tucker"]


def test_at_most_twelve_come(client, course, classmate):
    for number in range(15):
        makers.make_source(course, csl=work(f"Volume {number}"))
    client.force_login(classmate)
    assert len(found(client)) == 12


def test_source_of_somebody_elses_draft_is_not_found(client, author, classmate, course):
    secret = makers.make_source(course, "Secret", shared_at=None)
    makers.make_entry(makers.make_draft(author, course), "Secret", source=secret)
    client.force_login(classmate)
    assert found(client, q="secret") == []
    client.force_login(author)
    assert len(found(client, q="secret")) == 1


@pytest.mark.parametrize("role", Role.values)
def test_members_and_staff_are_answered(client, course, role):
    client.force_login(makers.make_member(course, role))
    assert client.get(URL).status_code == 200


def test_strangers_and_outsiders_are_refused(client, course, outsider):
    assert client.get(URL).status_code == 403
    client.force_login(outsider)
    assert client.get(URL).status_code == 403
    assert client.get("/courses/none/find-source/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"q": "\x00"}, {"q": "a" * 9000}, {"q": "%_'\""}, {"essay": "x"}, {"essay": "9" * 40}, {"essay": "٣"}],
)
def test_odd_questions_are_answered(client, classmate, library, query):
    client.force_login(classmate)
    response = client.get(URL, query)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_only_asking_is_allowed(client, course):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, course, author, rows, django_assert_max_num_queries):
    post = makers.make_post(author, course)
    for number in range(rows):
        makers.make_entry(post, f"Volume {number}", position=number + 1)
    client.force_login(author)
    with django_assert_max_num_queries(8):
        client.get(URL, {"q": "volume", "essay": post.pk})

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.citing.reciting import recite
from blog.library import limits
from blog.models import EssaySource
from courses.visibility import Visibility
from sources.models import Source
from tests import makers

URL = "/courses/russia/add-source/"
BOOK = {
    "kind": "book",
    "title": "Russia: A History",
    "editor": "Freeze, Gregory L.",
    "issued": "c. 2009",
    "publisher": "Oxford University Press",
    "intent": "save",
}


@pytest.fixture
def member(client, author):
    client.force_login(author)
    return author


@pytest.fixture
def shelf(course, author):
    """A library with one book in it."""
    record = {"type": "book", "title": "Russia: A History", "editor": [{"family": "Freeze"}]}
    return makers.make_source(course, key="freeze", csl=record, added_by=author)


def test_member_sees_the_ways_to_add(client, member):
    page = client.get(URL).text
    for words in ("Paste a reference", "Fill in a form", "Cite an essay", "?kind=digest", "import-sources/"):
        assert words in page


def test_book_is_added_by_hand(client, member, course):
    response = client.post(URL, BOOK)
    source = Source.objects.get()
    assert response.url == source.get_absolute_url()
    assert source.csl == {
        "type": "book",
        "title": "Russia: A History",
        "editor": [{"family": "Freeze", "given": "Gregory L."}],
        "issued": {"date-parts": [[2009]], "circa": True},
        "publisher": "Oxford University Press",
    }
    assert (source.course, source.added_by, source.key) == (course, member, "freeze2009russia")
    assert source.shared_at


def test_title_is_enough(client, member):
    assert client.post(URL, {"title": "A leaflet", "intent": "save"}).status_code == 302
    assert Source.objects.get().title == "A leaflet"


def test_instructor_and_site_staff_may_add(client, course, instructor, staff):
    for user in (instructor, staff):
        client.force_login(user)
        assert client.post(URL, {"title": f"Of {user}"}).status_code == 302


def test_stranger_is_sent_to_sign_in_and_keeps_what_was_typed(client, course):
    assert client.get(URL).url.startswith("/accounts/login/")
    response = client.post(URL, BOOK)
    assert response.status_code == 403
    assert "Oxford University Press" in response.text


def test_student_of_another_course_may_not_add(client, course, outsider):
    client.force_login(outsider)
    assert client.get(URL).status_code == 403
    assert client.post(URL, BOOK).status_code == 403
    assert not Source.objects.exists()


def test_no_such_course(client, member):
    assert client.get("/courses/nowhere/add-source/").status_code == 404


def test_other_methods_are_not_allowed(client, member):
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "\x00"])
def test_without_a_title_nothing_is_added_and_the_rest_is_kept(client, member, nothing):
    response = client.post(URL, BOOK | {"title": nothing})
    assert response.status_code == 422
    assert 'href="#id_title"' in response.text
    assert "Freeze, Gregory L.</textarea>" in response.text
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc"]
)
def test_address_that_is_none_of_the_web_is_refused(client, member, address):
    response = client.post(URL, BOOK | {"URL": address})
    assert response.status_code == 422
    assert "begins with https://" in response.text
    assert not Source.objects.exists()


def test_script_is_taken_out_and_told(client, member):
    evil = "<script>alert(1)</script>Fine"
    page = client.post(URL, BOOK | {"title": evil, "publisher": evil}, follow=True).text
    assert Source.objects.get().csl["publisher"] == "Fine"
    assert "alert(1)" not in page
    assert "The title held markup or characters that were taken out." in page


def test_name_without_a_comma_is_read_and_told(client, member):
    page = client.post(URL, BOOK | {"editor": "Gregory L. Freeze"}, follow=True).text
    assert Source.objects.get().first_author == "Freeze"
    assert "Read as family name, given name: Freeze, Gregory L." in page


def test_number_that_cannot_be_right_is_kept_and_told(client, member):
    page = client.post(URL, BOOK | {"ISBN": "123"}, follow=True).text
    assert Source.objects.get().csl["ISBN"] == "123"
    assert "is no valid ISBN; check it." in page


def test_line_is_read_and_offered_and_nothing_saved(client, member):
    page = client.post(URL, {"intent": "line", "line": "Russia A History by\r\nGregory L. Freeze"}).text
    assert "We read this line" in page
    assert 'value="Russia A History"' in page
    assert "Freeze, Gregory L.</textarea>" in page
    assert not Source.objects.exists()


def test_what_was_not_understood_is_shown_until_it_is_saved(client, member):
    line = "Robert C. Tucker, Stalin in Power (New York: Norton, 1990), 363"
    assert "<strong>Not understood:</strong> 363" in client.post(URL, {"intent": "line", "line": line}).text
    again = client.post(URL, BOOK | {"title": "", "line": line, "left": "363"}).text
    assert "<strong>Not understood:</strong> 363" in again


def test_line_that_says_nothing_becomes_a_title(client, member):
    page = client.post(URL, {"intent": "line", "line": "A leaflet of ours"}).text
    assert "We could not take this line apart" in page
    assert 'value="A leaflet of ours"' in page


@pytest.mark.parametrize(
    "line", ["", "\u200b", "x" * 1001, "@book{a, title={B}}", "TY  - BOOK\nTI  - B\nER  - "]
)
def test_line_that_is_no_line_is_refused(client, member, line):
    response = client.post(URL, {"intent": "line", "line": line})
    assert response.status_code == 422
    assert 'href="#id_line"' in response.text


def test_fields_follow_the_kind_and_keep_what_was_typed(client, member):
    page = client.get(URL, {"kind": "digest"}).text
    assert 'name="digest-title"' in page
    typed = {"kind": "article-newspaper", "intent": "fields", "title": "On the Cult", "digest-title": "CDSP"}
    page = client.post(URL, typed).text
    assert 'name="digest-title"' not in page
    assert 'value="On the Cult"' in page
    assert 'value="translated in CDSP"' in page
    assert not Source.objects.exists()


@pytest.mark.parametrize("kind", ["", "nonsense", "\x00", "legal_case"])
def test_any_kind_has_a_form(client, member, kind):
    assert client.get(URL, {"kind": kind}).status_code == 200
    assert client.post(URL, {"kind": kind, "intent": "fields", "title": "T"}).status_code == 200


def test_work_that_is_there_is_shown_and_not_added(client, member, shelf):
    response = client.post(URL, BOOK | {"title": "Russia, a history", "issued": ""})
    assert response.status_code == 422
    assert "The library has this work already" in response.text
    assert shelf.get_absolute_url() in response.text
    assert Source.objects.count() == 1


def test_work_that_is_alike_is_offered_first(client, member, shelf):
    page = client.post(URL, BOOK | {"title": "Russia"}).text
    assert "Is it one of these?" in page
    assert shelf.get_absolute_url() in page
    assert Source.objects.count() == 1
    assert client.post(URL, BOOK | {"title": "Russia", "intent": "anyway"}).status_code == 302
    assert Source.objects.count() == 2


def test_what_only_a_draft_of_another_lists_is_not_offered(client, member, shelf, classmate):
    Source.objects.update(shared_at=None, added_by=classmate)
    assert client.post(URL, BOOK | {"title": "Russia"}).status_code == 302
    assert client.post(URL, BOOK | {"title": "Russia: A History", "intent": "anyway"}).status_code == 302


def test_an_essay_that_lists_the_work_says_it_as_it_is_said_now(client, member, shelf):
    Source.objects.update(shared_at=None)
    post = makers.make_post(author=member, course=shelf.course, body="So it was (Nikonov 4).")
    makers.make_entry(post, "Russia: A History", source=shelf)
    recite(post)
    assert not post.citations.filter(source=shelf).exists()
    client.post(URL, BOOK | {"issued": "", "editor": "Freeze\nNikonov, Igor", "intent": "anyway"})
    assert post.citations.get(source=shelf).locator == "4"


def test_searching_for_likes_asks_as_much_for_many_works(
    client, member, course, django_assert_max_num_queries
):
    for n in range(30):
        makers.make_source(course, f"Russia: A History, part {n}")
    with django_assert_max_num_queries(14):
        assert "Is it one of these?" in client.post(URL, BOOK | {"title": "Russia: A History, part 3"}).text


@pytest.fixture
def essay(course, classmate):
    return makers.make_post(classmate, course, title="The Cult of Personality", visibility="course")


def test_essay_of_the_site_is_added_by_its_address(client, member, course, essay):
    response = client.post(
        URL, {"intent": "essay", "address": f"http://testserver{essay.get_absolute_url()}"}
    )
    source = Source.objects.get()
    assert response.url == source.get_absolute_url()
    assert (source.type, source.title) == ("post-weblog", "The Cult of Personality")
    assert source.csl["URL"] == f"http://testserver{essay.get_absolute_url()}"
    assert source.csl["container-title"] == course.title
    assert source.essay_link.post == essay


def test_essay_is_added_once(client, member, essay, classmate):
    for user in (member, classmate):
        client.force_login(user)
        client.post(URL, {"intent": "essay", "address": essay.get_absolute_url() + "#comments"})
    assert EssaySource.objects.get().post == essay


def test_essay_that_was_described_by_hand_is_that_source(client, member, essay):
    client.post(URL, {"intent": "essay", "address": essay.get_absolute_url()})
    EssaySource.objects.all().delete()
    assert client.post(URL, {"intent": "essay", "address": essay.get_absolute_url()}).status_code == 302
    assert EssaySource.objects.get().source == Source.objects.get()


@pytest.mark.parametrize(
    "address",
    ["", "x", "http://[", "http://example.org/courses/russia/essays/x/", "/courses/russia/", "/nowhere/",
     "javascript:alert(1)", "/courses/russia/essays/none/", "/%00/", "x" * 1001],
)  # fmt: skip
def test_address_of_no_essay_is_refused(client, member, address):
    response = client.post(URL, {"intent": "essay", "address": address})
    assert response.status_code == 422
    assert 'href="#id_address"' in response.text
    assert not Source.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.SIGNED_IN, Visibility.COURSE, Visibility.STAFF])
def test_essay_of_another_course_that_some_may_not_read_is_not_named(client, member, visibility):
    course = makers.make_course()
    makers.make_member(course, "instructor", user=member)
    other = makers.make_post(course=course, visibility=visibility)
    response = client.post(URL, {"intent": "essay", "address": other.get_absolute_url()})
    assert response.status_code == 422
    assert "tell its title to more people" in response.text
    assert not Source.objects.exists()


def test_staffs_essay_is_not_named_to_students(client, course, instructor):
    client.force_login(instructor)
    secret = makers.make_post(course=course, visibility="staff")
    assert client.post(URL, {"intent": "essay", "address": secret.get_absolute_url()}).status_code == 422


def test_world_essay_of_another_course_may_be_cited(client, member):
    other = makers.make_post()
    assert client.post(URL, {"intent": "essay", "address": other.get_absolute_url()}).status_code == 302


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_essay_that_is_not_published_is_refused(client, member, course, status):
    own = makers.make_post(member, course, status=status, published_at=timezone.now())
    response = client.post(URL, {"intent": "essay", "address": own.get_absolute_url()})
    assert "This essay is not published." in response.text


@pytest.mark.parametrize("form", [BOOK, {"intent": "essay", "address": "/x/"}])
def test_whoever_adds_very_many_is_slowed_down(client, member, course, settings, monkeypatch, form):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "MAX_ADDED_PER_HOUR", 2)
    for minutes in (1, 2):
        makers.make_source(course, added_by=member, shared_at=timezone.now() - timedelta(minutes=minutes))
    response = client.post(URL, form)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "very many sources within an hour" in response.text
    settings.RATE_LIMITS = False
    assert client.post(URL, BOOK).status_code == 302

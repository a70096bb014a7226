import pytest

from courses.visibility import Visibility
from sources.models import UnitSource
from tests import makers

URL = "/courses/russia/units/5/sources/"
UNIT = "/courses/russia/units/5/"


def work(title, family):
    return {"type": "book", "title": title, "author": [{"family": family, "given": "A."}]}


@pytest.fixture
def unit(course):
    return makers.make_unit(course, 5, title="Stalinism")


@pytest.fixture
def freeze(course):
    return makers.make_source(course, key="freeze", csl=work("Russia: A History", "Freeze"))


@pytest.fixture
def asked(unit, freeze):
    return UnitSource.objects.create(unit=unit, source=freeze, requirement="required", note="Chapter 3")


def adding(work, **fields):
    return {"intent": "add", "source": work.pk, "requirement": "suggested", "note": ""} | fields


def saving(asked, **fields):
    values = {"requirement": "required", "note": ""} | fields
    return {"intent": "save"} | {f"s{asked.pk}-{name}": value for name, value in values.items()}


def test_instructor_adds_a_source_with_a_note(client, unit, freeze, instructor):
    client.force_login(instructor)
    assert client.post(URL, adding(freeze, note=" Pages\n340–360 ")).url == URL
    row = unit.unit_sources.get()
    assert (row.source, row.requirement, row.note) == (freeze, "suggested", "Pages 340–360")


def test_listed_source_joins_the_library_when_a_unit_asks_for_it(client, unit, author, instructor):
    source = makers.make_source(unit.course, "Listed", shared_at=None)
    makers.make_entry(makers.make_post(author, unit.course), "Listed", source=source)
    client.force_login(instructor)
    client.post(URL, adding(source))
    source.refresh_from_db()
    assert source.shared_at


def test_instructor_changes_and_removes(client, unit, asked, instructor):
    client.force_login(instructor)
    client.post(URL, saving(asked, requirement="suggested", note="All of it"))
    asked.refresh_from_db()
    assert (asked.requirement, asked.note) == ("suggested", "All of it")
    client.post(URL, saving(asked, drop="on"))
    assert not unit.unit_sources.exists()


def test_what_was_added_meanwhile_stays_as_it_is(client, unit, asked, instructor):
    other = unit.unit_sources.create(source=makers.make_source(unit.course), requirement="required")
    client.force_login(instructor)
    client.post(URL, saving(asked, requirement="suggested"))
    other.refresh_from_db()
    assert other.requirement == "required"


def test_search_offers_what_the_unit_does_not_ask_for(client, asked, instructor):
    makers.make_source(asked.unit.course, csl=work("Magnetic Mountain", "Kotkin"))
    makers.make_source(asked.unit.course, csl=work("Comrade Pavlik", "Kelly"))
    client.force_login(instructor)
    assert len(client.get(URL).context["offered"]) == 2
    found = client.get(URL, {"q": "kotkin"}).context["offered"]
    assert [reference.short for reference in found] == ["Kotkin"]


@pytest.mark.parametrize(
    ("q", "words"), [("zzzz", "The library has nothing like that"), ("", "The library has no other sources")]
)
def test_empty_search_and_empty_library_say_what_to_do(client, unit, instructor, q, words):
    client.force_login(instructor)
    page = client.get(URL, {"q": q}).text
    assert words in page
    assert "This unit asks for no sources yet" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source": ""}, "Choose one of the sources"),
        ({"source": "x"}, "is not in the library"),
        ({"source": "9" * 30}, "is not in the library"),
        ({"source": "1\x00"}, "Null characters"),
        ({"requirement": "must"}, "must is not one of the available choices"),
        ({"note": "x" * 301}, "it may have 300"),
    ],
)
def test_refused_addition_says_why_and_keeps_what_was_typed(client, unit, freeze, instructor, fields, words):
    client.force_login(instructor)
    page = client.post(URL, adding(freeze, **({"note": "My note"} | fields)))
    assert page.status_code == 422
    assert words in page.text
    assert ("My note" in page.text) is ("note" not in fields)
    assert not unit.unit_sources.exists()


def test_source_stands_in_a_unit_once(client, asked, freeze, instructor):
    client.force_login(instructor)
    assert client.post(URL, adding(freeze)).status_code == 422
    assert asked.unit.unit_sources.count() == 1


def test_source_of_another_course_is_refused(client, unit, instructor):
    client.force_login(instructor)
    assert client.post(URL, adding(makers.make_source(makers.make_course()))).status_code == 422


def test_source_of_a_draft_cannot_be_asked_for(client, unit, author, instructor):
    source = makers.make_source(unit.course, "Secret", shared_at=None)
    makers.make_entry(makers.make_draft(author, unit.course), "Secret", source=source)
    client.force_login(instructor)
    assert "Secret" not in client.get(URL).text
    assert client.post(URL, adding(source)).status_code == 422


def test_refused_change_says_why_and_keeps_what_was_typed(client, asked, instructor):
    client.force_login(instructor)
    page = client.post(URL, saving(asked, note="x" * 301))
    assert page.status_code == 422
    assert "x" * 301 in page.text
    asked.refresh_from_db()
    assert asked.note == "Chapter 3"


def test_unknown_intent_changes_nothing(client, asked, instructor):
    client.force_login(instructor)
    assert client.post(URL, {"intent": "none"}).status_code == 422
    assert asked.unit.unit_sources.count() == 1


@pytest.mark.parametrize(("who", "status"), [("classmate", 403), ("editor", 403), ("outsider", 403)])
def test_page_is_for_those_who_teach(client, unit, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == status
    assert client.post(URL, {"intent": "save"}).status_code == status


@pytest.mark.parametrize("who", ["assistant", "instructor", "staff"])
def test_all_who_teach_may_open_it(client, unit, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 200


def test_stranger_is_sent_to_sign_in(client, unit):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
    assert client.get("/courses/russia/units/7/sources/").status_code == 302


def test_unit_that_is_none_is_404(client, unit, instructor):
    client.force_login(instructor)
    assert client.get("/courses/russia/units/7/sources/").status_code == 404


def test_other_methods_are_refused(client, unit, instructor):
    client.force_login(instructor)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, unit, instructor, rows, django_assert_max_num_queries):
    for _ in range(rows):
        unit.unit_sources.create(source=makers.make_source(unit.course))
        makers.make_source(unit.course)
    client.force_login(instructor)
    with django_assert_max_num_queries(8):
        client.get(URL)


class TestOnTheUnitsPage:
    def essay(self, author, unit, source, body="It was so (Freeze 3).", **fields):
        post = makers.make_post(author, unit.course, unit=unit, body=body, **fields)
        makers.make_entry(post, source.title, source=source)
        return post

    def test_it_says_what_is_asked_for_and_who_used_it(self, client, asked, author, classmate):
        self.essay(author, asked.unit, asked.source, title="My use")
        client.force_login(classmate)
        page = client.get(UNIT).text
        for words in ("Required", "Freeze", "Chapter 3", "Used in", "My use", "Isaiah Author"):
            assert words in page
        assert "Set the sources" not in page

    @pytest.mark.parametrize(
        "fields", [{"status": "draft"}, {"status": "withdrawn"}, {"visibility": Visibility.STAFF}]
    )
    def test_it_tells_nobody_of_essays_they_may_not_read(self, client, asked, author, classmate, fields):
        self.essay(author, asked.unit, asked.source, title="A hidden use", **fields)
        client.force_login(classmate)
        assert "A hidden use" not in client.get(UNIT).text

    def test_everyone_sees_it_as_they_see_the_unit(self, client, asked):
        page = client.get(UNIT).text
        assert "Freeze" in page
        assert "Chapter 3" in page
        assert client.get(asked.source.get_absolute_url()).status_code == 200

    def test_staff_see_which_essays_use_nothing_required(self, client, asked, author, instructor, classmate):
        self.essay(author, asked.unit, asked.source, title="A reader of Freeze")
        other = makers.make_source(asked.unit.course, csl=work("Another", "Other"))
        self.essay(classmate, asked.unit, other, "Nothing.", title="Free of sources")
        self.essay(classmate, asked.unit, other, status="draft", title="Only a draft")
        client.force_login(instructor)
        page = client.get(UNIT)
        assert "1 essay of this unit uses none of what is required" in page.text
        assert "Only a draft" not in page.text
        client.force_login(author)
        assert "none of what is required" not in client.get(UNIT).text

    def test_unit_that_asks_for_nothing_says_so_to_its_staff_alone(self, client, unit, classmate, instructor):
        client.force_login(classmate)
        assert "asks for no sources" not in client.get(UNIT).text
        client.force_login(instructor)
        assert "asks for no sources" in client.get(UNIT).text

    @pytest.mark.parametrize("rows", [1, 12])
    def test_queries_do_not_grow(self, client, unit, author, instructor, rows, django_assert_max_num_queries):
        for _ in range(rows):
            source = makers.make_source(unit.course)
            unit.unit_sources.create(source=source)
            self.essay(author, unit, source)
        client.force_login(instructor)
        client.get(UNIT)
        with django_assert_max_num_queries(14):
            client.get(UNIT)

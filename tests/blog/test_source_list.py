import pytest
from django.utils import timezone

from courses.visibility import Visibility
from sources.models import StyleInUse, Typeset
from sources.styling.styles import Style
from sources.typesetting import entry
from tests import makers
from tests.makers import FREEZE

URL = "/courses/russia/sources/"


def work(title, family="", year=None, **more):
    item = {"type": "book", "title": title, **more}
    if family:
        item["author"] = [{"family": family, "given": "A."}]
    return item | ({"issued": {"date-parts": [[year]]}} if year else {})


def listed(post, source, position=1):
    makers.make_entry(post, source.title, position=position, source=source)


def names(response):
    return [reference.name for reference in response.context["references"]]


def test_members_see_the_library_with_its_entries(client, course, classmate):
    makers.make_source(course, csl=FREEZE)
    client.force_login(classmate)
    page = client.get(URL).text
    assert "Freeze, Gregory L., ed. Russia: A History. 2009." in page
    assert 'href="/courses/russia/add-source/"' in page


def test_strangers_see_what_public_essays_list_and_no_more(client, course, author):
    shown = makers.make_source(course, "Listed in public", shared_at=None)
    listed(makers.make_post(author, course), shown)
    makers.make_source(course, "In the library alone")
    page = client.get(URL).text
    assert "Listed in public" in page
    assert "In the library alone" not in page
    assert "/add-source/" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"visibility": Visibility.COURSE},
        {"visibility": Visibility.SIGNED_IN},
        {"visibility": Visibility.STAFF},
    ],
)
def test_strangers_see_nothing_of_hidden_essays(client, course, author, fields):
    listed(makers.make_post(author, course, **fields), makers.make_source(course, "Secret", shared_at=None))
    assert "Secret" not in client.get(URL).text
    assert client.get(URL, {"q": "secret"}).context["count"] == 0


def test_source_of_a_draft_is_its_authors_alone(client, course, author, instructor):
    listed(makers.make_draft(author, course), makers.make_source(course, "Secret", shared_at=None))
    client.force_login(instructor)
    assert "Secret" not in client.get(URL).text
    client.force_login(author)
    assert "Secret" in client.get(URL).text


def test_uses_count_the_essays_that_the_reader_may_read(client, course, author, outsider, classmate):
    source = makers.make_source(course, csl=FREEZE)
    listed(makers.make_post(author, course), source)
    listed(makers.make_post(author, course, visibility=Visibility.COURSE), source)
    listed(makers.make_post(author, course, status="withdrawn"), source)
    listed(makers.make_draft(author, course), source)
    seen = []
    for user in (outsider, classmate, author):
        client.force_login(user)
        seen.append(client.get(URL).context["references"][0].source.uses)
    assert seen == [1, 2, 4]


def test_essay_that_lists_and_cites_counts_once(client, course, author):
    source = makers.make_source(course, csl=FREEZE)
    listed(makers.make_post(author, course, body="So (Freeze 347). And (Freeze 348)."), source)
    assert client.get(URL).context["references"][0].source.uses == 1


@pytest.mark.parametrize("q", ["FREEZE", "gregory", "russia history", "2009", "freeze-key", "Frèeze"])
def test_search_finds_people_titles_years_and_keys(client, course, classmate, q):
    makers.make_source(course, key="freeze-key", csl=FREEZE)
    makers.make_source(course, csl=work("Magnetic Mountain", "Kotkin", 1995))
    client.force_login(classmate)
    assert names(client.get(URL, {"q": q})) == ["Freeze 2009"]


@pytest.mark.parametrize("q", ["хлевнюк", "ХЛЕВНЮК", "сталин вождя"])
def test_search_knows_the_letters_of_other_scripts(client, course, classmate, q):
    makers.make_source(course, csl=work("Сталин: жизнь одного вождя", "Хлевнюк", 2015))
    client.force_login(classmate)
    assert names(client.get(URL, {"q": q})) == ["Хлевнюк 2015"]


def test_search_looks_at_lines_of_readable_essays_alone(client, course, author, classmate):
    source = makers.make_source(course, csl=FREEZE)
    makers.make_entry(makers.make_post(author, course), "The red textbook", source=source)
    makers.make_entry(makers.make_draft(author, course), "The blue textbook", source=source)
    client.force_login(classmate)
    assert names(client.get(URL, {"q": "red textbook"})) == ["Freeze 2009"]
    assert names(client.get(URL, {"q": "blue textbook"})) == []


@pytest.mark.parametrize("q", ["???", "zzzz", "\x00", "%", "a" * 5000])
def test_search_without_a_find_says_so_and_keeps_the_words(client, course, classmate, q):
    makers.make_source(course, csl=FREEZE)
    client.force_login(classmate)
    page = client.get(URL, {"q": q})
    assert page.status_code == 200
    assert ("No source matches" in page.text) is (q != "\x00")


@pytest.fixture
def library(course, author, instructor):
    """Three works: one required by a unit and used, one suggested, one a student's own."""
    unit = makers.make_unit(course, 5)
    freeze = makers.make_source(course, csl=FREEZE)
    tucker = makers.make_source(course, csl=work("Cult", "Tucker", 1979, type="article-journal"))
    makers.make_source(course, csl=work("Anonymous work"), added_by=author)
    unit.unit_sources.create(source=freeze, requirement="required")
    unit.unit_sources.create(source=tucker, requirement="suggested")
    listed(makers.make_post(instructor, course), freeze)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Anonymous work", "Freeze 2009", "Tucker 1979"]),
        ({"type": "article-journal"}, ["Tucker 1979"]),
        ({"asked": "required"}, ["Freeze 2009"]),
        ({"asked": "suggested"}, ["Tucker 1979"]),
        ({"asked": "5"}, ["Freeze 2009", "Tucker 1979"]),
        ({"used": "yes"}, ["Freeze 2009"]),
        ({"used": "no"}, ["Anonymous work", "Tucker 1979"]),
        ({"mine": "on"}, ["Anonymous work"]),
        ({"sort": "year"}, ["Freeze 2009", "Tucker 1979", "Anonymous work"]),
        ({"sort": "title"}, ["Anonymous work", "Tucker 1979", "Freeze 2009"]),
        ({"sort": "uses"}, ["Freeze 2009", "Anonymous work", "Tucker 1979"]),
        ({"sort": "added"}, ["Anonymous work", "Tucker 1979", "Freeze 2009"]),
        ({"q": "u", "used": "no", "sort": "title"}, ["Anonymous work", "Tucker 1979"]),
    ],
)
def test_filters_and_orders(client, author, library, query, expected):
    client.force_login(author)
    assert names(client.get(URL, query)) == expected


@pytest.mark.parametrize("name", ["type", "asked", "used", "sort", "mine"])
@pytest.mark.parametrize("value", ["nothing", "99999", "\x00", "required'--"])
def test_choice_that_was_not_offered_narrows_nothing(client, classmate, library, name, value):
    client.force_login(classmate)
    expected = 0 if name == "mine" else 3
    assert client.get(URL, {name: value}).context["count"] == expected


def test_strangers_are_not_asked_about_their_own(client, course, author):
    listed(makers.make_post(author, course), makers.make_source(course, csl=FREEZE))
    page = client.get(URL, {"mine": "on"})
    assert names(page) == ["Freeze 2009"]
    assert 'name="mine"' not in page.text


def test_unit_that_asks_for_a_source_is_named(client, author, library):
    client.force_login(author)
    page = client.get(URL).text
    assert "Required, unit 5" in page
    assert "Suggested, unit 5" in page


def test_parts_keep_what_was_asked(client, course, classmate):
    for number in range(21):
        makers.make_source(course, csl=work(f"Volume {number}", "Writer", 1900 + number))
    client.force_login(classmate)
    first = client.get(URL, {"q": "volume", "sort": "year"})
    assert (len(names(first)), names(first)[0]) == (20, "Writer 1920")
    assert "?q=volume&amp;sort=year&amp;page=2" in first.text
    assert names(client.get(URL, {"q": "volume", "sort": "year", "page": "2"})) == ["Writer 1900"]


def test_page_that_is_none_is_404(client, course):
    assert client.get(URL, {"page": "2"}).status_code == 404
    assert client.get("/courses/none/sources/").status_code == 404


def test_chosen_sources_go_to_the_export(client, course, classmate):
    source = makers.make_source(course, csl=FREEZE)
    client.force_login(classmate)
    page = client.get(URL).text
    assert 'action="/courses/russia/export-sources/"' in page
    assert f'name="ids" value="{source.pk}"' in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("classmate", "What your essays list appears here"),
        ("outsider", "every essay that you may read"),
        ("", "Members of the course see its whole library"),
    ],
)
def test_empty_library_says_what_comes_here(client, course, request, who, words):
    if who:
        client.force_login(request.getfixturevalue(who))
    page = client.get(URL).text
    assert "No sources here yet" in page
    assert words in page


def test_staff_find_the_way_to_merge(client, course, classmate, instructor):
    makers.make_source(course, csl=FREEZE)
    for user, shown in ((classmate, False), (instructor, True)):
        client.force_login(user)
        assert ("/admin/sources/source/" in client.get(URL).text) is shown


def test_reader_gets_the_entries_in_their_style(client, course, classmate):
    source = makers.make_source(course, csl=FREEZE)
    entry(source.item(), Style.APA)
    classmate.citation_style = Style.APA
    classmate.save()
    client.force_login(classmate)
    assert "Freeze, G. L. (Ed.). (2009). <em>Russia: A History</em>." in client.get(URL).text


def test_style_that_is_not_set_yet_is_set_on_request(client, course, classmate):
    makers.make_source(course, csl=FREEZE)
    client.cookies["citation-style"] = Style.APA.value
    client.force_login(classmate)
    client.post("/citation-style/", {"style": "apa", "course": "russia", "next": URL})
    assert "Freeze, G. L. (Ed.)" in client.get(URL).text
    assert StyleInUse.objects.filter(course=course, style="apa").exists()


def test_page_asks_no_renderer(client, course, classmate):
    makers.make_source(course, csl=FREEZE)
    classmate.citation_style = Style.APA
    classmate.save()
    client.force_login(classmate)
    assert "they are not set in this style yet" in client.get(URL).text
    assert not Typeset.objects.exists()


def test_script_in_a_record_stays_text(client, course, classmate):
    makers.make_source(course, csl=work("<script>alert(1)</script>", "<b>Bold</b>"))
    client.force_login(classmate)
    page = client.get(URL).text
    assert "<script>alert" not in page
    assert "<b>Bold" not in page


def test_only_reading_is_allowed(client, course):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 15])
@pytest.mark.parametrize("query", [{}, {"q": "volume", "sort": "uses", "used": "yes"}])
def test_queries_do_not_grow(client, course, author, classmate, rows, query, django_assert_max_num_queries):
    unit = makers.make_unit(course)
    for number in range(rows):
        source = makers.make_source(course, csl=work(f"Volume {number}", "Writer"), created_at=timezone.now())
        unit.unit_sources.create(source=source)
        listed(makers.make_post(author, course), source)
    client.force_login(classmate)
    client.get(URL, query)
    with django_assert_max_num_queries(13):
        client.get(URL, query)

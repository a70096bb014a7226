"""Sources in the admin: CSL-JSON as text, checked before it is kept; their uses, and their files."""

import json

import pytest

from blog.admin_sources import MAX_EXPORTED
from blog.models import Citation
from sources.models import Source, SourceMerge
from sources.models.source import KEY_STAYS
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"
BOOK = (
    '{"type": "book", "title": "Stalin in Power", "author": [{"family": "Tucker"}],'
    ' "issued": {"date-parts": [[1990]]}}'
)


def save(client, source, csl, key=""):
    return client.post(f"{LIST}{source.pk}/change/", {"key": key or source.key, "csl": csl})


def test_a_source_is_changed_and_its_copies_follow(teacher, ours):
    assert save(teacher, ours.source, BOOK).status_code == 302
    source = Source.objects.get(pk=ours.source.pk)
    assert (source.title, source.first_author, source.year) == ("Stalin in Power", "Tucker", 1990)
    page = teacher.get(f"{LIST}{source.pk}/change/").content.decode()
    assert "&quot;family&quot;: &quot;Tucker&quot;" in page


def test_who_adds_a_source_is_kept(teacher, instructor, ours):
    teacher.post(f"{LIST}add/", {"course": ours.course.pk, "key": "new", "csl": BOOK})
    assert Source.objects.get(key="new").added_by == instructor


@pytest.mark.parametrize(
    ("csl", "words"),
    [
        ("", "This field is required"),
        ("{", "This is not JSON"),
        ("[1]", "one object"),
        ('"text"', "one object"),
        ("{}", "needs a title"),
        ('{"title": "  "}', "needs a title"),
        ('{"title": ["x"]}', "needs a title"),
        ('{"title": "x", "volume": NaN}', "This is not JSON"),
        ('{"title": "x", "volume": 1e999}', "This is not JSON"),
        ('{"title": "x\\ud800"}', "cannot be stored"),
        ('{"title": "x\\u0000"}', "cannot be stored"),
        ("[" * 15_000, "nested too deeply"),
        ('{"title": "' + "x" * 21_000 + '"}', "at most 20000 characters"),
        ('{"title": "x", "volume": ' + "9" * 5000 + "}", "This is not JSON"),
    ],
)
def test_what_is_no_source_is_the_forms_error(teacher, ours, csl, words):
    response = save(teacher, ours.source, csl)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Source.objects.get(pk=ours.source.pk).title == "Source russia"


def test_a_key_that_is_taken_is_the_forms_error(teacher, ours):
    other = makers.make_source(ours.course)
    assert save(teacher, other, BOOK, key=ours.source.key).status_code == 200


@pytest.mark.parametrize("key", ["a b", "a/b", "a@b", "ä.b", "–"])
def test_a_key_that_no_address_takes_is_the_forms_error(teacher, ours, key):
    assert save(teacher, ours.source, BOOK, key=key).status_code == 200
    assert Source.objects.get(pk=ours.source.pk).key == ours.source.key


def test_a_key_stays_once_an_essay_uses_the_source(teacher, ours):
    assert KEY_STAYS in save(teacher, ours.source, BOOK, key="new").content.decode()
    assert save(teacher, makers.make_source(ours.course), BOOK, key="new").status_code == 302


def test_a_key_that_leads_elsewhere_is_not_given_again(teacher, ours):
    SourceMerge.objects.create(course=ours.course, kept=ours.source, key="old", csl={"title": "x"})
    page = save(teacher, makers.make_source(ours.course), BOOK, key="old").content.decode()
    assert "merged into another" in page


def test_what_is_put_right_in_a_record_is_told(teacher, ours):
    csl = '{"title": "<script>x</script>A", "URL": "javascript:alert(1)", "colour": "red", "id": "x"}'
    save(teacher, ours.source, csl)
    source = Source.objects.get(pk=ours.source.pk)
    assert set(source.csl) == {"type", "title"}
    assert "<script>" not in source.title
    page = teacher.get(LIST).content.decode()
    assert "“colour” left out" in page.replace("“URL”, ", "")


def test_essays_follow_a_changed_record(teacher, ours):
    post = makers.make_post(ours.student, ours.course, body="So it was (Tucker 12).")
    makers.make_entry(post, "Some line", source=ours.source)
    assert not Citation.objects.matched().exists()
    save(teacher, ours.source, BOOK)
    assert Citation.objects.matched().get().source == ours.source


def uses(client, **query):
    rows = client.get(LIST, query).context["cl"].result_list
    return {row.key: (row.citation_count, row.essay_count) for row in rows}


def test_the_list_counts_uses_but_no_drafts(teacher, ours):
    for make in (makers.make_post, makers.make_draft):
        post = make(ours.student, ours.course, body="Thus (Source russia 12), and (Source russia 13).")
        makers.make_entry(post, source=ours.source)
    assert uses(teacher) == {ours.source.key: (2, 2)}
    assert "2 citations in 2 essays" in teacher.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"use": "cited"}, ["cited"]),
        ({"use": "listed"}, ["listed", "ours"]),
        ({"use": "unused"}, ["unused"]),
        ({"use": "zebra"}, []),
        ({"place": "library"}, ["cited", "ours", "unused"]),
        ({"place": "lists"}, ["listed"]),
        ({"type": "book"}, ["cited"]),
        ({"q": "tucker"}, ["cited"]),
        ({"q": "unused"}, ["unused"]),
    ],
)
def test_the_list_is_narrowed(teacher, ours, query, found):
    Source.objects.filter(pk=ours.source.pk).update(key="ours")
    cited = makers.make_source(ours.course, key="cited", csl=json.loads(BOOK))
    makers.make_entry(ours.post, "A line", 2, source=cited)
    makers.make_post(ours.student, ours.course, body="So [@cited, 3].")
    listed = makers.make_source(ours.course, key="listed", shared_at=None)
    makers.make_entry(ours.post, "Another", 3, source=listed)
    makers.make_source(ours.course, key="unused")
    assert sorted(uses(teacher, **query)) == found


def test_what_only_a_draft_lists_is_its_authors(teacher, ours):
    hidden = makers.make_source(ours.course, key="hidden", shared_at=None)
    makers.make_entry(makers.make_draft(ours.student, ours.course), source=hidden)
    assert "hidden" not in uses(teacher)
    assert teacher.get(f"{LIST}{hidden.pk}/change/").status_code == 302


@pytest.mark.parametrize("status", ["submitted", "returned", "scheduled", "withdrawn"])
def test_what_left_its_authors_hands_is_the_staffs(teacher, ours, status):
    listed = makers.make_source(ours.course, key="listed", shared_at=None)
    makers.make_entry(makers.make_post(ours.student, ours.course, status=status), source=listed)
    assert uses(teacher)["listed"] == (0, 1)
    assert teacher.get(f"{LIST}{listed.pk}/change/").status_code == 200


def export(client, name, *sources, **data):
    pks = [source.pk for source in sources]
    return client.post(LIST, {"action": f"export_{name}", "_selected_action": pks, **data})


@pytest.mark.parametrize(
    ("name", "file", "starts"),
    [("biblatex", "sources.bib", "%"), ("ris", "sources.ris", "TY  - BOOK"), ("csl", "sources.json", "[")],
)
def test_chosen_sources_leave_as_a_file(teacher, ours, name, file, starts):
    item = json.loads(BOOK) | {"custom": {"aliases": ["T"]}, "medium": "paper"}
    source = makers.make_source(ours.course, key="tucker", csl=item)
    response = export(teacher, name, source)
    assert file in response["Content-Disposition"]
    assert response.content.decode().startswith(starts)
    told = [str(message) for message in teacher.get(LIST).context["messages"]]
    assert ["Stalin in Power" in words for words in told] == ([] if name == "csl" else [True])


def test_another_courses_sources_do_not_leave(teacher, ours, theirs):
    response = export(teacher, "csl", ours.source, theirs.source)
    assert [item["id"] for item in json.loads(response.content)] == [ours.source.key]


def test_a_whole_library_leaves_by_its_own_page(teacher, ours, monkeypatch):
    monkeypatch.setattr("blog.admin_sources.MAX_EXPORTED", 0)
    assert MAX_EXPORTED
    assert export(teacher, "ris", ours.source)["Location"] == LIST


def test_the_ways_in_and_out_are_those_of_the_course(client, instructor, staff, ours, theirs):
    client.force_login(instructor)
    assert "/courses/russia/export-sources/" in client.get(LIST).content.decode()
    client.force_login(staff)
    assert "/export-sources/" not in client.get(LIST).content.decode()
    page = client.get(LIST, {"course": theirs.course.pk}).content.decode()
    assert "/courses/zebra/export-sources/" in page
    assert "/courses/zebra/import-sources/" in page


def test_a_source_that_essays_list_is_not_deleted(teacher, ours):
    page = teacher.post(f"{LIST}{ours.source.pk}/delete/", {"post": "yes"}).content.decode()
    assert "bibliography entries: 1" in page
    assert Source.objects.filter(pk=ours.source.pk).exists()

"""Sources in the admin: CSL-JSON as text, checked before it is kept."""

import pytest

from sources.models import Source
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"
BOOK = (
    '{"type": "book", "title": "Stalin in Power", "author": [{"family": "Tucker"}],'
    ' "issued": {"date-parts": [[1990]]}}'
)


def save(client, source, csl, key="tucker"):
    return client.post(f"{LIST}{source.pk}/change/", {"key": key, "csl": csl})


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


def test_the_list_counts_the_essays_but_no_drafts(teacher, ours):
    makers.make_entry(makers.make_draft(ours.student, ours.course), source=ours.source)
    (row,) = teacher.get(LIST).context["cl"].result_list
    assert row.essay_count == 1


def test_a_source_that_essays_list_is_not_deleted(teacher, ours):
    page = teacher.post(f"{LIST}{ours.source.pk}/delete/", {"post": "yes"}).content.decode()
    assert "bibliography entries: 1" in page
    assert Source.objects.filter(pk=ours.source.pk).exists()

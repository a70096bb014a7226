import pytest

from sources.actions import find_or_add
from sources.models import Source
from tests import makers


def test_new_lines_become_documents_with_their_own_keys(course, author):
    found = find_or_add(course=course, lines=["Freeze, Russia", "Freeze; Russia", "😀"], by=author)
    assert [source.key for source in found.values()] == ["freeze-russia", "freeze-russia-2", "source"]
    assert {source.added_by for source in found.values()} == {author}


def test_known_title_is_found_however_it_is_spaced(course, author):
    known = makers.make_source(course, "Tucker, Stalin in Power")
    assert find_or_add(course=course, lines=["Tucker,  Stalin in Power"], by=author).popitem()[1] == known


def test_libraries_of_other_courses_are_not_used(course, author):
    makers.make_source(makers.make_course(), "Tucker")
    find_or_add(course=course, lines=["Tucker"], by=author)
    assert Source.objects.filter(title="Tucker").count() == 2


def test_nothing_to_find_asks_nothing(course, author, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert find_or_add(course=course, lines=[], by=author) == {}


@pytest.mark.parametrize("line", ["x" * 1000, "ﷺ" * 1000, "-" * 1000])
def test_any_line_fits(course, author, line):
    (source,) = find_or_add(course=course, lines=[line], by=author).values()
    assert 0 < len(source.key) <= 80

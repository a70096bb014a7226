import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sources.actions import add, change, find_or_add, free_key, import_items
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


BOOK = {"type": "book", "title": "Russia: A History", "author": [{"family": "Freeze"}]}


def test_added_work_stands_in_the_library_under_a_key_that_says_what_it_names(course, author):
    source = add(course=course, item=BOOK | {"issued": {"date-parts": [[2009]]}}, by=author)
    source.refresh_from_db()
    assert (source.key, source.added_by, source.year) == ("freeze2009russia", author, 2009)
    assert source.shared_at
    assert "id" not in source.csl


def test_added_work_is_made_clean(course, author):
    source = add(course=course, item=BOOK | {"URL": "javascript:x", "nonsense": 1, "id": "k"}, by=author)
    assert source.csl == BOOK


def test_work_without_a_title_is_refused(course, author):
    with pytest.raises(ValidationError):
        add(course=course, item={"type": "book"}, by=author)


def test_work_that_the_library_has_is_not_added_again(course, author, classmate):
    known = add(course=course, item=BOOK, by=author)
    with pytest.raises(ValidationError) as caught:
        add(course=course, item=BOOK | {"title": "Russia, a history"}, by=classmate)
    assert caught.value.params["source"] == known


def test_work_of_ones_own_draft_becomes_the_librarys(course, author):
    listed = makers.make_source(course, csl=BOOK, added_by=author, shared_at=None)
    assert add(course=course, item=BOOK | {"publisher": "Oxford"}, by=author) == listed
    listed.refresh_from_db()
    assert (listed.csl["publisher"], bool(listed.shared_at)) == ("Oxford", True)


def test_draft_of_another_is_neither_shared_nor_told(course, author, classmate):
    theirs = makers.make_source(course, csl=BOOK, added_by=author, shared_at=None)
    assert add(course=course, item=BOOK, by=classmate) != theirs
    theirs.refresh_from_db()
    assert theirs.shared_at is None


def test_work_that_a_published_essay_lists_is_shared_and_kept_as_it_is(course, post, classmate):
    listed = makers.make_source(course, csl=BOOK, added_by=post.author, shared_at=None)
    makers.make_entry(post, source=listed)
    assert add(course=course, item=BOOK | {"note": "Mine"}, by=classmate) == listed
    listed.refresh_from_db()
    assert listed.csl == BOOK


def test_works_are_imported_once(course, author):
    items = [BOOK | {"id": "Freeze:2009"}, {"id": "Freeze-2009", "title": "Other"}, BOOK | {"id": "again"}]
    first = import_items(course=course, items=items, by=author)
    assert [source.key for source in first.added] == ["Freeze-2009", "Freeze-2009-2"]
    again = import_items(course=course, items=items, by=author)
    assert (again.added, len(again.there)) == ([], 3)
    assert Source.objects.count() == 2


def test_import_that_fails_leaves_nothing(course, author):
    with pytest.raises(ValidationError):
        import_items(course=course, items=[BOOK, {"title": ""}], by=author)
    assert not Source.objects.exists()


def test_imported_copies_are_as_those_of_any_source(course, author):
    import_items(course=course, items=[BOOK | {"id": "x"}], by=author)
    source = Source.objects.get()
    assert (source.title, source.first_author, source.type) == ("Russia: A History", "Freeze", "book")
    assert source.fingerprint
    assert source.shared_at


def test_import_asks_as_much_for_many_as_for_few(course, author, django_assert_max_num_queries):
    items = [{"id": f"k{n}", "title": f"Title {n}"} for n in range(400)]
    with django_assert_max_num_queries(12):
        import_items(course=course, items=items, by=author)


def test_record_is_put_right_by_those_who_may(course, author, classmate, instructor):
    source = add(course=course, item=BOOK, by=author)
    change(source=source, item=BOOK | {"title": "Russia"}, by=instructor, key="russia")
    source.refresh_from_db()
    assert (source.title, source.key) == ("Russia", "russia")
    with pytest.raises(PermissionDenied):
        change(source=source, item=BOOK, by=classmate)


@pytest.mark.parametrize("key", ["taken", "two words", "a/b", "é" * 81])
def test_key_must_be_free_and_fit_an_address(course, author, key):
    makers.make_source(course, key="taken")
    source = add(course=course, item=BOOK, by=author)
    with pytest.raises(ValidationError) as caught:
        change(source=source, item=BOOK, by=author, key=key)
    assert list(caught.value.message_dict) == ["key"]
    source.refresh_from_db()
    assert source.key == "freezerussia"


def test_free_key_is_made_of_what_an_address_takes():
    assert free_key("Tucker: 1979, §3", set()) == "Tucker-1979-3"
    assert free_key("a", {"a", "a-2"}) == "a-3"
    assert free_key("!!", set()) == "source"

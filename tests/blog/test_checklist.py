"""What unit and course ask of an essay, and what of it is there."""

import pytest
from django.core.exceptions import ValidationError

from blog.checklist import words
from blog.checklist.items import Asked, Name, Written, items
from blog.checklist.reading import checks
from blog.checklist.requiring import require_asked
from courses.models import WritingPolicy
from sources.models import UnitSource
from tests import makers


@pytest.fixture
def unit(course):
    return makers.make_unit(course, min_words=5, max_words=10)


def lines(asked: Asked, written: Written) -> list[tuple[str, str]]:
    return [(item.text, item.missing) for item in items(asked, written)]


def missing(post) -> dict[str, str]:
    return {item.name: item.missing for item in checks(post).items}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One two-fold, don’t 1,200.", 4),
        ("# A heading\n\n- an *item*", 4),
        ("Words[^1].\n\n[^1]: Not these\n    nor these.\n\nAnd.", 2),
        ("A ![picture of it](image:0) and a [link](https://example.org/a-b).", 4),
        ("It failed [see @freeze, 12].", 2),
        ("Кириллица и слова", 3),
    ],
)
def test_words_are_those_of_the_prose(text, count):
    assert words.count(text) == count


@pytest.mark.parametrize("text", ["[" * 20_000, "![" * 10_000, "[^1]:\n" + " \n" * 20_000, "[@" * 10_000])
def test_counting_takes_no_longer_for_a_text_that_nobody_wrote(text):
    assert words.count(text) >= 0


def test_reading_takes_a_minute_at_least():
    assert [words.minutes(n) for n in (0, 238, 239, 2380)] == [1, 1, 2, 10]


def test_nothing_is_asked_where_nothing_is_set():
    assert items(Asked(), Written(words=3)) == []


@pytest.mark.parametrize(
    ("asked", "count", "line"),
    [
        (Asked(800, 1200), 412, ("800 to 1,200 words", "388 more to write")),
        (Asked(800, 1200), 1300, ("800 to 1,200 words", "100 too many")),
        (Asked(min_words=800), 900, ("At least 800 words", "")),
        (Asked(max_words=800), 900, ("At most 800 words", "100 too many")),
    ],
)
def test_length_says_how_far_it_is(asked, count, line):
    assert lines(asked, Written(count)) == [line]


def test_sources_that_are_neither_listed_nor_cited_are_named():
    asked = Asked(sources={"a": "Freeze", "b": "Tucker"})
    assert lines(asked, Written(1, sources=["b"])) == [
        ("The sources that the unit requires", "missing: Freeze")
    ]


def test_what_could_be_wrong_is_counted():
    written = Written(1, citations=3, unmatched=2, pictures=2, undescribed=1)
    assert [said for _, said in lines(Asked(), written)] == ["2 without a source", "1 not described"]


def test_unit_is_compared_with_the_essay(course, author, unit):
    makers.make_key_question(unit)
    source = makers.make_source(course, "Freeze, Gregory. Russia: A History.")
    UnitSource.objects.create(unit=unit, source=source, requirement="required")
    post = makers.make_draft(author, course, unit=unit, body="Three short words.")
    found = missing(post)
    assert found[Name.LENGTH] == "2 more to write"
    assert found[Name.SOURCES].startswith("missing: Freeze")
    assert found[Name.QUESTION] == "none is chosen"


def test_essay_that_has_it_all_is_done(course, author, unit):
    question = makers.make_key_question(unit)
    post = makers.make_draft(
        author, course, unit=unit, key_question=question, body="It failed for good then."
    )
    source = makers.make_entry(post, "Freeze, Gregory. Russia.").source
    UnitSource.objects.create(unit=unit, source=source, requirement="required")
    assert set(missing(post).values()) == {""}


def test_citation_without_a_source_and_a_bare_picture_are_counted(course, author):
    name = makers.make_image(author, alt="").name
    body = f"It failed (Freeze 12).\n\n![](image:{name})"
    found = missing(makers.make_draft(author, course, body=body))
    assert found == {Name.CITATIONS: "1 without a source", Name.PICTURES: "1 not described"}


def test_course_that_requires_nothing_lets_any_essay_through(course, author, unit):
    require_asked(makers.make_draft(author, course, unit=unit))


def test_course_that_requires_the_length_says_by_how_much_it_is_missed(course, author, unit):
    WritingPolicy.objects.create(course=course, requires_length=True)
    post = makers.make_draft(author, course, unit=unit, body="Too short.")
    with pytest.raises(ValidationError) as refused:
        require_asked(post)
    assert refused.value.message_dict == {
        "body": ["5 to 10 words: 3 more to write. This course asks for it."]
    }

import pytest

from sources import csl


def test_line_becomes_a_document():
    assert csl.from_line("Freeze, Russia.") == {"type": "document", "title": "Freeze, Russia."}


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [[2009, 4]]}, 2009),
        ({"date-parts": [["1938"]]}, 1938),
        ({"date-parts": [[-44]]}, -44),
        ({"date-parts": [[99_999]]}, None),
        ({"date-parts": []}, None),
        ({"date-parts": [["spring"]]}, None),
        ({"raw": "2009"}, None),
        ("2009", None),
        (None, None),
    ],
)
def test_year_is_what_the_dates_say(issued, year):
    assert csl.year({"issued": issued}) == year


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"author": [{"family": "Tucker"}, {"family": "Freeze"}]}, "Tucker"),
        ({"author": [{"literal": "Central Committee"}]}, "Central Committee"),
        ({"editor": [{"family": "Siegelbaum"}]}, "Siegelbaum"),
        ({"author": []}, ""),
        ({"author": ["Tucker"]}, ""),
        ({"author": "Tucker"}, ""),
        ({}, ""),
    ],
)
def test_first_author_stands_for_the_work(item, name):
    assert csl.first_author(item) == name

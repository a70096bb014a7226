from datetime import datetime

import pytest
from django.utils import timezone

from tests import makers


def test_unit_shows_what_is_asked_and_until_when(client, course):
    due = timezone.datetime(2020, 2, 23, 18, 30, tzinfo=timezone.get_current_timezone())
    unit = makers.make_unit(course, 5, title="Stalinism", prompt="Read *two* modules.", posts_due_at=due)
    makers.make_key_question(unit, 2, text="What came after?")
    makers.make_key_question(unit, 1, text="Who paid?")
    page = client.get("/courses/russia/units/5/").text
    assert "Read <em>two</em> modules." in page
    assert page.index("Who paid?") < page.index("What came after?")
    assert "Sunday, February 23, 2020 at 6:30 pm" in page


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2020, 2, 24), (2020, 2, 25, 23, 59), "February 24 to 25, 2020"),
        ((2020, 2, 24), (2020, 3, 1), "February 24 to March 1, 2020"),
        ((2019, 12, 30), (2020, 1, 2), "December 30, 2019 to January 2, 2020"),
        ((2020, 2, 24, 8), (2020, 2, 24, 9), "February 24, 2020"),
        ((2020, 2, 24), None, "from February 24, 2020"),
        (None, (2020, 2, 25), "until February 25, 2020"),
    ],
)
def test_unit_says_when_to_read_and_comment(client, course, first, last, said):
    opens, closes = (timezone.make_aware(datetime(*day)) if day else None for day in (first, last))
    makers.make_unit(course, comments_open_at=opens, comments_close_at=closes)
    assert f"<dt>Read and comment</dt><dd>{said}</dd>" in client.get("/courses/russia/units/1/").text


def test_unit_of_another_course_is_404(client, course):
    makers.make_unit(makers.make_course(slug="elsewhere"), 1)
    assert client.get("/courses/russia/units/1/").status_code == 404


def test_essays_of_other_units_are_not_listed(client, course):
    unit = makers.make_unit(course)
    makers.make_post(course=course, unit=unit, title="For this unit")
    makers.make_post(course=course, title="For none")
    page = client.get(unit.get_absolute_url()).text
    assert "For this unit" in page
    assert "For none" not in page


def test_member_is_led_to_write_for_the_unit(client, course, author):
    unit = makers.make_unit(course)
    client.force_login(author)
    page = client.get(unit.get_absolute_url()).text
    assert f'href="/write/?course=russia&amp;unit={unit.number}"' in page
    assert "Yours could be the first" in page


def test_nobody_else_is_asked_to_write(client, course, outsider):
    unit = makers.make_unit(course)
    page = client.get(unit.get_absolute_url()).text
    assert "Write an essay" not in page
    assert f'href="/accounts/login/?next={unit.get_absolute_url()}">Sign in to write' in page
    client.force_login(outsider)
    page = client.get(unit.get_absolute_url()).text
    assert "Write an essay" not in page
    assert "Sign in to write" not in page


def test_whoever_may_join_is_led_to_the_course(client, outsider):
    unit = makers.make_unit(makers.make_course(slug="open", enrolment="open"))
    client.force_login(outsider)
    assert '<a href="/courses/open/">Join the course to write</a>' in client.get(unit.get_absolute_url()).text

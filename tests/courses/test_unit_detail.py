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
    assert "February 23, 2020" in page


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

import pytest

from courses.models import Course, Membership
from tests import makers

URL = "/courses/russia/join/"


@pytest.fixture
def open_course(course):
    Course.objects.update(enrolment=Course.Enrolment.OPEN)
    return course


def test_who_joins_an_open_course_is_a_student(client, open_course, outsider):
    client.force_login(outsider)
    assert client.post(URL).url == "/courses/russia/"
    assert Membership.objects.get(course=open_course, user=outsider).role == "student"


def test_joining_twice_changes_nothing(client, open_course, instructor):
    client.force_login(instructor)
    client.post(URL)
    assert Membership.objects.get(user=instructor).role == "instructor"


def test_closed_course_cannot_be_joined(client, course):
    client.force_login(makers.make_user())
    assert client.post(URL).status_code == 403
    assert not course.memberships.exists()


def test_stranger_is_sent_to_sign_in(client, open_course):
    assert client.post(URL).url == "/accounts/login/?next=/courses/russia/"


def test_unknown_course_is_404(client, outsider):
    client.force_login(outsider)
    assert client.post("/courses/none/join/").status_code == 404


def test_asking_changes_nothing(client, open_course, outsider):
    client.force_login(outsider)
    assert client.get(URL).status_code == 405
    assert not open_course.memberships.exists()

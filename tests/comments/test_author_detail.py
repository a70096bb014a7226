import pytest

from accounts.models import User
from blog.models import Post
from comments.people import visible_people
from courses.visibility import Visibility
from tests import makers


def test_person_is_shown_with_essays_of_all_courses(client, db):
    author = makers.make_user("Ann Author", biography="Reads.\nWrites.", website="https://ann.example/")
    for course in (makers.make_course(), makers.make_course()):
        makers.make_post(author, course, title=f"In {course.title}")
    page = client.get(author.get_absolute_url()).text
    assert "Reads.<br>Writes." in page
    assert 'href="https://ann.example/" rel="external nofollow ugc"' in page
    assert page.count("In Course") == 2


def test_nothing_tells_the_address(client, post):
    page = client.get(post.author.get_absolute_url()).text
    assert "@" not in page.split("<main", 1)[1]


def test_essays_for_the_course_are_not_shown_to_others(client, author, course, outsider):
    makers.make_post(author, course, title="For the course", visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert "For the course" not in client.get(author.get_absolute_url()).text


def test_authors_find_the_way_to_their_profile(client, author):
    client.force_login(author)
    assert 'href="/profile/"' in client.get(author.get_absolute_url()).text.split("<main", 1)[1]


def test_person_who_left_is_404(client, db):
    assert client.get(makers.make_user(is_active=False).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["", "feed/", "feed/atom/"])
def test_who_has_only_signed_up_is_nobody_elses_business(client, author, instructor, address):
    newcomer = makers.make_user()
    for viewer in (None, author, instructor):
        if viewer:
            client.force_login(viewer)
        assert client.get(newcomer.get_absolute_url() + address).status_code == 404


def test_everybody_sees_their_own_page_and_staff_see_all(client, staff):
    newcomer = makers.make_user()
    for viewer in (newcomer, staff):
        client.force_login(viewer)
        assert client.get(newcomer.get_absolute_url()).status_code == 200


def test_student_who_has_written_nothing_is_known_to_the_course(client, classmate, author, outsider):
    assert seen_by(client, classmate, None, author, outsider) == [404, 200, 404]


@pytest.mark.parametrize("role", ["instructor", "assistant", "editor"])
def test_who_leads_a_course_is_known_to_everyone(client, course, outsider, role):
    assert seen_by(client, makers.make_member(course, role), None, outsider) == [200, 200]


def test_writer_is_known_to_the_readers_of_an_essay(client, author, course, classmate, outsider):
    essay = makers.make_post(author, course, visibility=Visibility.SIGNED_IN)
    assert seen_by(client, author, None, outsider) == [404, 200]
    Post.objects.filter(pk=essay.pk).update(status="withdrawn")
    assert seen_by(client, author, outsider, classmate) == [404, 200]


@pytest.mark.parametrize("status", ["published", "held", "removed"])
def test_writer_of_a_comment_is_known_to_its_readers(client, post, outsider, status):
    writer = makers.make_user()
    makers.make_comment(post, writer, status=status)
    expected = 200 if status == "published" else 404
    assert seen_by(client, writer, None, outsider) == [expected, expected]


def test_gate_is_one_query(django_assert_num_queries, author, classmate, outsider):
    with django_assert_num_queries(1):
        people = list(visible_people(author))
    assert people == [author, classmate]
    assert outsider in User.objects.all()


def seen_by(client, person, *viewers):
    statuses = []
    for viewer in viewers:
        client.logout()
        if viewer:
            client.force_login(viewer)
        statuses.append(client.get(person.get_absolute_url()).status_code)
    return statuses

from courses.access import Visibility
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

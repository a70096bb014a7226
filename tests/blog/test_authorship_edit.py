import pytest
from django.urls import reverse

from blog.authorship import actions
from blog.models import Authorship, Post
from courses.models import WritingPolicy
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def allowed(course):
    return WritingPolicy.objects.create(course=course, allows_coauthors=True)


def page_of(post):
    return reverse("blog:authorship_edit", args=[post.pk])


def ask(client, post, who):
    client.force_login(post.author)
    return client.post(page_of(post), {"who": who})


def join(post, user):
    """`user` is asked, and accepts."""
    actions.ask(post=post, who=user.email, by=post.author)
    actions.accept(post=post, by=user)


def test_an_author_asks_a_member_by_name(client, allowed, post, classmate):
    assert ask(client, post, f" {classmate.display_name.upper()} ").status_code == 302
    asked = Authorship.objects.get(post=post)
    assert (asked.user, asked.asked_by, asked.accepted_at) == (classmate, post.author, None)


def test_an_author_asks_a_member_by_address(client, allowed, post, classmate):
    assert ask(client, post, classmate.email).status_code == 302
    assert Authorship.objects.waiting().filter(user=classmate).exists()


def test_a_stranger_is_not_found_by_their_address(client, allowed, post):
    stranger = makers.make_user("Stan Stranger", email="stan@example.org")
    answers = [ask(client, post, who) for who in (stranger.email, "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all(actions.NOBODY in answer.text and "Stan Stranger" not in answer.text for answer in answers)


def test_of_two_with_one_name_the_address_is_asked_for(client, allowed, post):
    for _ in range(2):
        makers.make_member(post.course, user=makers.make_user("Ann Same"))
    assert actions.SEVERAL in ask(client, post, "Ann Same").text


@pytest.mark.parametrize("twice", [True, False])
def test_nobody_is_asked_twice(client, allowed, post, classmate, twice):
    ask(client, post, classmate.email)
    who = classmate if twice else post.author
    assert ask(client, post, who.email).status_code == 422
    assert Authorship.objects.count() == 1


def test_no_more_are_asked_than_a_byline_holds(client, allowed, post, monkeypatch):
    monkeypatch.setattr(actions, "MAX_AUTHORS", 2)
    answers = [ask(client, post, makers.make_member(post.course).email).status_code for _ in range(2)]
    assert answers == [302, 422]


def test_a_course_that_allows_one_author_offers_no_form(client, post, classmate):
    assert ask(client, post, classmate.email).status_code == 422
    assert 'name="who"' not in client.get(page_of(post)).text


def test_what_was_asked_is_taken_back(client, allowed, post, classmate):
    ask(client, post, classmate.email)
    assert client.post(page_of(post), {"take-back": classmate.pk}).status_code == 302
    assert not Authorship.objects.exists()


def test_a_classmate_gets_403_and_a_stranger_404(client, post, course, classmate):
    members = makers.make_post(post.author, course, visibility="course")
    client.force_login(classmate)
    assert client.get(page_of(members)).status_code == 403
    client.force_login(makers.make_user())
    assert client.get(page_of(members)).status_code == 404


def test_anonymous_reader_signs_in_first(client, post):
    assert client.get(page_of(post)).status_code == 302


def test_it_takes_visits_and_forms_alone(client, post):
    client.force_login(post.author)
    assert client.put(page_of(post)).status_code == 405


def test_second_author_has_the_rights_of_the_first(client, allowed, post, classmate):
    join(post, classmate)
    client.force_login(classmate)
    edit = reverse("blog:post_edit", args=[post.pk])
    assert client.get(edit).status_code == 200
    form = {"title": "Ours", "body": "Our text.", "course": post.course_id, "visibility": "world"}
    assert client.post(edit, form | {"sources": "", "tag_names": ""}).status_code == 302
    assert Post.objects.get(pk=post.pk).title == "Ours"
    assert client.post(reverse("blog:post_withdraw", args=[post.pk])).status_code == 302


def test_all_authors_stand_on_the_page_and_in_lists(client, allowed, post, classmate):
    third = makers.make_member(post.course)
    for user in (classmate, third):
        join(post, user)
    text = client.get(post.get_absolute_url()).text
    links = [
        f'<a rel="author" href="{u.get_absolute_url()}">{u}</a>' for u in (post.author, classmate, third)
    ]
    byline = f"By {links[0]}, {links[1]} and {links[2]}"
    assert byline in text
    assert "About the authors" in text
    assert byline in client.get("/").text
    assert post.title in client.get(third.get_absolute_url()).text


def test_queries_do_not_grow_with_authors(client, allowed, post, classmate, django_assert_max_num_queries):
    for user in (classmate, makers.make_member(post.course), makers.make_member(post.course)):
        join(post, user)
    client.get(post.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(post.get_absolute_url())
    client.force_login(classmate)
    with django_assert_max_num_queries(11):
        client.get(page_of(post))

import pytest

from blog.models import Authorship, Portfolio, Post
from courses.visibility import Visibility
from tests import makers

URL = "/my/portfolio/"


@pytest.fixture
def essays(author, course):
    return [makers.make_post(author, course, title=f"Essay {n}") for n in "ABC"]


@pytest.fixture
def owner(client, author, essays):
    client.force_login(author)
    return author


def press(client, way, post, **fields):
    return client.post(URL, {"introduction": "", "change": f"{way}:{post.pk}"} | fields)


def order_of(owner):
    return [entry.post.title[-1] for entry in Portfolio.objects.get(user=owner).entries.order_by("position")]


def test_essays_are_chosen_and_ordered(client, owner, essays):
    for post in essays:
        press(client, "add", post)
    assert order_of(owner) == ["A", "B", "C"]
    response = press(client, "up", essays[2])
    assert response.url == f"{URL}#essay-{essays[2].pk}"
    assert order_of(owner) == ["A", "C", "B"]
    press(client, "down", essays[0])
    press(client, "drop", essays[1])
    assert order_of(owner) == ["C", "A"]


def test_every_button_saves_what_is_typed(client, owner, essays):
    press(client, "add", essays[0], introduction="What I\r\nthink.", is_public="on")
    shown = Portfolio.objects.get(user=owner)
    assert (shown.introduction, shown.is_public) == ("What I\nthink.", True)


def test_it_is_private_until_its_owner_says_otherwise(client, owner, essays):
    press(client, "add", essays[0])
    assert not Portfolio.objects.get(user=owner).is_public


def test_looking_makes_no_portfolio(client, owner):
    assert "Essay A" in client.get(URL).text
    assert not Portfolio.objects.exists()


@pytest.mark.parametrize("fields", [{"pseudonym": "A Reader"}, {"status": Post.Status.DRAFT}])
def test_what_gives_its_author_away_or_is_not_out_cannot_be_chosen(client, owner, course, fields):
    post = makers.make_post(owner, course, title="Not this", **fields)
    assert "Not this" not in client.get(URL).text
    response = press(client, "add", post, introduction="Typed words")
    assert response.status_code == 422
    assert "Typed words</textarea>" in response.text
    assert not Portfolio.objects.exists()


def test_essays_of_others_cannot_be_chosen(client, owner, classmate, course):
    assert press(client, "add", makers.make_post(classmate, course)).status_code == 422


def test_a_co_author_chooses_it_too(client, owner, classmate, course):
    post = makers.make_post(classmate, course, title="Ours")
    asked = Authorship.objects.create(post=post, user=owner, asked_by=classmate)
    assert press(client, "add", post).status_code == 422
    Authorship.objects.filter(pk=asked.pk).update(accepted_at=asked.asked_at)
    assert press(client, "add", post).status_code == 302


def test_owner_is_told_which_essays_others_do_not_find(client, owner, course, essays):
    members = makers.make_post(owner, course, title="For us", visibility=Visibility.COURSE)
    for post in (essays[0], members):
        press(client, "add", post)
    page = client.get(URL).text
    assert "1 of these 2 is not for everyone" in page
    assert "it is for the members of its course" in page
    Post.objects.filter(pk=essays[0].pk).update(pseudonym="A Reader")
    assert "it stands under a pseudonym" in client.get(URL).text


def test_nothing_is_lost_when_an_essay_goes_and_comes_back(client, owner, essays):
    for post in essays:
        press(client, "add", post)
    Post.objects.filter(pk=essays[0].pk).update(status="withdrawn")
    press(client, "up", essays[2])
    assert order_of(owner) == ["A", "C", "B"]
    assert "it is not published (withdrawn)" in client.get(URL).text


def test_too_long_an_introduction_is_an_error_that_keeps_it(client, owner):
    response = client.post(URL, {"introduction": "x" * 2001})
    assert response.status_code == 422
    assert 'href="#id_introduction"' in response.text
    assert "xxx</textarea>" in response.text


@pytest.mark.parametrize("change", ["sideways:1", "up:", "up:x", "up:" + "1" * 40, "up:٣", ":"])
def test_change_that_no_button_says_is_400(client, owner, change):
    assert client.post(URL, {"introduction": "", "change": change}).status_code == 400


def test_form_that_broke_off_empties_nothing(client, owner):
    client.post(URL, {"introduction": "Mine", "is_public": "on"})
    assert client.post(URL, {}).status_code == 400
    shown = Portfolio.objects.get(user=owner)
    assert (shown.introduction, shown.is_public) == ("Mine", True)


def test_there_is_an_end_to_it(client, owner, essays, monkeypatch):
    monkeypatch.setattr("blog.portfolio.actions.MAX_ENTRIES", 2)
    statuses = [press(client, "add", post).status_code for post in essays]
    assert statuses == [302, 302, 422]


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url == "/accounts/login/?next=/my/portfolio/"


def test_each_has_their_own(client, owner, essays, classmate):
    press(client, "add", essays[0])
    client.force_login(classmate)
    assert "Essay A" not in client.get(URL).text


def test_wrong_method_is_refused(client, owner):
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, owner, rows, django_assert_max_num_queries):
    for _ in range(rows):
        press(client, "add", makers.make_post(owner, makers.make_course()))
        makers.make_post(owner, makers.make_course())
    with django_assert_max_num_queries(7):
        client.get(URL)

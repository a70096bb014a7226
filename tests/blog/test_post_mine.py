from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Authorship, Post, Step, WorkingCopy
from blog.publishing.steps import take
from comments import upkeep
from comments.models import Comment
from courses.models import Role, WritingPolicy
from tests import makers

URL = "/my/essays/"


@pytest.fixture
def mine(client, author):
    client.force_login(author)
    return lambda: client.get(URL).text


def test_writers_find_their_essays_in_every_status(mine, author, course):
    for status in Post.Status.values:
        makers.make_post(author, course, title=f"It is {status}", status=status)
    page = mine()
    order = ["returned", "draft", "submitted", "scheduled", "published", "withdrawn"]
    places = [page.index(f"It is {status}") for status in order]
    assert places == sorted(places)


def test_essays_of_others_are_not_among_them(client, classmate, post):
    client.force_login(classmate)
    assert post.title not in client.get(URL).text


def test_those_written_with_others_are(client, classmate, post, author):
    shared = Authorship.objects.create(post=post, user=classmate, asked_by=author)
    client.force_login(classmate)
    assert f"/essays/{post.pk}/edit/" not in client.get(URL).text
    Authorship.objects.filter(pk=shared.pk).update(accepted_at=shared.asked_at)
    assert f"/essays/{post.pk}/edit/" in client.get(URL).text


def test_teachers_note_is_in_sight_the_last_one(mine, author, course, instructor):
    post = makers.make_post(author, course, status="returned")
    for note in ("Where is the source?", "Nearly there.\n\nCut the <end>."):
        take(post, Step.Kind.RETURNED, by=instructor, note=note)
    page = mine()
    assert "<p>Nearly there.</p>" in page
    assert "&lt;end&gt;" in page
    assert "Ines Instructor" in page
    assert "Where is the source?" not in page


def test_words_and_the_last_save_are_told(mine, author, course):
    makers.make_draft(author, course, body="Four words,  no\nmore.")
    page = mine()
    assert "<span>4 words</span>" in page
    assert "Saved <time" in page


def test_unfinished_ones_say_what_they_lack(mine, author, course):
    unit = makers.make_unit(course, min_words=200, max_words=400)
    makers.make_draft(author, course, unit=unit, body="Only four words here (Freese 347).")
    assert "200 to 400 words: 194 more to write; 1 suggestion about citations." in mine()


def test_unfinished_ones_say_when_they_are_due(mine, author, course):
    soon = timezone.now() + timedelta(days=3)
    makers.make_draft(author, course, unit=makers.make_unit(course, 1, posts_due_at=soon))
    late = makers.make_unit(course, 2, posts_due_at=timezone.now() - timedelta(days=3))
    makers.make_draft(author, course, unit=late)
    page = mine()
    assert page.count("It is due <time") == 1
    assert page.count("It was due <time") == 1


@pytest.mark.parametrize(
    ("publishing", "role", "word"),
    [
        ("staff", Role.STUDENT, "Hand in"),
        ("staff", Role.ASSISTANT, "Publish"),
        ("students", Role.STUDENT, "Publish"),
    ],
)
@pytest.mark.parametrize("status", ["draft", "returned"])
def test_way_onward_is_called_as_on_the_editors_button(client, course, publishing, role, word, status):
    WritingPolicy.objects.create(course=course, publishing=publishing)
    writer = makers.make_member(course, role)
    post = makers.make_post(writer, course, status=status)
    client.force_login(writer)
    editor = client.get(f"/essays/{post.pk}/edit/").text
    assert f'name="intent" value="publish">{word}</button>' in editor
    assert f'aria-label="{word}: {post}">{word}</a>' in client.get(URL).text


def test_scheduled_one_says_its_hour(mine, author, course):
    makers.make_post(author, course, status="scheduled", publish_at=timezone.now() + timedelta(days=9))
    assert "It will be published " in mine()


def test_who_took_it_back_is_told(mine, author, course, instructor):
    makers.make_post(author, course, status="withdrawn", withdrawn_by=instructor)
    assert "Ines Instructor withdrew it." in mine()


def test_what_others_replied_is_told_newest_first(mine, post, author, classmate):
    makers.make_comment(post, classmate, body="Earlier words", created_at=timezone.now() - timedelta(1))
    makers.make_comment(post, classmate, body="Later words", html="")
    makers.make_comment(post, author, body="My own words")
    makers.make_comment(post, classmate, body="Held words", status="held")
    makers.make_comment(makers.make_post(), classmate, body="Elsewhere")

    upkeep.redraw(Comment.objects.all())
    page = mine()
    assert page.index("Later words") < page.index("Earlier words")
    assert not [words for words in ("My own words", "Held words", "Elsewhere") if words in page]


def test_open_questions_are_counted_with_their_essay(mine, post, classmate):
    for question in ("open", "open", "answered"):
        makers.make_comment(post, classmate, question=question)
    page = mine()
    assert "2 open questions to you" in page
    assert ">2 open questions</a>" in page


def test_units_that_are_due_and_not_begun_are_offered(mine, author, course):
    now = timezone.now()
    for number, days in enumerate([9, 2, -3, -30], start=1):
        makers.make_unit(course, number, posts_due_at=now + timedelta(days=days))
    makers.make_unit(course, 5)
    begun = makers.make_unit(course, 6, posts_due_at=now + timedelta(days=1))
    makers.make_draft(author, course, unit=begun)
    page = mine()
    places = [page.index(f"?course=russia&amp;unit={number}") for number in (3, 2, 1)]
    assert places == sorted(places)
    assert not [number for number in (4, 5, 6) if f"&amp;unit={number}" in page]


@pytest.mark.parametrize(("role", "offers"), [(Role.EDITOR, True), (Role.ASSISTANT, False)])
def test_who_teaches_is_offered_none(client, course, role, offers):
    makers.make_unit(course, posts_due_at=timezone.now() + timedelta(days=1))
    client.force_login(makers.make_member(course, role))
    assert ("Begin the essay" in client.get(URL).text) is offers


def test_what_is_typed_and_not_saved_is_there(mine, author, course, post, classmate):
    for writer, title in [(author, "Half a thought"), (classmate, "Not mine")]:
        fields = {"title": title, "body": "Three more words"}
        WorkingCopy.objects.create(writer=writer, course=course, fields=fields)
    copy = WorkingCopy.objects.create(writer=author, post=post, fields={"body": "Changed"})
    page = mine()
    assert "Half a thought" in page
    assert "Not mine" not in page
    assert f"/essays/{post.pk}/edit/?copy={copy.pk}" in page


@pytest.mark.parametrize(("who", "led"), [("instructor", True), ("author", False)])
def test_who_teaches_and_writes_nothing_is_led_to_what_waits(client, request, course, who, led):
    client.force_login(request.getfixturevalue(who))
    assert ("What waits for you as a teacher" in client.get(URL).text) == led


def test_empty_page_says_how_to_begin(mine, course):
    page = mine()
    assert "You have not written anything yet." in page
    assert f'href="/write/?course={course.slug}"' in page


def test_who_is_in_no_course_is_sent_to_one(client, staff):
    client.force_login(staff)
    assert "You write in a course" in client.get(URL).text


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url == "/accounts/login/?next=/my/essays/"


def test_later_parts_are_pages(client, author, course):
    for _ in range(21):
        makers.make_draft(author, course)
    client.force_login(author)
    assert client.get(URL, {"page": "2"}).text.count("Go on writing:") == 1
    assert client.get(URL, {"page": "3"}).status_code == 404


def test_only_reading_is_allowed(client, author):
    client.force_login(author)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, author, course, instructor, rows, django_assert_num_queries):
    for number in range(1, rows + 1):
        makers.make_unit(course, number, posts_due_at=timezone.now() + timedelta(days=number))
        returned = makers.make_post(author, makers.make_course(), status="returned")
        take(returned, Step.Kind.RETURNED, by=instructor, note="Again, please.")
        makers.make_comment(makers.make_post(author, course), makers.make_member(course), question="open")
        hidden = makers.make_post(author, course, pseudonym=f"Heron {number}")
        makers.make_comment(hidden, makers.make_member(course))
        WorkingCopy.objects.create(writer=author, course=makers.make_course())
    client.force_login(author)
    # Session, account, whether they teach; essays, notes, copies, units, questions, replies, who asks.
    with django_assert_num_queries(10):
        client.get(URL)

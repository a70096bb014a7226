"""A comment says what the author revised in answer to it."""

import pytest
from django.core.exceptions import ValidationError

from blog.actions import save_post
from blog.models import Revision
from blog.publishing import actions as publishing
from comments.consistency import check
from comments.models import Comment, RevisionCause
from comments.upkeep import redraw
from tests import makers


@pytest.fixture
def asked(author, course, classmate):
    post = makers.make_post(author, course, body="One.\n\nTwo.\n\nThree.")
    return makers.make_comment(post, classmate, body="Are you sure of *two*?", question="open")


def revise(post, body, **said):
    post.body = body
    save_post(post=post, tags=[], source_lines=[], **said)


def fields(post, **changed):
    return {
        "title": post.title,
        "body": "One.\n\nTwo, I am sure.\n\nThree.",
        "course": post.course_id,
        "visibility": post.visibility,
        "base": post.revision_number,
        "intent": "save",
    } | changed


def test_author_says_which_comment_a_revision_answers(client, author, asked):
    client.force_login(author)
    post = asked.post
    client.post(f"/essays/{post.pk}/edit/", fields(post, answers=asked.pk))
    assert RevisionCause.objects.get().comment == asked


def test_comment_says_what_was_revised_with_a_link(client, asked):
    post = asked.post
    revise(post, "One.\n\nTwo, I am sure.\n\nThree.", answers=str(asked.pk))
    link = f'<a href="/essays/{post.pk}/revisions/2/">The author revised paragraph 2</a>'
    assert link in client.get(post.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("A.\n\nB.\n\nThree.", "paragraphs 1 and 2"),
        ("A.\n\nB.\n\nC.", "paragraphs 1, 2 and 3"),
        ("A.\n\nB.\n\nC.\n\nD.", "4 paragraphs"),
        ("One.\n\nTwo.", "the essay"),
    ],
)
def test_it_names_the_paragraphs(asked, body, said):
    revise(asked.post, body, answers=str(asked.pk))
    asked.refresh_from_db()
    assert f"The author revised {said}<" in asked.html


def test_difference_says_which_comment_it_answers(client, asked, classmate):
    revise(asked.post, "Another.", answers=str(asked.pk))
    for page in ["", "2/"]:
        html = client.get(f"/essays/{asked.post_id}/revisions/{page}").content.decode()
        assert f"comment by {classmate.display_name}</a>" in html
        assert f"#comment-{asked.pk}" in html


def test_small_change_after_it_takes_the_link_along(asked):
    revise(asked.post, "One.\n\nTwo, I amm sure.\n\nThree.", answers=str(asked.pk))
    revise(asked.post, "One.\n\nTwo, I am sure.\n\nThree.")
    asked.refresh_from_db()
    assert RevisionCause.objects.get().revision.number == 3
    assert f"/essays/{asked.post_id}/revisions/3/" in asked.html
    assert "revisions/2/" not in asked.html


def test_it_is_said_once_readers_can_read_it(asked, author):
    publishing.withdraw(post=asked.post, by=author)
    revise(asked.post, "One.\n\nTwo, I am sure.\n\nThree.", answers=str(asked.pk))
    asked.refresh_from_db()
    assert "revised" not in asked.html
    publishing.publish(post=asked.post, by=author)
    asked.refresh_from_db()
    assert "The author revised paragraph 2" in asked.html


@pytest.mark.parametrize("answers", ["x", "0", "999999"])
def test_what_is_no_comment_of_the_thread_is_refused_and_nothing_saved(client, author, asked, answers):
    client.force_login(author)
    response = client.post(f"/essays/{asked.post_id}/edit/", fields(asked.post, answers=answers))
    assert response.status_code == 422
    assert "Two, I am sure." in response.content.decode()
    assert not Revision.objects.filter(number=2).exists()


@pytest.mark.parametrize("which", ["removed", "foreign", "own"])
def test_comment_that_cannot_be_answered_is_refused(asked, author, which):
    comment = asked
    if which == "removed":
        Comment.objects.update(status="removed", is_shown=False)
    elif which == "foreign":
        comment = makers.make_comment(makers.make_post())
    else:
        comment = makers.make_comment(asked.post, author)
    with pytest.raises(ValidationError, match="not there any more"):
        revise(asked.post, "Another.", answers=str(comment.pk))


def test_form_offers_open_questions_and_replies(client, author, asked):
    makers.make_comment(asked.post, body="Well said.")
    client.force_login(author)
    page = client.get(f"/essays/{asked.post_id}/edit/?answers={asked.pk}").content.decode()
    assert f'<option value="{asked.pk}" selected>' in page
    assert page.index("Open questions") < page.index("Are you sure") < page.index("Well said.")


def test_form_of_a_draft_offers_none(client, author, course):
    client.force_login(author)
    draft = makers.make_draft(author, course)
    assert 'name="answers"' not in client.get(f"/essays/{draft.pk}/edit/").content.decode()


def test_comments_page_leads_the_author_to_revise(client, author, asked):
    client.force_login(author)
    page = client.get(f"/comments/{asked.pk}/").content.decode()
    assert f'href="/essays/{asked.post_id}/edit/?answers={asked.pk}"' in page


@pytest.mark.parametrize("who", ["", "classmate", "instructor"])
def test_it_leads_nobody_else(client, request, asked, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert "?answers=" not in client.get(f"/comments/{asked.pk}/").content.decode()


def test_display_is_consistent_and_is_made_anew(asked):
    redraw(Comment.objects.all())
    revise(asked.post, "Another.", answers=str(asked.pk))
    assert not [found for found in check() if "drawn" in str(found)]
    Comment.objects.filter(pk=asked.pk).update(html="stale")
    list(check(repair=True))
    asked.refresh_from_db()
    assert "The author revised paragraph 1" in asked.html


def test_comment_removed_since_is_not_named(client, asked, classmate):
    revise(asked.post, "Another.", answers=str(asked.pk))
    Comment.objects.update(status="removed", is_shown=False)
    assert "In answer to" not in client.get(f"/essays/{asked.post_id}/revisions/2/").content.decode()

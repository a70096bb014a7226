"""What the form of an essay asks beside its text: key question, reason of a change, base."""

import pytest

from blog.models import Post
from tests import makers

# Whatever an essay has in it, and whatever its course offers.
QUERIES = 23


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


@pytest.fixture
def question(course):
    return makers.make_key_question(makers.make_unit(course, 1))


@pytest.fixture
def draft(writer, course):
    return makers.make_draft(writer, course, title="On Terror", body="Some text.")


@pytest.fixture
def send(client, writer):
    """Send the form of an essay with what is asked beside its title and text."""

    def send(post, **fields):
        form = {"title": "On Terror", "body": "Some text.", "course": post.course_id, "visibility": "course"}
        return client.post(f"/essays/{post.pk}/edit/", form | {"intent": "save"} | fields)

    return send


def test_key_question_brings_its_unit_along(send, draft, question):
    assert send(draft, key_question=question.pk).status_code == 302
    draft.refresh_from_db()
    assert (draft.key_question, draft.unit) == (question, question.unit)


def test_key_question_can_be_taken_back_and_its_unit_stays(send, draft, question):
    send(draft, key_question=question.pk)
    send(draft, key_question="", unit=question.unit_id)
    draft.refresh_from_db()
    assert (draft.key_question, draft.unit) == (None, question.unit)


def test_key_question_of_another_unit_is_an_error_beside_its_field(send, draft, question, course):
    response = send(draft, key_question=question.pk, unit=makers.make_unit(course, 2).pk, body="Kept words.")
    assert response.status_code == 422
    assert "This question belongs to another unit." in response.text
    assert 'href="#id_key_question"' in response.text
    assert "Kept words.</textarea>" in response.text


@pytest.mark.parametrize("strange", ["0", "-1", "x", "999999", "9" * 30, "\x00"])
def test_key_question_that_is_none_is_refused(send, draft, strange):
    assert send(draft, key_question=strange).status_code == 422
    assert Post.objects.get().key_question is None


def test_key_question_of_a_course_that_one_is_not_in_is_not_offered(client, send, draft):
    elsewhere = makers.make_key_question(makers.make_unit(makers.make_course()), text="Elsewhere?")
    assert "Elsewhere?" not in client.get(f"/essays/{draft.pk}/edit/").text
    assert send(draft, key_question=elsewhere.pk).status_code == 422


def test_key_questions_stand_under_their_units(client, draft, question):
    page = client.get(f"/essays/{draft.pk}/edit/").text
    questions = page.partition('name="key_question"')[2].partition("</select>")[0]
    group = questions.partition(f'<optgroup label="{question.unit}">')[2].partition("</optgroup>")[0]
    assert question.text in group


def test_reason_of_a_change_stands_with_its_revision(send, writer, course):
    post = makers.make_post(writer, course)
    send(post, body="Quite another text.", reason="A reader asked for it.")
    assert post.revisions.latest("number").reason == "A reader asked for it."


def test_nobody_is_asked_for_a_reason_before_there_are_readers(client, draft, writer, course):
    assert 'name="reason"' not in client.get(f"/essays/{draft.pk}/edit/").text
    post = makers.make_post(writer, course)
    assert 'name="reason"' in client.get(f"/essays/{post.pk}/edit/").text


def test_reason_that_is_too_long_is_refused_and_kept(send, writer, course):
    post = makers.make_post(writer, course, body="As it was.")
    response = send(post, body="Another text.", reason="long " * 500)
    assert (response.status_code, Post.objects.get().body) == (422, "As it was.")
    assert "long long long" in response.text


def test_form_carries_the_revision_that_it_began_with(client, send, draft):
    assert 'name="base" value="1"' in client.get(f"/essays/{draft.pk}/edit/").text
    send(draft, body="The second text.", base="1")
    assert 'name="base" value="2"' in client.get(f"/essays/{draft.pk}/edit/").text


def test_older_base_overwrites_nothing(send, draft):
    send(draft, body="The second text, which is longer than the first.", base="1")
    response = send(draft, body="Typed onto the first.", base="1")
    assert response.status_code == 409
    assert "Typed onto the first." in response.text
    assert Post.objects.get().body == "The second text, which is longer than the first."


@pytest.mark.parametrize("pictures", [0, 200])
def test_queries_of_the_editor_grow_with_nothing(
    client, draft, course, pictures, django_assert_max_num_queries
):
    names = [makers.make_image(draft.author).name for _ in range(pictures)]
    for number in range(1, pictures // 5 + 1):
        makers.make_key_question(makers.make_unit(course, number))
    body = "\n\n".join(["Words.", *(f"![](image:{name})" for name in names)])
    Post.objects.update(body=body)
    with django_assert_max_num_queries(QUERIES):
        page = client.get(f"/essays/{draft.pk}/edit/").text
    assert page.count("image:") >= pictures

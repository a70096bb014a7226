"""Writing an answer, handing it in, showing it, marking it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError

from studynotes.answers import actions
from studynotes.answers.sentences import Span
from studynotes.models import Answer, Marking, Tick
from tests.studynotes import makers


@pytest.fixture
def question(course):
    return makers.ask(course)


def keep(question, student, body, version=0, window=""):
    return actions.keep_answer(question=question, student=student, body=body, version=version, window=window)


def hand_in(question, student, body="The NKVD arrested rivals.", version=0, window=""):
    return actions.hand_in(question=question, student=student, body=body, version=version, window=window)


def test_what_is_typed_is_one_open_answer(question, author):
    first = keep(question, author, "He")
    second = keep(question, author, "He ruled.", first.version)
    assert (second.pk, second.body, second.version, second.attempt) == (first.pk, "He ruled.", 2, 1)


def test_nothing_typed_is_nothing_kept(question, author):
    assert keep(question, author, " \n") is None
    assert not Answer.objects.exists()


def test_a_window_that_is_behind_overwrites_nothing(question, author):
    keep(question, author, "Mine")
    with pytest.raises(actions.Overtaken) as found:
        keep(question, author, "Other words")
    assert found.value.answer.body == "Mine"
    assert Answer.objects.get().body == "Mine"


def test_the_same_words_again_change_nothing(question, author):
    first = keep(question, author, "Mine")
    assert keep(question, author, "Mine").version == first.version


def test_an_answer_is_handed_in_with_the_scheme_in_force(question, author):
    newer = makers.make_scheme(question)
    answer = hand_in(question, author)
    assert answer.scheme == newer
    assert answer.handed_in_at


def test_a_form_sent_twice_is_one_attempt(question, author):
    assert hand_in(question, author) == hand_in(question, author)
    assert keep(question, author, "The NKVD arr", version=3) is None
    assert Answer.objects.count() == 1


def test_a_form_sent_twice_at_once_is_one_attempt(question, author):
    """The second one waits for the student's row, and the first is through when it has it."""
    first = []

    def wait(execute, sql, params, many, context):
        if not first and 'FROM "accounts_user"' in sql:
            first.append(None)
            first[0] = hand_in(question, author)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wait):
        second = hand_in(question, author)
    assert [second] == first == list(Answer.objects.all())


def test_a_window_to_which_an_answer_was_lost_goes_on(question, author):
    first = keep(question, author, "One", window="a")
    keep(question, author, "One two", first.version, window="a")
    third = keep(question, author, "One two three", first.version, window="a")
    with pytest.raises(actions.Overtaken):
        keep(question, author, "Other words", first.version, window="b")
    assert hand_in(question, author, "One two three four", third.version - 1, window="a").attempt == 1


def test_another_attempt_leaves_the_first_as_it_is(question, author):
    first = hand_in(question, author)
    second = hand_in(question, author, "Other words.")
    first.refresh_from_db()
    assert (first.body, second.attempt) == ("The NKVD arrested rivals.", 2)


def test_without_words_or_scheme_nothing_is_handed_in(question, author):
    with pytest.raises(ValidationError):
        hand_in(question, author, " ")
    question.schemes.all().delete()
    with pytest.raises(ValidationError):
        hand_in(question, author)
    assert not Answer.objects.handed_in().exists()


def test_a_marking_has_its_mark_and_the_words_of_each_tick(question, author):
    answer = hand_in(question, author)
    marking = actions.mark_answer(answer=answer, by=author, ticks={"secret-police-1": Span(4, 8)})
    tick = marking.ticks.get()
    assert (marking.mark, tick.quote, tick.point) == (1, "NKVD", "secret-police-1")


def test_marking_again_takes_the_place_of_the_marking_before(question, author):
    answer = hand_in(question, author)
    first = actions.mark_answer(answer=answer, by=author, ticks={"secret-police-1": Span(4, 8)})
    actions.mark_answer(answer=answer, by=author, ticks={}, version=first.version)
    assert answer.markings.get().mark == 0
    assert not Tick.objects.exists()


def test_a_window_that_is_behind_takes_no_ticks_away(question, author):
    answer = hand_in(question, author)
    ticks = {"secret-police-1": Span(4, 8)}
    first = actions.mark_answer(answer=answer, by=author, ticks=ticks)
    second = actions.mark_answer(answer=answer, by=author, ticks={}, version=first.version)
    with pytest.raises(actions.MarkedMeanwhile) as found:
        actions.mark_answer(answer=answer, by=author, ticks=ticks, version=first.version)
    assert found.value.marking == second
    assert answer.markings.get().mark == 0


def test_a_marking_that_is_sent_twice_is_stored_once(question, author):
    answer = hand_in(question, author)
    for _ in range(2):
        marking = actions.mark_answer(answer=answer, by=author, ticks={"secret-police-1": Span(4, 8)})
    assert marking.version == 1


def test_an_account_that_marked_others_stays_and_a_students_goes_with_its_answers(
    question, author, instructor
):
    answer = hand_in(question, author)
    actions.mark_answer(answer=answer, by=author, ticks={})
    marking = actions.mark_answer(answer=answer, by=instructor, ticks={})
    with pytest.raises(RestrictedError):
        instructor.delete()
    author.delete()
    assert not Marking.objects.filter(pk=marking.pk).exists()


@pytest.mark.parametrize("ticks", [{"nothing-1": Span(0, 3)}, {"propaganda-1": Span(0, 900)}])
def test_a_tick_needs_a_point_of_the_scheme_and_words_of_the_answer(question, author, ticks):
    answer = hand_in(question, author)
    with pytest.raises(ValidationError):
        actions.mark_answer(answer=answer, by=author, ticks=ticks)


def test_who_does_not_read_it_does_not_mark_it(question, author, classmate, instructor, outsider):
    answer = hand_in(question, author)
    actions.mark_answer(answer=answer, by=instructor, ticks={})
    for stranger in (classmate, outsider):
        with pytest.raises(PermissionDenied):
            actions.mark_answer(answer=answer, by=stranger, ticks={})
    actions.share(answer=answer, by=author, is_shared=True)
    actions.mark_answer(answer=answer, by=classmate, ticks={})


def test_nobody_marks_what_is_not_handed_in(question, author):
    answer = keep(question, author, "Half")
    with pytest.raises(PermissionDenied):
        actions.mark_answer(answer=answer, by=author, ticks={})


def test_only_its_writer_shows_an_answer(question, author, instructor):
    answer = hand_in(question, author)
    with pytest.raises(PermissionDenied):
        actions.share(answer=answer, by=instructor, is_shared=True)


def test_the_database_keeps_one_open_answer_and_words_for_each_tick(question, author):
    answer = hand_in(question, author)
    keep(question, author, "More")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(question=question, student=author, attempt=9, body="x")
    marking = actions.mark_answer(answer=answer, by=author, ticks={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Tick.objects.create(marking=marking, point="a", start=3, end=3, quote="x")

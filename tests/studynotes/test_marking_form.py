"""The form in which an answer is marked."""

import pytest

from studynotes.answers.form import BROKEN, ELSEWHERE, MISSING, MarkingForm
from studynotes.answers.sentences import Span
from studynotes.marking.scheme import Scheme
from tests.studynotes.makers import SCHEME

TEXT = "The NKVD arrested rivals. Newspapers praised him. Trotsky was cut out."
SECOND = "26-49"


def form_of(data=None, ticks=()):
    return MarkingForm(
        data,
        scheme=Scheme.from_data(SCHEME),
        text=TEXT,
        ticks={key: Span(*span) for key, span in dict(ticks).items()},
    )


def sent(fields):
    return form_of({"whole": "1", **fields})


def lines(form):
    return {line.point.key: line for _, group in form.groups() for line in group}


def test_a_tick_is_tied_to_the_words_chosen_for_it():
    form = sent({"tick-propaganda-2": "on", "words-propaganda-2": SECOND, "more-propaganda-2": "1"})
    assert form.is_valid()
    start, end = form.given["propaganda-2"]
    assert TEXT[start:end] == "Newspapers praised him."
    assert form.result().total == 1


def test_several_sentences_are_chosen_by_their_number():
    form = sent({"tick-propaganda-2": "on", "words-propaganda-2": SECOND, "more-propaganda-2": "9"})
    assert not form.is_valid()
    form = sent({"tick-propaganda-2": "on", "words-propaganda-2": SECOND, "more-propaganda-2": "2"})
    assert form.is_valid()
    assert form.given["propaganda-2"] == (26, len(TEXT))


def test_words_that_are_selected_may_be_any():
    form = sent({"tick-secret-police-1": "on", "words-secret-police-1": "3-9", "more-secret-police-1": "3"})
    assert form.is_valid()
    assert form.given == {"secret-police-1": (4, 8)}


@pytest.mark.parametrize(
    ("words", "error"),
    [("", MISSING), ("5-5", ELSEWHERE), ("60-900", ELSEWHERE), ("x", ELSEWHERE), ("٣-٩", ELSEWHERE)],
)
def test_a_tick_without_words_is_refused_and_not_counted(words, error):
    form = sent({"tick-propaganda-3": "on", "words-propaganda-3": words})
    assert not form.is_valid()
    assert form.errors["words-propaganda-3"] == [error]
    assert (form.wordless(), form.result().total) == ([3], 0)
    assert lines(form)["propaganda-3"].is_ticked


def test_words_without_a_tick_earn_nothing():
    form = sent({"words-propaganda-3": SECOND})
    assert form.is_valid()
    assert form.given == {}


def test_a_form_that_broke_off_is_refused():
    assert form_of({"tick-propaganda-3": "on", "words-propaganda-3": SECOND}).non_field_errors() == [BROKEN]


def test_a_stored_marking_is_shown_with_its_words():
    line = lines(form_of(ticks={"secret-police-1": (4, 8)}))["secret-police-1"]
    assert (line.is_ticked, line.words, line.quote, line.number) == (True, "4-8", "NKVD", 4)
    assert line.suggestion is None


def test_suggestions_are_shown_and_never_counted():
    form = form_of()
    line = lines(form)["secret-police-1"]
    assert (line.suggested, line.is_ticked) == ("4-8", False)
    assert "NKVD" in line.suggestion.why
    assert form.result().total == 0

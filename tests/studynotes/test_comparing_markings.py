"""Where the markings of one answer differ."""

from studynotes.answers.comparing import differences
from studynotes.marking.scheme import Scheme
from tests.studynotes.makers import SCHEME

WHOLE = Scheme.from_data(SCHEME)


def test_points_that_only_some_tick_are_shown_with_the_words_of_each():
    mine = {"propaganda-1": "the heir", "secret-police-1": "NKVD"}
    hers = {"secret-police-1": "The NKVD", "secret-police-3": "gulags"}
    found = differences(WHOLE, [("You", mine), ("Ines", hers)])
    assert [(one.number, [side.words for side in one.sides]) for one in found] == [
        (1, ["the heir", None]),
        (6, [None, "gulags"]),
    ]


def test_markings_that_agree_do_not_differ_whatever_words_they_name():
    assert differences(WHOLE, [("You", {"propaganda-1": "a"}), ("Ines", {"propaganda-1": "b"})]) == []
    assert differences(WHOLE, [("You", {"propaganda-1": "a"})]) == []
    assert differences(WHOLE, []) == []

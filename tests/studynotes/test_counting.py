"""How many answers of a class miss each point, over the versions of a scheme."""

import copy

from studynotes.answers.counting import Counted, count_points
from studynotes.marking.scheme import Scheme
from tests.studynotes.makers import SCHEME

NOW = Scheme.from_data(SCHEME)


def older():
    """A version before: another group title, a point worded otherwise, and one that says the same."""
    data = copy.deepcopy(SCHEME)
    data["groups"][0]["title"] = "Words and pictures"
    data["groups"][0]["points"][0]["text"] = "Names the image of a father."
    data["groups"][0]["points"].reverse()
    return Scheme.from_data(data)


def by_key(results):
    return {one.point.key: (one.missed, one.marked) for one in results}


def test_a_point_is_missed_by_who_did_not_tick_it():
    points, earlier = count_points(NOW, [Counted(NOW, {"propaganda-3"}), Counted(NOW, ())])
    assert by_key(points)["propaganda-3"] == (1, 2)
    assert by_key(points)["secret-police-1"] == (2, 2)
    assert earlier == []


def test_a_point_of_an_older_scheme_counts_by_its_words():
    points, earlier = count_points(
        NOW, [Counted(NOW, ()), Counted(older(), {"propaganda-3", "propaganda-1"})]
    )
    assert by_key(points)["propaganda-3"] == (1, 2)
    assert by_key(points)["propaganda-1"] == (1, 1)
    assert [(one.point.text, one.group, one.missed, one.marked) for one in earlier] == [
        ("Names the image of a father.", "Words and pictures", 0, 1)
    ]


def test_a_point_that_is_said_twice_counts_in_order():
    data = copy.deepcopy(SCHEME)
    data["groups"][1]["points"][0]["text"] = data["groups"][0]["points"][0]["text"]
    twice = Scheme.from_data(data)
    points, earlier = count_points(twice, [Counted(twice, {"secret-police-1"})])
    assert by_key(points)["propaganda-1"] == (1, 1)
    assert by_key(points)["secret-police-1"] == (0, 1)
    assert earlier == []


def test_without_answers_nobody_missed_anything():
    points, _ = count_points(NOW, [])
    assert {(one.missed, one.marked) for one in points} == {(0, 0)}
    assert count_points(None, []) == ([], [])

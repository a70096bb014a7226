"""A class's results for a spreadsheet."""

import copy
import csv
from io import StringIO

import pytest

from studynotes.answers.table import harmless
from tests.studynotes import makers

URL = "/courses/russia/results.csv"


def table(client):
    return list(csv.DictReader(StringIO(client.get(URL).content.decode("utf-8-sig"))))


def test_each_point_of_each_question_is_a_line(client, course, author, instructor):
    question = makers.ask(course, prompt="Explain, in short.")
    makers.make_marking(makers.make_answer(question, author), author, secret_police_1="NKVD")
    client.force_login(instructor)
    rows = table(client)
    assert len(rows) == 6
    fourth = rows[3]
    assert (fourth["Asked"], fourth["Aspect"], fourth["Point"]) == (
        "Explain, in short.",
        "Secret police",
        "4",
    )
    assert (fourth["Answers marked"], fourth["Earned it"], fourth["Missed it"]) == ("1", "1", "0")


def test_points_of_earlier_schemes_say_so(client, course, author, instructor):
    question = makers.ask(course)
    makers.make_marking(makers.make_answer(question, author), author)
    newer = copy.deepcopy(makers.SCHEME)
    newer["groups"][0]["points"][0]["text"] = "Something else."
    makers.make_scheme(question, newer)
    client.force_login(instructor)
    assert [row["Scheme"] for row in table(client)] == ["in force"] * 6 + ["earlier"]


def test_no_cell_is_a_formula(client, course, instructor):
    makers.ask(course, prompt='=HYPERLINK("http://x.example","y")')
    client.force_login(instructor)
    assert {row["Asked"][0] for row in table(client)} == {"'"}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_calculate_is_words(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless(5) == 5


def test_it_comes_as_a_file(client, course, instructor):
    client.force_login(instructor)
    response = client.get(URL)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "results-russia.csv" in response.headers["Content-Disposition"]


def test_it_is_for_the_staff_alone(client, course, author, staff):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
    client.force_login(author)
    assert client.get(URL).status_code == 403
    client.force_login(staff)
    assert client.get(URL).status_code == 200
    assert client.post(URL).status_code == 405

"""What a file of topics says, and what is wrong with it, by line."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from studynotes.exchange.checking import _validator, outline
from studynotes.exchange.nodes import TreeError
from studynotes.exchange.reading import read

HEAD = "format: colloquy-topics-1\nsubjects:\n"
SPECIFICATION = """\
  - name: History
    slug: history
    specifications:
      - board: OCR
        level: A-Level
        slug: ocr
        course: russia
        topics:
"""
GOOD = (
    HEAD
    + SPECIFICATION
    + """\
          - number: 32
            title:  Russia,
              1894–1941
            topics:
              - number: 32.10
                title: The Rule of Stalin
                slug: the-rule
                focus: |
                  One line.
                  Another.
          - number: 33
            title: Germany
"""
)


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(TreeError) as caught:
        outline(read(text))
    return [tuple(problem) for problem in caught.value.problems]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(_validator().schema)


def test_topics_come_in_reading_order_below_one_another() -> None:
    (subject,) = outline(read(GOOD))
    (specification,) = subject.specifications
    assert [(topic.number, topic.parent, topic.line) for topic in specification.topics] == [
        ("32", "", 11),
        ("32.10", "32", 15),
        ("33", "", 21),
    ]


def test_texts_are_cleaned_as_those_of_forms_are() -> None:
    first, second, _ = outline(read(GOOD))[0].specifications[0].topics
    assert first.title == "Russia, 1894–1941"
    assert second.focus == "One line.\nAnother."


def test_a_subject_may_be_without_specifications() -> None:
    assert outline(read(HEAD + "  - {name: History, slug: history}\n"))[0].specifications == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- a\n", 1, "The file has to be a group of names with values."),
        ("subjects: []\n", 1, "“format” is missing here."),
        ("format: 2\nsubjects: []\n", 1, "“format” has to be “colloquy-topics-1”."),
        (HEAD + "  History\n", 2, "“subjects” has to be a list."),
        (HEAD + "  - History\n", 3, "“subjects” has to be a group of names with values inside."),
        (HEAD + "  - name: History\n", 3, "“slug” is missing here."),
        (HEAD + "  - name:\n    slug: x\n", 3, "“name” is empty."),
        (HEAD + "  - name: ''\n    slug: x\n", 3, "“name” is empty."),
        (HEAD + "  - name: ' '\n    slug: x\n", 3, "“name” is empty."),
        (HEAD + "  - name: x\n    slug: x\n    year: 9\n", 5, "“year” is not known here."),
        (HEAD + "  - name: x\n    slug: x y\n", 4, "“slug” is part of an address"),
        (GOOD.replace("title: Germany", f"title: {'x' * 201}"), 22, "201 characters; 200 are the most."),
        (GOOD.replace("number: 33", "number: 32"), 21, "The number “32” is that of line 11 too."),
        (GOOD + "            slug: the-rule\n", 21, "The slug “the-rule” is that of line 15 too."),
        (GOOD + "  - {name: History, slug: other}\n", 23, "The name “History” is that of line 3 too."),
        ('{"format": "colloquy-topics-1",\n"subjects": [{"name": 3,\n"slug": "x"}]}', 2, "quotation marks"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    found, said = problems(text)[0]
    assert (found, words in said or said) == (line, True)


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_lines() -> None:
    text = HEAD + "  - name: ''\n    colour: red\n  - slug: x\n"
    assert [line for line, _ in problems(text)] == [3, 3, 4, 5]

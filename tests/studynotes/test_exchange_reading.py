"""A file of topics read with its lines, and everything that is refused, by line."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest

from studynotes.exchange.nodes import MAX_BYTES, MAX_DEPTH, TreeError, line_at, plain
from studynotes.exchange.reading import read

YAML = """\
# A comment
format: colloquy-topics-1
subjects:
  - name: "History"

    slug: history
    number: 32.10
    word: yes
"""
VALUES = {
    "format": "colloquy-topics-1",
    "subjects": [{"name": "History", "slug": "history", "number": "32.10", "word": "yes"}],
}


def problem(data: bytes | str) -> tuple[int, str]:
    with pytest.raises(TreeError) as caught:
        read(data)
    return tuple(caught.value.problems[0])


def test_yaml_is_read_with_every_plain_word_and_number_as_text() -> None:
    assert plain(read(YAML)) == VALUES


def test_json_is_read_by_its_first_sign() -> None:
    assert plain(read(json.dumps(VALUES, indent=1))) == VALUES


@pytest.mark.parametrize("text", [YAML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_lines_are_those_of_the_file(text: str) -> None:
    root = read(text.encode())
    assert line_at(root, ["subjects"]) == 3
    assert line_at(root, ["subjects", 0]) == 4
    assert line_at(root, ["subjects", 0, "slug"]) == 6


def test_lines_of_json_are_those_of_its_keys() -> None:
    root = read('{"subjects":\n [\n  {"a": "}{\\"",\n   "slug":\n    "x"}]}')
    assert line_at(root, ["subjects", 0, "a"]) == 3
    assert line_at(root, ["subjects", 0, "slug"]) == 4


def test_other_types_than_text_are_told_apart_in_json() -> None:
    assert plain(read('{"a": 32.1, "b": true, "c": null, "d": "\\ud83d\\ude80", "e": []}')) == {
        "a": 32.1,
        "b": True,
        "c": None,
        "d": "🚀",
        "e": [],
    }


def test_nothing_is_nothing_unless_it_is_quoted() -> None:
    assert plain(read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n")) == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
    }


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("", 0, "nothing to read"),
        ("# only a comment\n", 0, "nothing to read"),
        ("a: 1\nb: [1, 2\n", 3, "no YAML"),
        ("a: 1\n\tb: 2\n", 2, "no YAML"),
        ('{"a": 1,\n "b": }', 2, "no JSON"),
        ('{"a": NaN}', 0, "NaN"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice, first on line 1"),
        ('{"a": 1,\n "a": 2}', 2, "twice, first on line 1"),
        ("a: &x 1\nb: *x\n", 2, "Aliases"),
        ("a: !!python/object:os.system 1\n", 1, "Tags"),
        ("? [a, b]\n: 1\n", 1, "A name is expected"),
        ("a: 1\n---\nb: 2\n", 3, "second document"),
        (b"a: 1\nb: \xff\n", 2, "no UTF-8"),
        ("a" * (MAX_BYTES + 1), 0, "more than"),
        ("a: " + "[" * (MAX_DEPTH + 1), 1, "levels deep"),
        ('{"a": ' + "[" * 100_000, 0, "nested too deeply"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(data: bytes | str, line: int, words: str) -> None:
    found, said = problem(data)
    assert found == line
    assert words in said


BILLION = "a: &a [x, x]\n" + "".join(
    f"{chr(ord(a) + 1)}: &{chr(ord(a) + 1)} [{', '.join([f'*{a}'] * 9)}]\n" for a in "abcdefgh"
)


@pytest.mark.parametrize(
    "data",
    [
        BILLION,
        "[" * 500_000,
        "{" * 500_000,
        "- " * 400_000,
        "a: " * 300_000,
        "? " * 400_000,
        "- x\n" * 200_000,
        '["x",' * 100_000,
        "[" + '"x",' * 200_000 + '"x"]',
        "'" + "''" * 400_000,
        "# c\n" * 240_000,
        "a: |\n" + " x\n" * 300_000,
    ],
    ids=range(12),
)
def test_no_file_takes_long(data: str) -> None:
    begun = time.process_time()
    with suppress(TreeError):
        read(data)
    assert time.process_time() - begun < 3

"""A course's lists of words and addresses: what they find."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models.moderation import MAX_LIST_LENGTH
from comments.moderation.words import (
    Hit,
    Lists,
    Written,
    find_address,
    find_term,
    read_addresses,
    read_terms,
    read_text,
    would_hold,
)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("casino", "Best CASINO ever"),
        ("Café", "at the cafe"),
        ("cafe", "im CAFÉ."),
        ("casino*", "casinos!"),
        ("*casino", "onlinecasino"),
        ("*casino*", "myonlinecasino24"),
        ("c*no", "a casino"),
        ("free money", "Get FREE,  money now"),
        ("free mon*", "free monkeys"),
        ("straße", "STRASSE"),
        ("казино", "Лучшее КАЗИНО"),
        ("casino", "ca\u200bsino"),
    ],
)
def test_line_finds_the_word(line: str, text: str) -> None:
    assert find_term(read_terms(f"other\n  {line}  \n"), read_text(text)) == line


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("ass", "an assignment in class"),
        ("free money", "money, free"),
        ("casino*", "onlinecasino"),
        ("*casino", "casinos"),
        ("a*b*c", "acb"),
        ("aba*aba", "ababa"),
        ("*", "anything"),
        ("(a+)+$", "aaaaaaaaaaaa!"),
        ("", "anything"),
        ("!!!", "anything!!!"),
    ],
)
def test_line_leaves_other_words_alone(line: str, text: str) -> None:
    assert find_term(read_terms(line), read_text(text)) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("spammer@example.org", True),
        ("SPAMMER@Example.org", True),
        ("@example.org", True),
        ("@org", True),
        ("@ample.org", False),
        ("mer@example.org", False),
        ("192.0.2.7", True),
        ("192.0.2.0/24", True),
        ("192.0.2.9/24", True),
        ("2001:db8::/32", False),
        ("nonsense", False),
    ],
)
def test_address(line: str, found: bool) -> None:
    assert bool(find_address(read_addresses(line), "spammer@example.org", "192.0.2.7")) == found


def test_subdomain_belongs_to_its_domain() -> None:
    assert find_address(read_addresses("@example.org"), "a@mail.example.org", None) == "@example.org"


def test_lines_that_are_no_address_are_named() -> None:
    assert read_addresses("nonsense\n@example.org\n1.2.3.4.5").unread == ["nonsense", "1.2.3.4.5"]


def test_trial_says_which_line_would_have_held_what() -> None:
    lists = Lists("casino", "bonus", "@example.net")
    comments = [
        Written(1, "A casino"),
        Written(2, "Well said."),
        Written(3, "A casino with a bonus"),
        Written(4, "Hello", email="a@example.net"),
        Written(5, "Hello", name="Casino"),
    ]
    assert would_hold(lists, comments) == [
        Hit(1, "held_words", "casino"),
        Hit(3, "spam_words", "bonus"),
        Hit(4, "blocked_addresses", "@example.net"),
        Hit(5, "held_words", "casino"),
    ]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_list_and_any_text_are_read(lines: str, text: str) -> None:
    read_addresses(lines)
    found = find_term(read_terms(lines), read_text(text))
    assert found == "" or found in lines


@pytest.mark.parametrize("line", ["*a", "a*", "*a*", "a*a*a*b", "a a a a b", "aaaaaaaaab"])
@pytest.mark.parametrize("text", ["a" * 65_000, "a " * 32_500, "aab " * 16_000, "\ufdfa" * 60_000])
def test_no_list_and_no_text_take_long(line: str, text: str) -> None:
    lines = "\n".join(f"{line}{n}" for n in range(MAX_LIST_LENGTH // (len(line) + 5)))
    started = time.process_time()
    find_term(read_terms(lines), read_text(text))
    assert time.process_time() - started < 2

"""Which words of a text name a term: studynotes/terms/vocabulary.py."""

from __future__ import annotations

import pytest

from studynotes.terms.vocabulary import Term, Vocabulary


def named(text: str, *spellings: str) -> list[str]:
    """The words of `text` that name a term with these spellings."""
    vocabulary = Vocabulary([Term(1, "/notes/", spellings)])
    return [text[start:end] for start, end, _ in vocabulary.mentions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a cult of personality", "cult of personality"),
        ("CULT OF PERSONALITY", "CULT OF PERSONALITY"),
        ("two cults of personality", "cults of personality"),
        ("the cult of personality’s end", "cult of personality"),
        ("the cult of personality's end", "cult of personality"),
        ("a cult-of-personality", "cult-of-personality"),
        ("cult\nof\u00a0personality", "cult\nof\u00a0personality"),
    ],
)
def test_a_term_is_found_in_its_forms(text: str, found: str) -> None:
    assert named(text, "Cult of Personality") == [found]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("General Secretaries", "General Secretary"),
        ("the purges", "Purge"),
        ("a purge", "Purges"),
        ("classes", "Class"),
        ("collectivization", "Collectivisation"),
        ("It was collectivised", "Collectivized"),
        ("ДУМА", "Дума"),
        ("cafe\u0301s", "Café"),
        ("Straße", "Strasse"),
        ("हिन्दी", "हिन्दी"),
        ("H2O", "H2O"),
        ("checks & balances", "Checks & Balances"),
        ("the U.S.S.R. fell", "U.S.S.R."),
        ("so\u00adviet", "Soviet"),
    ],
)
def test_plural_spelling_and_script_make_no_difference(text: str, term: str) -> None:
    assert len(named(text, term)) == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("occult of personality", "Cult of Personality"),
        ("cult of personalityism", "Cult of Personality"),
        ("a gulagless year", "Gulag"),
        ("an ex-commissar", "Commissar"),
        ("the state-run press", "State"),
        ("cult, of personality", "Cult of Personality"),
        ("a cult of his personality", "Cult of Personality"),
        ("a bus", "Bu"),
        ("हिन्दू", "हिन्दी"),
        ("generally", "General"),
    ],
)
def test_whole_words_alone_are_found(text: str, term: str) -> None:
    assert named(text, term) == []


def test_what_is_typed_in_capitals_is_found_in_capitals() -> None:
    assert named("IT is what it is", "IT") == ["IT"]
    assert named("NGOs, no ngo", "NGO") == ["NGOs"]
    assert named("the NKVD’s cells", "NKVD") == ["NKVD"]


def test_other_spellings_are_found() -> None:
    assert named("Gensek or first among them", "General Secretary", "Gensek") == ["Gensek"]


def test_the_longest_term_wins_and_keeps_its_words() -> None:
    one, two = Term(1, "/1/", ("Revolution",)), Term(2, "/2/", ("Permanent Revolution",))
    text = "A permanent revolution, no revolution."
    found = [term.key for *_, term in Vocabulary([one, two]).mentions(text, 0, len(text))]
    assert found == [2, 1]


def test_of_two_terms_with_one_spelling_the_earlier_has_it() -> None:
    terms = [Term(7, "/7/", ("Gulag",)), Term(8, "/8/", ("gulags",))]
    assert [term.key for *_, term in Vocabulary(terms).mentions("Gulag", 0, 5)] == [7]


def test_a_spelling_without_a_word_is_none() -> None:
    assert not Vocabulary([Term(1, "/1/", ("—", ""))])

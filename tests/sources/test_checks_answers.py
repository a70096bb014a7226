"""Answers to the check, found again in a text that was revised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.checks import answers, dictionary
from sources.checks.answers import Answer, Applied, place_of

ITEMS = [
    {"id": "freeze", "title": "Russia: A History", "editor": [{"family": "Freeze"}], "type": "book"},
    {"id": "tucker", "title": "The Rise", "author": [{"family": "Tucker"}], "type": "book"},
]
TEXT = (
    "He said that “nobody here will ever be hungry again” to all. The plan failed (Freese 347).\n\n"
    "Others agree (Tucker 12). The plan failed twice (Freese 347), and the book has it (OGPU 1934)."
)


def check(text: str, *said: Answer) -> Applied:
    return answers.apply(text, dictionary.make(ITEMS), said)


def answer(text: str, kind: str, number: int = 0, said: str = "leave", source: str = "") -> Answer:
    """What an author says to the finding of that kind."""
    finding = [one for one in check(text).open if one.kind == kind][number]
    place = place_of(text, finding)
    return Answer(kind, place.words, place.before, place.after, said, source)


def kinds(applied: Applied) -> list[str]:
    return [finding.kind for finding in applied.open]


def test_without_answers_every_finding_is_open() -> None:
    found = check(TEXT)
    assert found.open == found.ledger.findings
    assert found.answered == ()


def test_one_answer_silences_one_finding() -> None:
    found = check(TEXT, answer(TEXT, "no_source", 1))
    assert next(f.start for f in found.open if f.kind == "no_source") == TEXT.index("Freese")
    assert [one.start for one in found.answered] == [TEXT.rindex("Freese")]


def test_silenced_citation_still_counts_as_missing() -> None:
    assert check(TEXT, answer(TEXT, "no_source")).ledger.missing == check(TEXT).ledger.missing


def test_what_is_not_a_citation_is_counted_nowhere() -> None:
    before = check(TEXT)
    found = check(TEXT, answer(TEXT, "no_source", 0, "not-a-citation"))
    assert found.ledger.missing == before.ledger.missing - 1
    assert found.ledger.paragraphs[0].citations == 0
    assert len(found.ledger.citations) == len(before.ledger.citations) - 1


def test_source_that_is_meant_is_cited_from_then_on() -> None:
    found = check(TEXT, answer(TEXT, "no_source", 0, "source", "freeze"))
    assert found.ledger.cited == ("freeze", "tucker")
    assert "uncited_source" not in kinds(found)


def test_source_that_left_the_list_settles_nothing() -> None:
    said = answer(TEXT, "no_source", 0, "source", "freeze")
    gone = answers.apply(TEXT, dictionary.make(ITEMS[1:]), [Answer(**{**_fields(said), "source": "lost"})])
    assert gone.ledger.cited == ("tucker",)


def test_ibid_follows_the_source_that_is_meant() -> None:
    text = "It failed (Freese 347). It failed again (ibid., 350)."
    found = check(text, answer(text, "no_source", 0, "source", "freeze"))
    assert [citation.source for citation in found.ledger.citations] == ["freeze", "freeze"]
    assert "ibid_without_antecedent" not in kinds(found)


def test_citation_that_is_none_leaves_its_quotation_uncited() -> None:
    text = "He said “one two three four five six seven” (Freeze 347)."
    place = place_of(text, check(text).ledger.citations[0])
    found = check(text, Answer("citation", place.words, place.before, place.after, "not-a-citation"))
    assert kinds(found) == ["uncited_quote", "uncited_source", "uncited_source"]


def test_uncited_source_is_left_by_its_id() -> None:
    found = check(TEXT, answer(TEXT, "uncited_source"))
    assert "uncited_source" not in kinds(found)


@pytest.mark.parametrize(
    "revised",
    [
        TEXT.replace("He said", "In the spring of 1932 he said"),
        TEXT.replace("nobody here", "Nobody  HERE"),
        TEXT.replace("will ever be", "will be"),
        "A new beginning.\n\n" + TEXT,
    ],
    ids=["words before", "case and blanks", "a word less", "a paragraph more"],
)
def test_answer_to_a_quotation_survives_a_revision(revised: str) -> None:
    assert "uncited_quote" not in kinds(check(revised, answer(TEXT, "uncited_quote")))


def test_answer_to_a_quotation_does_not_pass_to_another() -> None:
    other = TEXT.replace("nobody here will ever be hungry again", "the harvest of that year was the best")
    assert "uncited_quote" in kinds(check(other, answer(TEXT, "uncited_quote")))


def test_context_tells_equal_words_apart_after_a_revision() -> None:
    said = answer(TEXT, "no_source", 1)
    revised = TEXT.replace("The plan failed (", "Nothing of it came true (").replace("twice", "a second time")
    assert [one.start for one in check(revised, said).answered] == [revised.rindex("Freese")]


def test_answer_is_for_its_kind_only() -> None:
    said = answer(TEXT, "no_source")
    assert kinds(check(TEXT, Answer(**{**_fields(said), "kind": "uncited_quote"}))) == kinds(check(TEXT))


@given(st.lists(st.sampled_from([*TEXT.split(" "), "(Freese 347)", "“", "”", "\n\n"]), max_size=60))
def test_all_answered_is_all_silent_in_the_same_text(parts: list[str]) -> None:
    text = " ".join(parts)
    before = check(text)
    said = [
        Answer(f.kind, p.words, p.before, p.after, "leave") for f in before.open if (p := place_of(text, f))
    ]
    after = check(text, *said)
    assert after.open == ()
    assert len(after.answered) == len(before.open)


KINDS = st.sampled_from(sorted(answers.KINDS))


@given(st.text(max_size=200), st.lists(st.tuples(KINDS, st.text()), max_size=5))
def test_no_answer_breaks_the_check(text: str, said: list[tuple[str, str]]) -> None:
    made = [Answer(kind, words, words[:80], "", "not-a-citation") for kind, words in said]
    found = check(text, *made)
    assert len(found.answered) <= len(made)


@pytest.mark.parametrize(
    "text",
    [
        "(Freese 347). " * 2_000,
        "".join(f"“one two three four five six {n}” said he. " for n in range(2_000)),
        "” " * 20_000,
    ],
    ids=["citations", "quotations", "marks"],
)
def test_many_equal_places_stay_affordable(text: str) -> None:
    said = answer(text, check(text).open[0].kind)
    near = [Answer(**{**_fields(said), "before": f"chapter {n}"}) for n in range(250)]
    far = [Answer(**{**_fields(said), "words": f"{said.words} and {n} more"}) for n in range(250)]
    alone = _seconds(text)
    assert _seconds(text, *near, *far) < 2 * alone + 1


def _seconds(text: str, *said: Answer) -> float:
    start = time.process_time()
    check(text, *said)
    return time.process_time() - start


def _fields(said: Answer) -> dict[str, object]:
    return {name: getattr(said, name) for name in Answer.__dataclass_fields__}

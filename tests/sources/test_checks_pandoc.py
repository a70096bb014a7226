"""Citations in Pandoc's notation, with all that is kept of them."""

from __future__ import annotations

from sources.checks.ledger import check
from sources.checks.records import Citation

ITEMS = [
    {"id": "freeze", "title": "Russia", "author": [{"family": "Freeze"}]},
    {"id": "kelly", "title": "Pavlik", "author": [{"family": "Kelly"}]},
]


def found(text: str) -> list[Citation]:
    return list(check(text, ITEMS).citations)


def affixes(text: str) -> list[tuple[str, str]]:
    return [(citation.prefix, citation.suffix) for citation in found(text)]


def test_bracket_keeps_signal_locator_label_and_remark() -> None:
    first, second = found("So [see @freeze, pp. 3-5, my emphasis; but -@kelly ch. 2].")
    assert (first.text, first.locator, first.label) == ("@freeze, pp. 3-5, my emphasis", "3-5", "page")
    assert (first.prefix, first.suffix, first.mode) == ("see", ", my emphasis", "parenthetical")
    assert (second.text, second.locator, second.label) == ("-@kelly ch. 2", "ch. 2", "chapter")
    assert (second.prefix, second.suffix, second.mode) == ("but", "", "suppressed")
    assert first.is_pandoc
    assert second.is_pandoc


def test_each_prefix_is_that_of_its_own_key() -> None:
    assert affixes("So [@freeze; see also @kelly, 4].") == [("", ""), ("see also", "")]
    assert affixes("So (see below; nobody). So [@freeze, 3; @kelly; cf. @kelly].") == [
        ("", ""),
        ("", ""),
        ("cf.", ""),
    ]


def test_words_between_two_keys_stand_once() -> None:
    assert affixes("So [see @freeze 3 and @kelly, 4].") == [("see", "and"), ("", "")]


def test_locator_belongs_to_the_key_before_it() -> None:
    citations = found("So [@freeze; @kelly, 4; @freeze, 5].")
    assert [(c.source, c.locator) for c in citations] == [("freeze", ""), ("kelly", "4"), ("freeze", "5")]


def test_key_in_the_sentence_takes_the_bracket_behind_it() -> None:
    (citation,) = found("As @freeze [p. 347, my emphasis] says.")
    assert citation.text == "@freeze [p. 347, my emphasis]"
    assert (citation.locator, citation.label, citation.suffix) == ("347", "page", ", my emphasis")
    assert (citation.mode, citation.is_pandoc) == ("narrative", True)
    assert [c.mode for c in found("As -@freeze says.")] == ["suppressed"]


def test_key_that_no_source_has_suggests_one_like_it() -> None:
    assert [(c.status, c.suggestion) for c in found("So [@freese, 3].")] == [("missing", "freeze")]
    assert [(c.status, c.suggestion) for c in found("So [@freest, 3].")] == [("missing", "")]
    assert [c.suggestion for c in found("So [@freeze, 3].")] == [""]

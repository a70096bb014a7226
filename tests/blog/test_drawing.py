"""Citations in Markdown of every kind: blog/citing/drawing.py with made-up answers of the renderer."""

from __future__ import annotations

import html
import re
from itertools import groupby
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import markup
from blog.citing import drawing
from blog.citing.clusters import clusters
from blog.models import Citation
from sources.models import Source
from sources.styling.answer import RenderedCitation
from tests.html_checks import parse, twice_given_ids

FREEZE = Source(pk=7, key="freeze", csl={"title": "Russia", "author": [{"family": "Freeze"}]})
CITED = re.compile(r"\[@freeze, \d+\]|(?<=\()Freeze \d+(?=\))")
OURS = re.compile("[⸨⸩⸪⸫\ue000-\uf8ff]|%E2%B8%A|%EE%80%A")
BLOCKS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "dl", "dt", "dd", "table",
    "tr", "th", "td",
}  # fmt: skip
CODE = re.compile(r"<code.*?</code>", re.DOTALL)


def rows_of(body: str) -> list[Citation]:
    return [
        Citation(
            position=position,
            start=found.start(),
            end=found.end(),
            text=found[0],
            notation="pandoc" if found[0].startswith("[") else "typed",
            locator="".join(filter(str.isdigit, found[0])),
            paragraph=1,
            source=FREEZE,
        )
        for position, found in enumerate(CITED.finditer(body), 1)
    ]


def in_style(body: str, answer: RenderedCitation) -> str:
    rows = rows_of(body)
    return drawing.in_style(body, rows, [(cluster, answer) for cluster in clusters(body, rows)])


def in_notes(body: str) -> str:
    return in_style(body, RenderedCitation(note="<em>Russia</em>, a note"))


def in_text(body: str) -> str:
    return in_style(body, RenderedCitation(text="(Said so)"))


def as_written(body: str) -> str:
    return drawing.as_written(body, rows_of(body))


def blocks(page: str) -> list[str]:
    """The tags of blocks, in their order, without the notes."""
    return [tag for tag in re.findall(r"<(/?\w+)", above(page)) if tag.strip("/") in BLOCKS]


def above(page: str) -> str:
    return page.partition('<section class="footnotes">')[0]


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip()


text_of = attrgetter("text")
WAYS = [as_written, in_text, in_notes]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "body",
    [
        "## Terror\n\n(Freeze 347) says it all.",
        "- (Freeze 347) first",
        "1. (Freeze 3) one\n2. two",
        "```\ncode\n```\n(Freeze 347) argues.",
        "- item\n\n(Freeze 347) argues.",
        "> (Freeze 347) said",
        "| (Freeze 3) | b |\n| --- | --- |\n| a | (Freeze 4) |",
        "# (Freeze 3)\n\n(Freeze 4)\n===",
        "Term (Freeze 3)\n: (Freeze 4)",
        "One (Freeze 3).\n\n```\nnever closed",
    ],
)
def test_the_blocks_stay_as_they_are(way, body):
    drawn = way(body)
    assert blocks(drawn) == blocks(markup.render_post(body))
    assert drawn.count('id="cite-') == len(rows_of(body))


def test_a_note_stands_close_to_the_words():
    assert (
        plain(above(in_notes("It was so\t (Freeze 3), and *so* (Freeze 4)."))) == "It was so,[1] and so.[2]"
    )


def test_a_note_leaves_the_lines_as_they_are():
    assert plain(above(in_notes("one\n(Freeze 3) two"))) == "one\n[1] two"


def test_a_note_before_a_bracket_is_no_link():
    assert plain(above(in_notes("So [@freeze, 3] (or so) (Freeze 4)(or so)"))) == "So[1] (or so)[2](or so)"


@pytest.mark.parametrize(
    "body",
    [
        "[so [@freeze, 3]](https://a.b)",
        "`[@freeze, 3]`",
        "    (Freeze 3)",
        "[@freeze, 3](https://a.b)",
        "Words[^a].\n\n[^b]: Uncalled (Freeze 3).\n\n[^a]: Called.",
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_where_no_citation_can_stand_the_words_stay(way, body):
    assert way(body) == markup.render_post(body)


def test_notes_are_numbered_in_the_order_of_their_calls():
    body = "A (Freeze 1). B[^b]. C (Freeze 2). D^[in the line]. B again[^b]. E (Freeze 3).\n\n[^b]: Mine."
    drawn = in_notes(body)
    assert re.findall(r">\[(\d)(?::1)?\]<", drawn) == ["1", "2", "3", "4", "2", "5"]
    notes = re.findall(r'<li id="fn-essay-\d" class="footnote-item">(.*?)</li>', drawn, re.DOTALL)
    assert [plain(note).split(" \u21a9")[0].strip() for note in notes] == [
        "Russia, a note", "Mine.", "Russia, a note", "in the line", "Russia, a note"
    ]  # fmt: skip


CITATIONS = st.integers(100, 999).flatmap(
    lambda page: st.sampled_from([f"(Freeze {page})", f"[@freeze, {page}]"])
)
WORDS = st.sampled_from(
    ["so", " ", "  ", "\t", "\n", "*", "**", "_", "~~", "`", "(", ")", "[", "](https://a.b)", ".", ",", "|",
     "\\", ">", "- ", "^[", "]", "[^a]", "[^b]", "&amp;", "<", "https://a.b/", "!", ":", "\u00a0",
     "\U0001f600", "#"]
)  # fmt: skip
LINES = st.lists(st.one_of(WORDS, CITATIONS, CITATIONS), min_size=1, max_size=8).map("".join)
FRAMES = st.sampled_from(
    ["{}", "{}", "# {}", "## {} ##", "- {}", "1. {}", "> {}", "> - {}", "```\n{}\n```", "```\n{}",
     "~~~\n{}", "    {}", "\t{}", "{}\n===", "{}\n---", "*{}*", "**{}**", "[{}](https://a.b)", "^[{}]",
     "[^a]: {}", "[^b]: {}", "[^c]: {}", "{}[^a]", "{}\n: {}", "| {} | b |\n| --- | --- |\n| a | {} |",
     "a | b\n---|---\n{} | {}", "[{}]: https://a.b"]
)  # fmt: skip
PIECES = st.builds(lambda frame, line: frame.replace("{}", line), FRAMES, LINES)
TEXTS = st.lists(st.builds(str.__add__, PIECES, st.sampled_from(["\n", "\n\n", ""])), max_size=6).map("".join)


@pytest.mark.parametrize("way", WAYS)
@given(body=TEXTS)
def test_whatever_the_text_its_blocks_and_words_stay(way, body):
    drawn, typed = way(body), markup.render_post(body)
    assert not OURS.search(drawn)
    assert blocks(drawn) == blocks(typed)
    tree = parse(
        f"<!doctype html><html><head><title>x</title></head><body>{drawn}</body></html>", strict=True
    )
    assert not list(twice_given_ids(tree))
    for words, same in groupby(sorted(rows_of(body), key=text_of), key=text_of):
        # As often as before: as typed, or its place instead.
        placed = sum(f'id="cite-{row.position}"' in drawn for row in same)
        assert plain(drawn).count(words) + placed >= plain(typed).count(words)


@given(body=TEXTS)
def test_whatever_the_text_each_note_has_its_call(body):
    drawn = in_notes(body)
    notes = re.findall(r'<li id="(fn-essay-\d+)"', drawn)
    assert notes == [f"fn-essay-{number}" for number in range(1, len(notes) + 1)]
    assert set(re.findall(r'href="#(fn-essay-\d+)"', drawn)) <= set(notes)
    ours = re.findall(r'<a id="cite-\d+"[^>]*></a>[.,;:!?]?<sup', drawn)
    assert drawn.count("a note</a>") == len(ours)

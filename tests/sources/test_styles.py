"""Citations and bibliographies in styles: what pandoc makes of our question, and what cannot hurt it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sources.styling import answer, items, pandoc
from sources.styling.pandoc import Reason, RenderingFailed
from sources.styling.question import Citation, CitedWork, Mode
from sources.styling.rendering import Rendered, cache_key, plain, render
from sources.styling.styles import RENDERED_STYLES, Style
from sources.typesetting import alone

DATA = Path(__file__).resolve().parent.parent / "data" / "citeproc"
ESSAY = json.loads((DATA / "essay.json").read_text(encoding="utf-8"))
EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["styles"]
MARKUP = {
    "<i>": "<em>",
    "</i>": "</em>",
    "<b>": "<strong>",
    "</b>": "</strong>",
    '<span style="font-style:normal;">': '<span class="upright">',
    '<span style="font-variant:small-caps;">': '<span class="small-caps">',
}
NOTE_STYLES = {Style.CHICAGO_NOTES, Style.CHICAGO_SHORT_NOTES, Style.CHICAGO_17_NOTES}
FREEZE: dict[str, Any] = {
    "id": "freeze",
    "type": "book",
    "title": "Russia: A History",
    "editor": [{"family": "Freeze", "given": "Gregory L."}],
    "issued": {"date-parts": [[2009]]},
}


def citation(*works: CitedWork | str, mode: Mode = Mode.PARENTHETICAL, **of_one: str) -> Citation:
    cited = [work if isinstance(work, CitedWork) else CitedWork(work, **of_one) for work in works]
    return Citation(tuple(cited), mode)


def essay() -> list[Citation]:
    return [
        citation(
            *(CitedWork(**work) for work in cited["works"]), mode=Mode(cited.get("mode", "parenthetical"))
        )
        for cited in ESSAY["citations"]
    ]


def normal(markup: str) -> str:
    """Our writing of italics, no links, single spaces."""
    for theirs, ours in MARKUP.items():
        markup = markup.replace(theirs, ours)
    return " ".join(html.unescape(re.sub(r"</?(a|div)\b[^>]*>", "", markup)).split())


def shown(cited: Citation, style: Style = Style.CHICAGO_AUTHOR_DATE, **fields: object) -> str:
    found = render([FREEZE | fields], [cited], style).citations[0]
    assert found is not None
    return found.note or found.text


def entry(style: Style = Style.CHICAGO_AUTHOR_DATE, **fields: object) -> str:
    return render(alone(FREEZE | fields), [], style).bibliography.get("it", "")


@pytest.mark.parametrize("style", RENDERED_STYLES)
def test_the_essay_comes_out_as_the_reference_processor_has_it(style: Style) -> None:
    ours = render(ESSAY["sources"], essay(), style)
    expected = EXPECTED[style.value]
    found = [each.note or each.text for each in ours.citations if each]
    assert [normal(text) for text in found] == [normal(text) for text in expected["citations"]]
    entries = [[key, normal(text)] for key, text in ours.bibliography.items()]
    assert entries == [[key, normal(text)] for key, text in expected["bibliography"]]
    assert ours.warnings == ()
    assert all(bool(each.note) == (style in NOTE_STYLES) for each in ours.citations if each)


def test_every_style_has_its_file_with_its_licence() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in Style.APA.path.parent.glob("*.csl")}
    assert sorted(files) == sorted(RENDERED_STYLES)
    assert all("creativecommons.org/licenses/by-sa/3.0" in text for text in files.values())
    assert not any('rel="independent-parent"' in text for text in files.values())
    notes = {name for name, text in files.items() if 'class="note"' in text[:1000]}
    assert notes == NOTE_STYLES


@pytest.mark.parametrize("style", ["nature", "", "../apa", Style.AS_WRITTEN])
def test_unknown_style_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match=r"style|Style"):
        render([FREEZE], [], style)


@pytest.mark.parametrize("sources", [[{"title": "T"}], [FREEZE, FREEZE], [{"id": 7, "title": "T"}]])
def test_source_without_a_key_of_its_own_is_refused(sources: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="key"):
        render(sources, [], Style.APA)


def test_citation_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Citation(())


def test_unknown_key_costs_only_its_citation() -> None:
    found = render([FREEZE], [citation("gone"), citation("freeze"), citation("freeze", "gone")], Style.MLA)
    assert [each and each.text for each in found.citations] == [None, "(Freeze)", None]
    assert found.warnings == ("gone: cited, but no source has this key",)


def test_without_sources_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "ask", None)
    assert render([], [citation("gone")], Style.MLA).citations == (None,)


def test_key_may_hold_any_character() -> None:
    key = "@* [x]; {y} <b> ключ"
    found = render([FREEZE | {"id": key}], [citation(key, locator="347", label="page")], Style.MLA)
    assert found == Rendered((answer.RenderedCitation("(Freeze 347)"),), found.bibliography)
    assert list(found.bibliography) == [key]


@pytest.mark.parametrize(
    ("locator", "label", "text"),
    [
        ("347", "page", "(Freeze 2009, 347)"),
        ("347", "", "(Freeze 2009, 347)"),
        ("3", "chapter", "(Freeze 2009, chap. 3)"),
        ("ch. 3", "chapter", "(Freeze 2009, chap. 3)"),
        ("vol. 2, p. 77", "", "(Freeze 2009, vol. 2, p. 77)"),
        ("1:02:03", "timestamp", "(Freeze 2009, 1:02:03)"),
        ("4", "table", "(Freeze 2009, table 4)"),
        ("loc. 345", "location", "(Freeze 2009, loc. 345)"),
        ("xii", "page", "(Freeze 2009, xii)"),
        ("{3}", "page", "(Freeze 2009, (3))"),
    ],
)
def test_locator_is_printed_with_its_label(locator: str, label: str, text: str) -> None:
    assert shown(citation("freeze", locator=locator, label=label)) == text


def test_suffix_is_never_taken_for_a_locator() -> None:
    assert shown(citation("freeze", suffix="99 years")) == "(Freeze 2009 99 years)"


def test_prefix_of_a_narrative_citation_stands_in_the_sentence() -> None:
    narrative = citation("freeze", mode=Mode.NARRATIVE, prefix="as <b> in", locator="9", label="page")
    assert shown(narrative) == "as &lt;b&gt; in Freeze (2009, 9)"
    found = render([FREEZE], [narrative], Style.CHICAGO_SHORT_NOTES).citations[0]
    assert found == answer.RenderedCitation("as &lt;b&gt; in Freeze", "<em>Russia: A History</em>, 9.")


@pytest.mark.parametrize("style", [Style.APA, Style.CHICAGO_NOTES])
def test_script_in_any_field_stays_text(style: Style) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    fields = ("title", "container-title", "publisher", "publisher-place", "edition", "genre", "DOI", "note")
    item = {"id": "x", "type": "chapter"} | dict.fromkeys(fields, script)
    item |= {"author": [{"family": script, "given": script}], "issued": {"literal": script}}
    item |= {"URL": f"https://a.example/{script}", "page": script}
    cited = citation("x", locator=script, prefix=script, suffix=script)
    found = render([item], [cited], style)
    written = " ".join([found.bibliography["x"], *(f"{c.text} {c.note}" for c in found.citations if c)])
    assert "script" in written.lower()
    assert set(re.findall(r"<\w+", written)) <= {f"<{tag}" for tag in answer.TAGS}
    assert set(re.findall(r"\s(\w+)=\"", re.sub(r">[^<]*<", "><", written))) <= {"href", "class"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVA\tSCRIPT:alert(1)", "data:text/html,x", "https://[", "https://a:x/"]
)
def test_address_that_no_page_should_open_is_no_link(url: str) -> None:
    assert "href" not in entry(type="webpage", URL=url)


def test_address_and_doi_become_links() -> None:
    found = entry(type="article-journal", DOI="10.1/a&b")
    assert '<a href="https://doi.org/10.1/a&amp;b">https://doi.org/10.1/a&amp;b</a>' in found
    assert 'href="https://a.example/x"' in entry(type="webpage", URL="https://a.example/x")


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "<i>" * 30_000,
        '<span class="nocase">' * 5_000,
        "{" * 100_000,
        '" ' * 50_000,
        "\0" * 9,
    ],
    ids=["words", "italics", "spans", "braces", "quotes", "nul"],
)
def test_enormous_field_ends_in_time(text: str) -> None:
    cited = citation("x", locator=text, prefix=text, suffix=text)
    found = render([{"id": "x", "title": text, "author": [{"family": text}]}], [cited], Style.CHICAGO_NOTES)
    assert found.citations[0]
    assert ("x: a text is cut, it is too long" in found.warnings) == (len(text) > 99)


def test_quotation_marks_in_one_another_are_an_error() -> None:
    with pytest.raises(RenderingFailed, match="bad answer"):
        entry(title="\"'" * 1_000)


def test_too_long_a_time_is_an_error() -> None:
    with pytest.raises(RenderingFailed) as caught:
        render([FREEZE], [citation("freeze")], Style.APA, timeout=0.001)
    assert caught.value.reason == Reason.TIME_OUT


def test_too_much_memory_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.api_version()
    monkeypatch.setattr(pandoc, "HEAP_LIMIT", "-M8M")
    with pytest.raises(RenderingFailed) as caught:
        render([FREEZE | {"id": f"k{n}", "title": "long " * 300} for n in range(60)], [], Style.APA)
    assert caught.value.reason == Reason.MEMORY


def test_too_large_a_question_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MAX_QUESTION_LENGTH", 100)
    with pytest.raises(RenderingFailed, match="too large"):
        entry()


def test_missing_pandoc_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.api_version()
    monkeypatch.setattr(pandoc.pypandoc, "get_pandoc_path", lambda: "/nowhere/pandoc")
    with pytest.raises(RenderingFailed) as caught:
        entry()
    assert caught.value.reason == Reason.MISSING


def test_faulty_style_file_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "apa.csl").write_text("<style>", encoding="utf-8")
    monkeypatch.setattr(Style, "path", tmp_path / "apa.csl")
    with pytest.raises(RenderingFailed) as caught:
        entry(Style.APA)
    assert caught.value.reason == Reason.FAILED


@pytest.mark.parametrize("answered", [b"", b"[]", b'{"blocks": [{"t": "Para", "c": []}]}', b"{"])
def test_bad_answer_is_an_error(monkeypatch: pytest.MonkeyPatch, answered: bytes) -> None:
    pandoc.api_version()
    monkeypatch.setattr(pandoc, "run", lambda *_, **__: (answered, ""))
    with pytest.raises(RenderingFailed) as caught:
        entry()
    assert caught.value.reason == Reason.BAD_ANSWER


def test_field_of_a_wrong_shape_is_put_right_or_left_out() -> None:
    odd = {
        "id": 3,
        "title": ["a"],
        "author": "Anon",
        "editor": [7, {}, {"family": 8}],
        "issued": "2009",
        "accessed": {"date-parts": [["2020", "2", "31st"]]},
        "volume": 2,
        "custom": {"a": 1},
        "event-date": {"date-parts": "x"},
    }
    assert items.for_pandoc(odd, "s1") == {
        "id": "s1",
        "type": "document",
        "author": [{"literal": "Anon"}],
        "editor": [{"family": "8"}],
        "issued": {"date-parts": [[2009]]},
        "accessed": {"date-parts": [[2020, 2]]},
        "volume": "2",
    }


def test_season_and_circa_are_kept() -> None:
    assert items.for_pandoc({"issued": {"literal": "Fall 1953"}}, "s")["issued"] == {
        "date-parts": [[1953]],
        "season": 3,
    }
    assert items.for_pandoc({"issued": {"date-parts": [[1938]], "circa": 1}}, "s")["issued"]["circa"] is True


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a <i>b</i> c", "a <i>b</i> c"),
        ("a <i>b", "a b"),
        ("a</i> <b>b", "a b"),
        ('<span onclick="x">a</span>', "a"),
        ("1 < 2 <script>", "1 < 2 <script>"),
    ],
)
def test_only_closed_tags_reach_pandoc(typed: str, kept: str) -> None:
    assert items.for_pandoc({"publisher": typed}, "s")["publisher"] == kept


def test_small_words_stay_small() -> None:
    assert "Life after 1934" in entry(title="Public Life after 1934")


def test_russian_title_is_not_capitalised() -> None:
    assert "Культ личности и его границы" in entry(title="Культ личности и его границы")


def test_where_the_reference_processor_is_wrong() -> None:
    """The first and second row of the table in tests/data/citeproc/README.md."""
    keys = ["kelly-pavlik", "kelly-icons", "collective"]
    sources = [source for source in ESSAY["sources"] if source["id"] in keys]
    pages = [CitedWork("kelly-pavlik", "44", "page"), CitedWork("kelly-icons", "112", "page")]
    asked = [citation(*pages), citation("collective", mode=Mode.NARRATIVE)]
    texts = [each and each.text for each in render(sources, asked, Style.HARVARD).citations]
    assert texts == ["(Kelly, 2005a, p. 44; 2005b, p. 112)", "Abbott <em>et al.</em> (2002)"]


def test_work_that_a_style_keeps_out_of_bibliographies_has_no_entry() -> None:
    found = render([{"id": "i", "type": "interview", "title": "Talk"}], [], Style.CHICAGO_NOTES)
    assert found.bibliography == {}
    assert "i" in found.warnings[0].split()


def test_entry_is_also_plain_text() -> None:
    text = plain(entry(Style.MLA, title="A < B & <i>C</i>"))
    assert text == "Freeze, Gregory L., editor. A < B & C. 2009."
    assert plain('<a href="https://a.example/?x&gt;y">a&amp;b</a>') == "a&b"


def test_entry_of_one_work_needs_no_key() -> None:
    found = render(alone({"title": "Order No. 1"}), [], Style.APA)
    assert found.bibliography == {"it": "<em>Order No. 1</em>. (n.d.)."}


def test_cache_key_changes_with_all_that_the_answer_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [
        cache_key([FREEZE], [citation("freeze")], Style.APA),
        cache_key([FREEZE], [citation("freeze")], Style.MLA),
        cache_key([FREEZE], [citation("freeze", mode=Mode.NARRATIVE)], Style.APA),
        cache_key([FREEZE | {"title": "Other"}], [citation("freeze")], Style.APA),
        cache_key([FREEZE | {"id": "f"}], [citation("freeze")], Style.APA),
    ]
    again = cache_key([dict(FREEZE)], [citation("freeze")], "apa")
    monkeypatch.setattr(pandoc, "version", lambda: "4.0")
    keys.append(cache_key([FREEZE], [citation("freeze")], Style.APA))
    assert len(set(keys)) == 6
    assert again == keys[0]


def test_all_inlines_of_pandoc_become_escaped_html() -> None:
    def word(text: str) -> dict[str, Any]:
        return {"t": "Str", "c": text}

    inlines = [
        {"t": "SmallCaps", "c": [word("a<")]},
        {"t": "SoftBreak"},
        {"t": "Emph", "c": [{"t": "Strong", "c": [{"t": "Emph", "c": [word("b")]}]}]},
        {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [word("c")]]},
        {"t": "Code", "c": [["", [], []], "<d>"]},
        {"t": "RawInline", "c": ["html", "<hr>"]},
        {"t": "Strikeout", "c": [word("e")]},
        {"t": "Link", "c": [["", [], []], [word("f")], ["doi:10.1/x", ""]]},
        {"t": "Image", "c": [["", [], []], [word("g")], ["x.png", ""]]},
    ]
    assert answer.to_html(inlines) == (
        '<span class="small-caps">a&lt;</span> <em><strong><span class="upright">b</span></strong></em>'
        '“c”&lt;d&gt;&lt;hr&gt;e<a href="https://doi.org/10.1/x">f</a>'
    )

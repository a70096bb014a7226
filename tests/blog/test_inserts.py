"""HTML of ours inside a Markdown text: blog/inserts.py, through the renderer of essays."""

from __future__ import annotations

import re
import time

import pytest

from blog import markup
from blog.inserts import Insert

LINK = '<a class="cite" href="#x">', "</a>"


def around(text: str, words: str, **fields) -> Insert:
    start = text.index(words)
    return Insert(start, start + len(words), *LINK, **fields)


def rendered(text: str, *inserts: Insert) -> str:
    return re.sub(r' rel="[^"]*"', "", markup.render_post(text, inserts)).strip()


def linked(words: str) -> str:
    return f'<a class="cite" href="#x">{words}</a>'


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("So (Freeze 347).", "Freeze 347", f"<p>So ({linked('Freeze 347')}).</p>"),
        ("(*Russia* 347)", "*Russia* 347", f"<p>({linked('<em>Russia</em> 347')})</p>"),
        ("(_Russia_ 347)", "_Russia_ 347", f"<p>({linked('<em>Russia</em> 347')})</p>"),
        ("**so (Freeze 3) so**", "Freeze 3", f"<p><strong>so ({linked('Freeze 3')}) so</strong></p>"),
        ("# On (Freeze 3)", "Freeze 3", f'<h2 id="part-1">On ({linked("Freeze 3")})</h2>'),
        ("a <b> & (Freeze 3)", "Freeze 3", f"<p>a &lt;b&gt; &amp; ({linked('Freeze 3')})</p>"),
    ],
)
def test_a_link_stands_where_it_was_meant(text, words, html):
    assert rendered(text, around(text, words)) == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*(Freeze* 6)", "Freeze* 6"),
        ("[see (Freeze 4)](https://example.org)", "Freeze 4"),
        ("`(Freeze 4)`", "Freeze 4"),
        ("    (Freeze 4) in a block of code", "Freeze 4"),
    ],
)
def test_what_would_cut_through_markup_is_dropped(text, words):
    assert rendered(text, around(text, words)) == rendered(text)


def test_an_insert_can_replace_words():
    text = "So [@freeze, 347] it was."
    insert = Insert(3, 17, "(<em>Freeze</em> 347)", replaces=True)
    assert rendered(text, insert) == "<p>So (<em>Freeze</em> 347) it was.</p>"


@pytest.mark.parametrize(
    "text", ["    [@freeze, 347]", "`[@freeze, 347]`", "[so [@freeze, 347]](https://a.b)"]
)
def test_what_cannot_be_replaced_stays_as_typed(text):
    start = text.index("[@")
    insert = Insert(start, start + 14, '<a href="#x">(Freeze 347)</a>', replaces=True)
    assert "[@freeze, 347]" in rendered(text, insert)


def test_a_note_is_numbered_with_the_authors_own():
    text = "One[^a]. Two (Freeze 3).\n\n[^a]: Mine."
    start = text.index(" (Freeze")
    page = rendered(text, Insert(start, start + 11, "", note="<em>Freeze</em>, 3.", replaces=True))
    assert re.findall(r"<p>(.*?) <a", page) == ["Mine.", "<em>Freeze</em>, 3."]
    assert "[2]" in page


def test_the_texts_own_rare_marks_stay():
    text = "⸨0⸩ ⸪ ⸫ (Freeze 3)"
    assert rendered(text, around(text, "Freeze 3")) == f"<p>⸨0⸩ ⸪ ⸫ ({linked('Freeze 3')})</p>"


def test_an_insert_cannot_bring_in_script():
    insert = Insert(0, 4, '<a class="cite" href="javascript:alert(1)" onclick="x"><script>y</script>', "</a>")
    assert rendered("Text", insert) == '<p><a class="cite">Text</a></p>'


def test_many_inserts_cost_what_the_text_costs():
    text = "Words before it (Freeze 3) and after. " * 2_000
    inserts = [Insert(m.start(), m.end(), *LINK) for m in re.finditer("Freeze 3", text)]
    begun = time.process_time()
    page = markup.render_post(text, inserts)
    assert page.count("cite") == 2_000
    assert time.process_time() - begun < 3

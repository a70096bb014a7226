"""Citations as rows, links, lists and renderings, made whenever an essay is saved."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command

from blog import actions
from blog.citing import setting
from blog.citing.actions import sources_changed
from blog.citing.reciting import recite
from blog.models import BibliographyEntry, Citation, Post, Rendering, SourceProposal
from sources import typesetting
from sources.models import StyleInUse
from sources.styling.styles import Style
from tests import makers
from tests.makers import FREEZE

TUCKER = {
    "type": "article-journal",
    "title": "The Rise of Stalin's Personality Cult",
    "author": [{"family": "Tucker", "given": "Robert C."}],
    "container-title": "The American Historical Review",
    "issued": {"date-parts": [[1979]]},
}
QUOTED = "He wrote “the first word is the last word here”"


def essay(body: str, **fields):
    """An essay with this text that lists Freeze and Tucker."""
    post = makers.make_post(body=body, **fields)
    for position, item in enumerate((FREEZE, TUCKER), 1):
        source = makers.make_source(post.course, key=("freeze", "tucker")[position - 1], csl=item)
        BibliographyEntry.objects.create(post=post, source=source, position=position, line=item["title"])
    recite(post)
    return post


def cited(post) -> list[tuple]:
    return [(c.text, c.source and c.source.key, c.locator) for c in post.citations.select_related("source")]


def plain(html: str) -> str:
    return re.sub("<.*?>", "", html).strip()


def set_in(post, style: str) -> Rendering:
    StyleInUse.objects.create(course=post.course, style=style)
    recite(post)
    return post.renderings.get(style=style)


pytestmark = pytest.mark.django_db


def test_typed_and_keyed_citations_are_the_same_rows():
    post = essay("One (Freeze 347). Two [@freeze, 348]. Three [see @tucker, pp. 3-5; -@freeze, 7].")
    assert [row[1:] for row in cited(post)] == [
        ("freeze", "347"), ("freeze", "348"), ("tucker", "3-5"), ("freeze", "7")
    ]  # fmt: skip
    assert [c.notation for c in post.citations.all()] == ["typed", "pandoc", "pandoc", "pandoc"]
    assert [c.first_page for c in post.citations.all()] == [347, 348, 3, 7]


def test_a_citation_links_to_its_entry_and_back():
    post = essay("One (Freeze 347). Two (Freeze 348).")
    source = post.bibliography.get(position=1).source_id
    assert f'id="cite-2" href="#source-{source}"' in post.body_html
    assert re.search(
        rf'<li id="source-{source}">.*href="#cite-1".*>a</a>.*href="#cite-2".*>b</a>', post.sources_html
    )


def test_the_words_stay_as_typed_and_keys_are_said():
    post = essay(
        "One (see *Freeze* 347, my emphasis). Two [see @freeze, 348; @tucker, ch. 3]. @tucker [12] says."
    )
    assert plain(post.body_html) == (
        "One (see Freeze 347, my emphasis). Two (see Freeze 348; Tucker ch. 3). Tucker (12) says."
    )


def test_a_key_alone_can_leave_the_author_to_the_sentence():
    post = essay("Tucker said so (1979), and -@tucker [12] again (see @freeze, 3).")
    page = set_in(post, "apa").body_html
    assert "and (1979, p. 12) again" in plain(page)


def test_a_remark_keeps_its_comma():
    post = essay("One [@freeze, 347, my emphasis]. Two [@freeze, 348 and passim].")
    assert plain(post.body_html) == "One (Freeze 347, my emphasis). Two (Freeze 348 and passim)."
    page = set_in(post, "modern-language-association").body_html
    assert plain(page) == "One (Freeze 347, my emphasis). Two (Freeze 348 and passim)."


def test_a_row_knows_its_sentence_and_paragraph():
    post = essay("First of all. It was so, said Dr. No (Freeze 347), and more. Then.\n\nIt was (Tucker 2).")
    first, second = post.citations.all()
    assert first.sentence == "It was so, said Dr. No (Freeze 347), and more."
    assert (first.paragraph, second.paragraph) == (1, 2)


def test_what_matches_nothing_is_a_row_without_a_source_and_no_link():
    post = essay(f"{QUOTED} (Freese 347).")
    assert post.citations.get().status == Citation.Status.MISSING
    assert 'class="cite"' not in post.body_html


def test_a_key_from_the_library_joins_the_list():
    post = makers.make_post(body="So [@tucker, 3].")
    makers.make_source(post.course, key="tucker", csl=TUCKER)
    recite(post)
    assert post.bibliography.get().line.startswith("Tucker, Robert C. The Rise of Stalin's Personality Cult.")
    assert "Tucker 3" in post.body_html


def test_a_key_of_another_course_is_no_source():
    makers.make_source(makers.make_course(), key="tucker", csl=TUCKER)
    post = makers.make_post(body="So [@tucker, 3].")
    assert not post.bibliography.exists()
    assert "[@tucker, 3]" in post.body_html


def test_an_accepted_proposal_stands_apart_until_it_is_cited():
    post, reader = makers.make_post(body="So it was."), makers.make_user("Tom <b>")
    source = makers.make_source(post.course, csl=TUCKER)
    SourceProposal.objects.create(
        post=post, source=source, line="Tucker, The Rise", proposed_by=reader,
        status="accepted", decided_at=post.created_at,
    )  # fmt: skip
    recite(post)
    assert "Suggested by Tom &lt;b&gt;" in post.sources_html
    post.body = "So it was (Tucker 3)."
    post.save()
    recite(post)
    assert post.bibliography.get().line == "Tucker, The Rise"
    assert "Suggested" not in post.sources_html


def test_saving_the_same_words_keeps_rows_and_renderings():
    post = essay("One (Freeze 347).")
    rendering = set_in(post, "apa")
    before = list(post.citations.values_list("pk", flat=True))
    recite(post)
    assert list(post.citations.values_list("pk", flat=True)) == before
    assert post.renderings.get() == rendering


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("apa", "(Freeze, 2009, p. 347; Tucker, 1979, p. 3) and (as Freeze 9 says). Tucker (1979) agrees."),
        ("modern-language-association", "(Freeze 347; Tucker 3) and (as Freeze 9 says). Tucker agrees."),
        # It sorts by year, and each work keeps its own link.
        (
            "harvard-cite-them-right",
            "(Tucker, 1979, p. 3; Freeze, 2009, p. 347) and (as Freeze 9 says). Tucker (1979) agrees.",
        ),
    ],
)  # fmt: skip
def test_a_style_replaces_brackets_that_hold_citations_alone(style, said):
    post = essay("(Freeze 347; Tucker 3) and (as Freeze 9 says). @tucker agrees.")
    assert plain(set_in(post, style).body_html) == said


def test_note_styles_make_footnotes_behind_the_stop():
    post = essay("So it was (Freeze 347). And [@tucker, 3], too.")
    page = set_in(post, "chicago-notes-bibliography").body_html
    assert plain(page).startswith("So it was.[1] And,[2] too.")
    assert "Gregory L. Freeze, ed." in plain(page)
    assert '<a id="cite-1"' in page
    assert re.search(r'<li id="fn-essay-2".*href="#source-\d+"', page, re.DOTALL)


def test_the_list_of_a_style_is_in_its_order_and_leads_back():
    post = essay("So (Tucker 3; Freeze 347).")
    listed = set_in(post, "modern-language-association").sources_html
    assert plain(listed).index("Freeze, Gregory L., editor.") < plain(listed).index("Tucker, Robert C.")
    assert "<em>Russia: A History</em>" in listed
    assert 'href="#cite-2"' in listed


def test_a_changed_text_empties_and_renews_its_renderings():
    post = essay("One (Freeze 347).")
    set_in(post, "apa")
    post.body = "Two (Tucker 3)."
    actions.save_post(post=post, tags=[], source_lines=[e.line for e in post.bibliography.all()])
    assert plain(post.renderings.get().body_html) == "Two (Tucker, 1979, p. 3)."


def test_a_source_put_right_is_put_right_in_essays():
    post = essay("One (Freeze 347).")
    set_in(post, "apa")
    source = post.bibliography.get(position=1).source
    source.csl = source.csl | {"issued": {"date-parts": [[2010]]}}
    source.save()
    assert sources_changed([source]) == 1
    assert "2010" in post.renderings.get().body_html


def test_a_list_carries_coins_for_zotero():
    post = essay("One (Freeze 347).")
    assert post.sources_html.count('class="Z3988"') == 2
    assert "rft.btitle=Russia%3A%20A%20History" in post.sources_html


def test_the_summary_is_stored():
    post = essay(f"{QUOTED} (Freeze).\n\nMore (Tucker 3).")
    assert post.ledger["citations"] == 2
    assert post.ledger["paragraphs"] == [1, 1]
    assert post.ledger["without_locator"] == 1


def test_hostile_titles_do_not_reach_the_page():
    post = makers.make_post(body="So (Freeze 3).")
    evil = FREEZE | {"title": "<script>alert(1)</script>", "URL": "javascript:alert(2)"}
    makers.make_entry(
        post, "<script>alert(3)</script> Freeze", source=makers.make_source(post.course, csl=evil)
    )
    page = set_in(post, "apa")
    for html in (post.body_html, post.sources_html, page.body_html, page.sources_html):
        assert "<script" not in html
        assert "javascript:" not in html


def test_the_command_draws_what_is_outdated():
    essay("So (Freeze 3).")
    stale = essay("So (Tucker 3).", course=makers.make_course())
    Post.objects.filter(pk=stale.pk).update(body_html="old")
    said = StringIO()
    call_command("recite_essays", stdout=said)
    assert said.getvalue() == "1 of 2 essays look different now.\n"
    assert "Tucker 3" in Post.objects.get(pk=stale.pk).body_html


def test_brackets_without_end_stay_linear():
    post = makers.make_post(body="(Freeze " * 10_000 + "“" * 10_000)
    assert post.body_html


def test_what_was_saved_meanwhile_is_what_is_drawn():
    post = essay("Old words (Freeze 3).")
    stale = Post.objects.get(pk=post.pk)
    post.body = "New words (Tucker 3)."
    post.save()
    recite(post)
    recite(stale)
    post.refresh_from_db()
    assert plain(post.body_html) == "New words (Tucker 3)."
    assert [row[1] for row in cited(post)] == ["tucker"]


def test_a_style_is_stored_only_of_the_words_that_stand(monkeypatch):
    post = essay("Old words (Freeze 3).")
    ask = typesetting.typeset

    def typeset_while_somebody_saves(*question):
        monkeypatch.setattr(typesetting, "typeset", ask)
        Post.objects.filter(pk=post.pk).update(body="New words (Tucker 3).")
        recite(post)
        return ask(*question)

    monkeypatch.setattr(typesetting, "typeset", typeset_while_somebody_saves)
    setting.set_post(post, Style.APA)
    assert plain(post.renderings.get().body_html) == "New words (Tucker, 1979, p. 3)."


def test_two_works_that_read_alike_stay_two_lines():
    post = makers.make_post(body="So [@a, 1], and [@b, 2].")
    for key, day in (("a", 1), ("b", 2)):
        item = {"type": "article-newspaper", "title": "Editorial", "container-title": "Pravda"}
        item["issued"] = {"date-parts": [[1937, 3, day]]}
        makers.make_source(post.course, key=key, csl=item)
    recite(post)
    lines = [entry.line for entry in post.bibliography.all()]
    assert len(set(lines)) == 2
    actions.save_post(post=post, tags=[], source_lines=[*lines, "Another"])
    assert [row[1] for row in cited(post)] == ["a", "b"]


def test_a_line_does_not_lead_to_what_only_others_drafts_list():
    private = makers.make_draft(body="Secret.")
    actions.save_post(post=private, tags=[], source_lines=["A Secret Dissertation"])
    mine = makers.make_draft(makers.make_member(private.course), private.course)
    actions.save_post(post=mine, tags=[], source_lines=["A Secret Dissertation"])
    assert mine.bibliography.get().source != private.bibliography.get().source


def test_a_mistyped_line_leaves_nothing_behind():
    post = makers.make_draft(body="So.")
    actions.save_post(post=post, tags=[], source_lines=["Rusia a histry"])
    actions.save_post(post=post, tags=[], source_lines=["Russia: A History"])
    assert [source.title for source in post.course.sources.all()] == ["Russia: A History"]


def test_a_draft_that_moves_takes_sources_of_its_new_course():
    post = makers.make_draft(body="So.")
    actions.save_post(post=post, tags=[], source_lines=["Russia: A History"])
    post.course = makers.make_course()
    makers.make_member(post.course, user=post.author)
    actions.save_post(post=post, tags=[], source_lines=["Russia: A History"])
    assert post.bibliography.get().source.course == post.course

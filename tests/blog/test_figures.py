"""Pictures in the text of an essay, as markup draws them. Without a database."""

import re

import pytest

from blog import markup
from blog.images import figures
from blog.images.figures import Figure
from blog.inserts import Insert

NAME = "0123456789abcdef" * 2
OTHER = "f" * 32
TOWER = Figure(f"/images/{NAME}.jpg", 1000, 500, "A tower", caption="Built & lost", credit="<Anon>")


def drawn(text, figure=TOWER, **others):
    return markup.render_post(text, pictures={NAME: figure} | others)


def test_picture_alone_is_a_figure_with_caption_and_credit():
    html = drawn(f"Before.\n\n![](image:{NAME})\n\nAfter.")
    assert re.sub("<source[^>]*>", "", html) == (
        f'<p>Before.</p>\n<figure class="plate"><a href="{TOWER.url}" rel="nofollow ugc noopener"><picture>'
        f'<img src="{TOWER.url}" alt="A tower" width="1000" height="500" loading="lazy"></picture></a>'
        "<figcaption>Built &amp; lost <small>&lt;Anon&gt;</small></figcaption></figure>\n<p>After.</p>\n"
    )


def test_browser_chooses_among_formats_and_widths():
    html = drawn(f"![](image:{NAME})")
    for format_ in ("avif", "webp"):
        copies = ", ".join(f"{TOWER.url}.{wide}.{format_} {wide}w" for wide in (480, 960, 1000))
        assert (
            f'<source type="image/{format_}" srcset="{copies}" sizes="(min-width: 66rem) 41rem, 100vw">'
            in html
        )


def test_picture_in_a_sentence_stands_in_the_line():
    html = drawn(f"The sign ![](image:{NAME}) means yes.")
    assert html.startswith("<p>The sign <picture>")
    assert "<figure" not in html


def test_pictures_one_below_the_other_are_figures():
    html = drawn(f"![](image:{NAME})\n![](image:{OTHER})", **{OTHER: Figure("/images/o.jpg", 100, 50, "O")})
    assert html.count("<figure") == 2
    assert "<p>" not in html


def test_only_what_opens_the_essay_is_asked_for_at_once():
    html = drawn(f"![](image:{NAME})\n\nWords.\n\n![](image:{NAME})")
    assert [bool(lazy) for lazy in re.findall(r'<img[^>]*?( loading="lazy")?>', html)] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "![the *tower*](image:" + OTHER + ")",
        "![the *tower*](https://elsewhere.example/spy.gif)",
        "![the *tower*](//elsewhere.example/spy.gif)",
        "![the *tower*](/images/a.jpg)",
        "![the *tower*](data:image/png;base64,AAAA)",
        "![the *tower*](image:short)",
        "![the *tower*][ref]\n\n[ref]: https://elsewhere.example/spy.gif",
    ],
)
def test_unknown_picture_is_shown_as_its_words(text):
    for html in (drawn(text), markup.render_post(text)):
        assert html == "<p>the <em>tower</em></p>\n"


def test_words_in_the_brackets_describe_what_has_no_description_yet():
    assert 'alt="A &quot;tower&quot;"' in drawn(f'![A "tower"](image:{NAME})', Figure("/i.jpg", 9, 9))
    assert 'alt="A tower"' in drawn(f"![Something else](image:{NAME})")


@pytest.mark.parametrize("figure", [Figure("/i.jpg", 9, 9), Figure("/i.jpg", 9, 9, is_decorative=True)])
def test_picture_that_says_nothing_is_no_link(figure):
    html = drawn(f"![](image:{NAME})", figure)
    assert 'alt=""' in html
    assert "<a" not in html


def test_decorative_picture_stays_silent_whatever_its_brackets_say():
    assert 'alt=""' in drawn(f"![Words](image:{NAME})", Figure("/i.jpg", 9, 9, is_decorative=True))


def test_citation_after_a_picture_is_still_found():
    text = f"![One (Freeze 347)](image:{NAME}) says (Freeze 347)."
    places = [match.start() for match in re.finditer(re.escape("(Freeze 347)"), text)]
    inserts = [Insert(place, place + 12, '<a class="cite" href="#s">', "</a>") for place in places]
    html = markup.render_post(text, inserts, {NAME: TOWER})
    assert html.count('class="cite"') == 1
    assert html.endswith(">(Freeze 347)</a>.</p>\n")


def test_picture_from_elsewhere_does_not_pass_the_sanitiser():
    html = drawn(f"![](image:{NAME})", Figure("https://elsewhere.example/spy.gif", 9, 9, "A"))
    assert "elsewhere" not in re.sub(r'<a href="[^"]*"', "", html)


@pytest.mark.parametrize("tag", ['<img src="/images/a.jpg">', '<figure class="plate">', "<picture>"])
def test_typed_html_stays_words(tag):
    assert "&lt;" in drawn(f"{tag} and ![](image:{NAME})")


def test_excerpt_has_no_caption():
    assert markup.excerpt(drawn(f"![](image:{NAME})\n\nThe text.")) == "The text."


def test_names_are_found_once_each_in_order():
    text = f"![](image:{OTHER}) ![a](image:{NAME}) ![](image:{OTHER}) image:{NAME}0 image:abc"
    assert figures.names_in(text) == [OTHER, NAME]


def test_words_are_the_first_that_stand_in_the_brackets():
    text = f"![](image:{NAME}) ![ The\n tower ](image:{NAME}) ![b](image:{NAME})"
    assert figures.words_in(text) == {NAME: "The tower"}


@pytest.mark.parametrize(
    "text", ["![" * 3_000, "![a](" * 3_000, "![" * 3_000 + "](a)" * 3_000, "![](image:" * 1_500]
)
def test_tangle_of_pictures_is_drawn_in_time(text):
    assert drawn(text)


def test_small_picture_is_shown_no_larger_than_it_is():
    html = drawn(f"![](image:{NAME})", Figure("/i.jpg", 64, 48, "A"))
    assert html.count('sizes="min(100vw, 64px)"') == 2

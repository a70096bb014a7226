"""The loader of our templates: what it takes out, and what it leaves."""

from __future__ import annotations

import pytest
from django.template import Context, Engine, Template
from django.urls import NoReverseMatch


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("a\n{% if True %}\nb\n{% endif %}\nc\n", "a\nb\nc\n"),
        ("a\n  {% for n in 'xy' %}\n{{ n }}\n  {% endfor %}\nb", "a\nx\ny\nb"),
        ("{# A note. #}\na\n", "a\n"),
        ("<b>{% if True %}a{% endif %}</b>\n<i>b</i>\n", "<b>a</b>\n<i>b</i>\n"),
        ("a\n\nb\n", "a\n\nb\n"),
    ],
)
def test_lines_that_hold_a_tag_alone_are_gone(tmp_path, source: str, drawn: str) -> None:
    (tmp_path / "page.html").write_text(source)
    engine = Engine(dirs=[str(tmp_path)], loaders=["config.templates.Loader"])
    assert engine.get_template("page.html").render(Context()) == drawn


def test_mails_keep_their_lines(tmp_path) -> None:
    (tmp_path / "mail.txt").write_text("a\n{% if True %}\nb\n{% endif %}\n")
    engine = Engine(dirs=[str(tmp_path)], loaders=["config.templates.Loader"])
    assert engine.get_template("mail.txt").render(Context()) == "a\n\nb\n\n"


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% url 'blog:home' %}", "/"),
        ("{% url 'blog:tag_detail' slug %}", "/tags/terror/"),
        ("{% url 'blog:tag_detail' slug=slug %}", "/tags/terror/"),
        ("{% url 'blog:month_detail' year 2 as there %}{{ there }}", "/archive/2020/2/"),
        ("{% url 'no:such_page' as there %}{{ there }}", ""),
    ],
)
def test_address_in_a_template_is_that_of_the_page(source: str, drawn: str) -> None:
    for _ in range(2):
        assert Template(source).render(Context({"slug": "terror", "year": 2020})) == drawn


def test_address_of_no_page_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        Template("{% url 'blog:tag_detail' slug %}").render(Context({"slug": "no slug"}))

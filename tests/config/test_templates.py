"""The loader of our templates: what it takes out, and what it leaves."""

from __future__ import annotations

import pytest
from django.template import Context, Engine


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

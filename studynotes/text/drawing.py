"""A note's text as HTML: what each of its boxes becomes. Pure functions; blog/markup.py sanitises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from blog.blocks import Block, Lines, Piece, Title, Words
from blog.images.figures import Figure, picture
from blog.inserts import Insert
from blog.markup import render_note

from ..marking.arithmetic import in_marks
from ..marking.scheme import Scheme
from .reading import Faq, NoteFigure, NoteText, Part, PracticeQuestion, Term, read


def draw(
    body: str,
    inserts: Sequence[Insert] = (),
    pictures: Mapping[str, Figure] | None = None,
    answers: Mapping[int, str] | None = None,
    *,
    has_lines: bool = False,
) -> SafeString:
    """The HTML of a note whose Markdown is `body`, safe. `inserts`, `pictures` and `has_lines` are those of
    `render_post`; `answers` has the address at which each practice question is answered, by its number.
    """
    blocks = list(blocks_of(read(body), pictures, answers))
    return render_note(body, blocks, inserts, pictures, has_lines=has_lines)


def blocks_of(
    note: NoteText, pictures: Mapping[str, Figure] | None = None, answers: Mapping[int, str] | None = None
) -> Iterator[Block]:
    """The boxes of a note as blog/blocks.py puts them into its text."""
    for part in note.parts:
        yield Block(part.box.start, part.box.end, list(_pieces(part, pictures or {}, answers or {})))


def _pieces(part: Part, pictures: Mapping[str, Figure], answers: Mapping[int, str]) -> Iterator[Piece]:
    if isinstance(part, Term):
        return _term(part)
    if isinstance(part, NoteFigure):
        return _figure(part, pictures.get(part.name))
    if isinstance(part, PracticeQuestion):
        return _question(part, answers.get(part.number, ""))
    assert isinstance(part, Faq)  # noqa: S101  (there are four kinds)
    return _faq(part)


def _term(term: Term) -> Iterator[Piece]:
    """The term is a link to itself: what a reader copies leads here."""
    name = f'<dfn><a href="#{term.anchor}">{escape(term.title)}</a></dfn>'
    yield f'<div class="term" id="{term.anchor}"><p class="label">Key term</p><dl><dt>{name}</dt><dd>\n'
    yield Lines(*term.lines)
    yield "</dd></dl></div>\n"


def _figure(figure: NoteFigure, of: Figure | None) -> Iterator[Piece]:
    yield f'<figure class="plate" id="{figure.anchor}">'
    if of:
        yield f'<a href="{escape(of.url)}">{picture(of, figure.title)}</a>'
    elif figure.title:
        yield f"<p>{escape(figure.title)}</p>"
    caption, credit = figure.caption or (of.caption if of else ""), figure.credit or (of.credit if of else "")
    if caption or credit or figure.source:
        yield "<figcaption>"
        yield Words(caption)
        yield f"{_origin(credit, figure.source)}</figcaption>"
    yield "</figure>\n"


def _origin(credit: str, source: str) -> str:
    said = escape(credit)
    if source:
        link = f'Source: <a href="{escape(source)}">{escape(urlsplit(source).netloc)}</a>'
        said = f"{said.rstrip('.')}. {link}" if said else link
    return f" <small>{said}</small>" if said else ""


def _faq(faq: Faq) -> Iterator[Piece]:
    yield f'<details class="faq" id="{faq.anchor}"><summary>{escape(faq.title)}</summary><div>\n'
    yield Lines(*faq.lines)
    yield "</div></details>\n"


def _question(question: PracticeQuestion, address: str) -> Iterator[Piece]:
    marks = f' <span class="marks">{in_marks(question.scheme.marks)}</span>' if question.scheme else ""
    yield f'<div class="question" id="{question.anchor}">\n'
    yield Title(f"{escape(question.title)}{marks}")
    yield Lines(*question.lines)
    if address:
        words = f"Answer question {question.number}"
        yield f'<p class="actions"><a class="btn btn-secondary" href="{escape(address)}">{words}</a></p>\n'
    yield f'<details class="scheme"><summary>Mark scheme for question {question.number}</summary>\n'
    if question.scheme:
        yield from _scheme(question.scheme)
    else:
        yield f"<p>{'<br>'.join(map(escape, question.scheme_lines))}</p>\n"
    yield "</details></div>\n"


def _scheme(scheme: Scheme) -> Iterator[str]:
    for group in scheme.groups:
        if group.title:
            most = f' <span class="marks">at most {in_marks(group.at_most)}</span>' if group.at_most else ""
            yield f'<p class="group">{escape(group.title)}{most}</p>\n'
        yield '<ul class="points">\n'
        for point in group.points:
            texts = " <em>or</em> ".join(map(escape, (point.text, *point.alternatives)))
            yield f'<li><span>{texts}</span> <span class="marks">{in_marks(point.marks)}</span></li>\n'
        yield "</ul>\n"
    for rule in scheme.rules:
        yield f'<p class="rule">{escape(rule.sentence)}</p>\n'

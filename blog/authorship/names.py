"""Which names an essay shows, and to whom: the one home of bylines and of pseudonyms.

An essay's pseudonym stands in the place of all its authors' names, for everyone but the authors themselves,
its course's staff and the site's. What the authors write below the essay is theirs under the same name.

The database is asked together with the essay (`PostQuerySet.with_names`) or the comment, so that a page has
no query more for it. Of a row that was read without, and in all that is stored once for every reader, the
pseudonym is shown: who forgets to ask tells nobody too much.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When

from accounts import faces
from accounts.addresses import address
from accounts.models import User, Viewer
from courses.access import written_by
from courses.models import Course

if TYPE_CHECKING:
    from ..models import Post

_COLUMNS = ("id", "display_name", "slug", "picture", "biography")
# For `only`: what a byline needs of an essay and of its first author.
SHOWN = ("pseudonym", *(f"author__{column}" for column in _COLUMNS[1:]))


class Author(NamedTuple):
    """One name of a byline. What stands for somebody (`pk` 0) has no page, no picture, no biography."""

    pk: int
    name: str
    slug: str = ""
    picture: str = ""
    biography: str = ""

    def get_absolute_url(self) -> str:
        return address("comments:author_detail", self.slug) if self.slug else ""

    def picture_url(self) -> str:
        return address("accounts:picture_show", self.picture.rpartition("/")[2]) if self.picture else ""

    def initials(self) -> str:
        return faces.initials(self.name)

    def tint(self) -> int:
        return faces.tint(self.name)


class Byline(NamedTuple):
    """The names of an essay as one viewer sees them; `pseudonym` is what others see in their place."""

    authors: Sequence[Author]
    pseudonym: str = ""

    @property
    def is_pseudonym(self) -> bool:
        return not self.pseudonym and not any(author.slug for author in self.authors)

    @property
    def names(self) -> list[str]:
        return [author.name for author in self.authors]

    def __str__(self) -> str:
        return joined(self.names)


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def under(name: str) -> Byline:
    """A pseudonym's byline."""
    return Byline([Author(0, name)])


def byline_of(post: Post) -> Byline:
    """As the viewer of `with_names` sees it; without that, as everyone does."""
    shown = _mask_of(post)
    return under(shown) if shown else byline_of_accounts(post)


def byline_of_accounts(post: Post) -> Byline:
    """The authors by their own names: for who may know them."""
    first = post.author
    authors = [Author(first.pk, first.display_name, first.slug, first.picture.name or "", first.biography)]
    return Byline([*authors, *(author for author, is_here in _further(post) if is_here)], post.pseudonym)


def public_byline_of(post: Post) -> Byline:
    """As everyone sees it: for files, references and feeds, which are the same for all readers."""
    return under(post.pseudonym) if post.pseudonym else byline_of(post)


def writers_of(post: Post) -> set[int]:
    """The keys of those who are its authors."""
    return {post.author_id, *(author.pk for author, is_here in _further(post) if is_here)}


def masked_in(post: Post) -> dict[int, str]:
    """By account the name that stands for it on the pages of `post`: of those who write it, or did."""
    return behind(post) if _mask_of(post) else {}


def behind(post: Post) -> dict[int, str]:
    """The same for who may know them too: what is written for every reader names them by it."""
    if not post.pseudonym:
        return {}
    return dict.fromkeys([post.author_id, *(author.pk for author, _ in _further(post))], post.pseudonym)


def writers_in(first: int, further: str | None) -> set[int]:
    """The same from the columns of a row."""
    return {first, *(author.pk for author, is_here in _read(further) if is_here)}


def hand_over(row: Any, post: Post) -> None:
    """Give `post`, which came with another row, what `columns`, or one of them, found beside that row."""
    post.__dict__.update({name: row.__dict__[name] for name in ("mask", "further") if name in row.__dict__})


def byline_in(first: Sequence[Any], further: str | None, mask: str, pseudonym: str) -> Byline:
    """From the columns of a row: those of the first author, and what `further` and `mask` found."""
    if mask:
        return under(mask)
    others = [author for author, is_here in _read(further) if is_here]
    return Byline([Author(0, *first), *others], pseudonym)


def _mask_of(post: Post) -> str:
    if "mask" in post.__dict__:
        return str(post.__dict__["mask"])
    return post.pseudonym  # which `only` may have left out: it is not asked for without need


def _further(post: Post) -> list[tuple[Author, bool]]:
    if "further" not in post.__dict__:
        found = further(post.pk).values_list(*_COLUMNS, "is_here") if post.pk else []
        return [(Author(*columns), is_here) for *columns, is_here in found]
    return _read(post.__dict__["further"])


def _read(text: str | None) -> list[tuple[Author, bool]]:
    rows = json.loads(text or "[]")
    return [(Author(*columns), bool(is_here)) for *columns, is_here in rows]


class Rows(Subquery):
    """What `further` finds as one text, a list of lists in JSON."""

    output_field = TextField()
    template = "(SELECT %(rows)s FROM (%(subquery)s) AS found)"
    _values = ", ".join(f"found.{name}" for name in (*_COLUMNS, "is_here"))

    def __init__(self, queryset: QuerySet) -> None:
        super().__init__(queryset, rows=f"json_group_array(json_array({self._values}))")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Sequence[Any]]:
        rows = f"json_agg(json_build_array({self._values}))::text"
        return self.as_sql(compiler, connection, rows=rows, **context)


def further(post: Any) -> QuerySet[User]:
    """The authors beside the first, in the order in which they were asked, with those who left."""
    return (
        User.objects.filter(authorships__post=post, authorships__accepted_at__isnull=False)
        .annotate(is_here=Q(authorships__left_at__isnull=True))
        .order_by("authorships__asked_at", "authorships__pk")
    )


def further_column(path: str = "") -> Rows:
    """`further` of the essay that `path` leads to, as a column."""
    return Rows(further(OuterRef(f"{path}pk")).values(*_COLUMNS, "is_here"))


def known_to(user: Viewer, path: str = "") -> Q:
    """A condition on essays: `user` may know who wrote them, whatever name stands on them.

    `path` leads to the essay from another row: "post__". One condition, no query of its own.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    return written_by(user, path) | Q(**{f"{path}course__in": Course.objects.taught_by(user)})


def openly(user: Viewer, path: str = "") -> Q:
    """A condition on essays: `user` sees their authors' names on them."""
    return Q(**{f"{path}pseudonym": ""}) | known_to(user, path)


def mask(user: Viewer, path: str = "") -> Case:
    """A column: the name that stands for the essay's authors to `user`; empty where that is their own."""
    return Case(When(openly(user, path), then=Value("")), default=F(f"{path}pseudonym"))


def by_author(path: str = "") -> Q:
    """A condition on comments: by an author of the essay that they are on, or by one who left it.

    `path` leads to the comment from another row: "comment__".
    """
    theirs = User.objects.filter(
        pk=OuterRef(f"{path}author"),
        authorships__post=OuterRef(f"{path}post"),
        authorships__accepted_at__isnull=False,
    )
    return Q(**{f"{path}author": F(f"{path}post__author")}) | Q(Exists(theirs))


def columns(user: Viewer, path: str = "") -> dict[str, Any]:
    """What `byline` needs to know of an essay beside its own row and that of its first author."""
    return {"mask": mask(user, path), "further": further_column(path)}


def openly_said(user: Viewer, path: str = "") -> Q:
    """A condition on comments: `user` sees their writer's name on them. `path` as above."""
    return openly(user, f"{path}post__") | ~by_author(path)


def said_mask(user: Viewer, path: str = "") -> Case:
    """A column of comments: the name that stands for the writer to `user`; empty where that is their own."""
    return Case(When(openly_said(user, path), then=Value("")), default=F(f"{path}post__pseudonym"))

"""What an essay answers about its authors' names."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from . import names

if TYPE_CHECKING:
    from accounts.models import Viewer

    from ..models import Post


class Signed:
    """A part of the essay's model. Who wrote it and which names it shows is for `names` to say."""

    author_id: int

    @property
    def byline(self) -> names.Byline:
        """Its authors' names as who asked for the essay sees them (`with_names`), else as everyone does."""
        return names.byline_of(cast("Post", self))

    @property
    def public_byline(self) -> names.Byline:
        return names.public_byline_of(cast("Post", self))

    @property
    def byline_of_accounts(self) -> names.Byline:
        """Its authors by their own names: for themselves and the course's staff."""
        return names.byline_of_accounts(cast("Post", self))

    @property
    def writers(self) -> set[int]:
        """The keys of its authors."""
        return names.writers_of(cast("Post", self))

    @property
    def masked(self) -> dict[int, str]:
        """By account the name that stands for it here, to who asked for the essay."""
        return names.masked_in(cast("Post", self))

    @property
    def behind(self) -> dict[int, str]:
        return names.behind(cast("Post", self))

    def is_written_by(self, user: Viewer) -> bool:
        """`user` is one of its authors. No query for the first of them, nor with `with_names`."""
        return user.pk is not None and (user.pk == self.author_id or user.pk in self.writers)

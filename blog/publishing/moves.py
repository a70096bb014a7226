"""Which step an essay can take from where it stands, and who may let it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from ..models import Post

_S = Post.Status


class Move(models.TextChoices):
    """The values are what the buttons send."""

    PUBLISH = "publish", "Publish now"
    SUBMIT = "submit", "Hand in"
    TAKE_BACK = "take-back", "Take back"
    RETURN = "return", "Return with a note"
    SCHEDULE = "schedule", "Publish at a date"
    UNSCHEDULE = "unschedule", "Do not publish by itself"
    WITHDRAW = "withdraw", "Withdraw"


@dataclass(frozen=True)
class Rights:
    """What somebody is to an essay: one of its authors; of the staff of its course. And the course's rule."""

    writes: bool = False
    manages: bool = False
    staff_lets_through: bool = False

    @property
    def publishes(self) -> bool:
        """As a writer, without being let through: who teaches the course lets themselves through."""
        return self.writes and (self.manages or not self.staff_lets_through)


def moves(post: Post, rights: Rights) -> set[Move]:
    """The steps that the essay can take now, with these rights."""
    return _of_writers(post, rights) | _of_staff(post, rights)


@dataclass(frozen=True)
class Onward:
    """What the main button of the editor says, if there is one, and whether there is one to set a date."""

    label: str = ""
    schedules: bool = False


def onward(post: Post, rights: Rights) -> Onward:
    """Where one of its writers takes the essay from where it stands."""
    possible = moves(post, rights)
    if Move.SUBMIT in possible:
        return Onward("Hand in")
    if Move.PUBLISH not in possible:
        return Onward()
    again = post.status == _S.WITHDRAWN
    return Onward("Publish again" if again else "Publish", Move.SCHEDULE in possible)


def is_known(post: Post, move: Move) -> bool:
    """Somebody could let the essay take this step now, if not the person who asks."""
    anybody = [
        Rights(writes, not writes, lets_through) for writes in (False, True) for lets_through in (False, True)
    ]
    return any(move in moves(post, rights) for rights in anybody)


def _of_writers(post: Post, rights: Rights) -> set[Move]:
    if not rights.writes:
        return set()
    onward = {Move.PUBLISH, Move.SCHEDULE} if rights.publishes else set()
    return {
        _S.DRAFT: onward or {Move.SUBMIT},
        _S.RETURNED: onward or {Move.SUBMIT},
        _S.SUBMITTED: onward | {Move.TAKE_BACK},
        _S.SCHEDULED: onward | {Move.TAKE_BACK},
        _S.PUBLISHED: {Move.WITHDRAW},
        # It was before its readers once: what was let through is not asked about again.
        _S.WITHDRAWN: set() if post.is_held_back() else {Move.PUBLISH},
    }[_S(post.status)]


def _of_staff(post: Post, rights: Rights) -> set[Move]:
    if not rights.manages:
        return set()
    through = {Move.PUBLISH, Move.SCHEDULE}
    back = set() if rights.writes else {Move.RETURN}
    return {
        _S.DRAFT: set(),
        _S.RETURNED: set(),
        _S.SUBMITTED: through | back,
        # Where students publish themselves, the hour that one of them set is theirs.
        _S.SCHEDULED: back | (through | {Move.UNSCHEDULE} if rights.staff_lets_through else set()),
        _S.PUBLISHED: {Move.WITHDRAW},
        _S.WITHDRAWN: {Move.PUBLISH} if post.is_held_back() else set(),
    }[_S(post.status)]

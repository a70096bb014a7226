"""Whatever is done to a thread, in whatever order: counts, tree and visibility stay right.

A stateful test (https://hypothesis.readthedocs.io/en/latest/stateful.html): real actions on a real database,
beside the model in thread_model.py. After every step the stored thread is what the model says; at the end
check_consistency finds nothing, and every reader's page shows exactly what the model says. Then the command
approve_comments lets everything be read that waits, and all of that is compared once more.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from blog.actions import save_post
from blog.models import Post
from comments import consistency, cookies
from comments.actions import Guest, post_comment
from comments.anchoring.essay_text import essay_text
from comments.anchoring.fields import Chosen
from comments.anchoring.selectors import Place, select
from comments.models import Comment, CommentEdit, Passage
from comments.moderation.deciding import moderate, undo
from comments.moderation.edits import apply_edit, refuse_edit
from comments.moderation.refusals import CommentsClosed, DuplicateComment, ParentGone, WriterSilenced
from comments.moderation.reporting import REPORTS_THAT_HOLD, ReportedBefore, report_comment
from comments.moderation.standings import lift_standing, set_standing
from comments.upkeep import redraw
from comments.writing.deleting import DeleteRefused, delete_comment
from comments.writing.editing import EditRefused, edit_comment
from comments.writing.questions import mark_question
from comments.writing.thanking import toggle_thanks
from courses.models import Standing
from tests import makers

from .thread_model import Said, Step, ThreadModel, read_page, words_in

pytestmark = pytest.mark.django_db

MEMBERS = ["author", "tom", "siria", "max"]
WRITERS = [*MEMBERS, "teacher", "gail"]
READERS = ["", "author", "tom", "teacher", "gail"]
GUEST = Guest("Gail", "gail@example.org")
DECIDED = ["published", "held", "spam", "removed"]
# The essay, of which revisions keep some paragraphs: so unlike that none is taken for another.
PARAGRAPHS = {
    "a": "Portraits hung in every reading room long before anybody was told to hang them.",
    "b": "Collectivization emptied seventeen villages along our river within two winters!",
    "c": "What, then, did the schoolbooks of 1938 leave out, and who noticed that?",
}
LINKS = " [one](https://a.example/) [two](https://b.example/)"

# Forty seconds of a suite that everybody waits for; a longer run is a matter of these two numbers.
PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
LIMITS = hypothesis_settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
which = st.integers(0, 11)
several = st.sets(which, min_size=1, max_size=4)


class Thread(RuleBasedStateMachine):
    cast: dict[str, User]
    clients: dict[str, Client]
    post: Post

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.model, self.count = ThreadModel(), 0
        self.batches: dict[uuid.UUID, list[Step]] = {}

    def teardown(self) -> None:
        try:
            self.check()
            self.approve_all()
            self.stored_thread_is_the_models()
            self.check()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def check(self) -> None:
        assert [finding.says for finding in consistency.check()] == []
        for reader in READERS:
            self.look(reader)

    def approve_all(self) -> None:
        """As an operator does, by the command."""
        essay = f"{self.post.course.slug}/{self.post.slug}"
        by, batch = self.cast["teacher"].email, uuid.uuid4()
        call_command("approve_comments", essay=essay, by=by, stdout=io.StringIO())
        for said in self.model.said.values():
            if said.status == "held":
                self.model.decide(said.pk, "published", batch)

    # What is done

    @rule(
        writer=st.sampled_from(WRITERS),
        answers=st.none() | which,
        links=st.booleans(),
        quotes=st.sampled_from(["", *PARAGRAPHS]),
    )
    def post_one(self, writer: str, answers: int | None, links: bool, quotes: str) -> None:
        self.count += 1
        parent = self.pick(answers) if answers is not None and self.model.said else None
        self.send(writer, parent, f"words-{self.count}-0" + LINKS * links, uuid.uuid4(), quotes)

    @precondition(lambda self: self.model.said)
    @rule(which=which, same_form=st.booleans(), writer=st.sampled_from(WRITERS))
    def post_the_same_again(self, which: int, same_form: bool, writer: str) -> None:
        first = self.pick(which)
        form = Comment.objects.get(pk=first.pk).submission if same_form else uuid.uuid4()
        parent = self.model.said[first.parent] if first.parent else None
        self.send(writer, parent, first.body, form)

    def send(self, writer: str, parent: Said | None, body: str, form: uuid.UUID, quotes: str = "") -> None:
        twins = self.model.twins(writer, parent.pk if parent else None, body)
        resent = Comment.objects.filter(submission=form, pk__in=[twin.pk for twin in twins]).exists()
        gone = parent and not self.model.is_shown(parent.pk)
        may = resent or not (self.model.is_closed or self.model.is_silenced(writer) or twins or gone)
        if resent and len(twins) > 1:
            return  # either of them is an answer
        values: dict[str, Any] = {"guest": GUEST} if writer == "gail" else {"author": self.cast[writer]}
        essay = self.essay()
        if quotes and quotes in self.model.essay:
            values["passage"] = quoted(essay, PARAGRAPHS[quotes])
        with allowed(may, CommentsClosed, DuplicateComment, ParentGone, WriterSilenced):
            comment = post_comment(
                post=essay,
                parent=self.row(parent) if parent else None,
                body=body,
                submission=form,
                **values,
            )
            known = self.model.said.get(comment.pk)
            if known:
                assert (known.writer, known.body) == (writer, body)
                return
            self.model.add(Said(comment.pk, parent.pk if parent else None, writer, body, comment.status))
            self.model.said[comment.pk].quotes = quotes if quotes in self.model.essay else ""
            assert comment.status == "held" or (
                writer != "gail" and self.model.levels.get(writer) != "limited"
            )
            assert comment.status == "published" or self.model.levels.get(writer) != "trusted"

    @rule(
        who=st.sampled_from(MEMBERS),
        level=st.sampled_from(["", Standing.Level.TRUSTED, Standing.Level.LIMITED, Standing.Level.SILENCED]),
    )
    def decide_about_a_person(self, who: str, level: str) -> None:
        about: dict[str, Any] = {
            "course": self.post.course,
            "user": self.cast[who],
            "by": self.cast["teacher"],
        }
        if level:
            set_standing(level=level, reason="Why", **about)
        else:
            lift_standing(**about)
        self.model.levels[who] = level

    @precondition(lambda self: self.model.said)
    @rule(which=several, to=st.sampled_from(DECIDED))
    def decide(self, which: set[int], to: str) -> None:
        chosen, batch = {self.pick(n).pk for n in which}, uuid.uuid4()
        comments = Comment.objects.filter(pk__in=chosen)
        moderate(comments=comments, to=to, by=self.cast["teacher"], batch=batch)
        self.batches[batch] = [step for pk in sorted(chosen) if (step := self.model.decide(pk, to, batch))]

    @precondition(lambda self: self.batches)
    @rule(which=which)
    def take_back(self, which: int) -> None:
        batch = list(self.batches)[which % len(self.batches)]
        undo(batch=batch, by=self.cast["teacher"])
        for step in self.batches[batch]:
            self.model.take_back(step, batch)
        for edit in CommentEdit.objects.filter(comment__moderation_log__batch=batch).distinct():
            # Whether its writer has changed it since is the action's to know; the words are one of the two.
            said = self.model.said[edit.comment_id]
            row = Comment.objects.get(pk=said.pk)
            assert row.body in (said.body, edit.before, edit.after)
            held = row.edits.filter(state=CommentEdit.State.HELD).first()
            said.body, said.waiting = row.body, held.after if held else ""
            assert not (held and said.status == "deleted")

    @precondition(lambda self: self.model.said)
    @rule(which=which, by=st.sampled_from([*MEMBERS, "teacher"]))
    def report(self, which: int, by: str) -> None:
        said = self.pick(which)
        if not self.model.is_shown(said.pk):
            return  # the page would not let them
        with allowed(by != said.writer and by not in said.reports, PermissionDenied, ReportedBefore):
            report_comment(comment=self.row(said), by=self.cast[by], reason="rude")
            said.reports[by] = None
            if self.model.heard_reports(said) >= REPORTS_THAT_HOLD and said.writer != "teacher":
                said.status = "held"

    @precondition(lambda self: self.model.said)
    @rule(which=which, somebody=st.none() | st.sampled_from(WRITERS), links=st.booleans())
    def edit(self, which: int, somebody: str | None, links: bool) -> None:
        said, self.count = self.pick(which), self.count + 1
        by, body = somebody or said.writer, f"words-{self.count}-1" + LINKS * links
        may = by == said.writer and self.model.may_change(said) and not self.model.shown_below(said.pk)
        with allowed(may and not self.model.is_silenced(by), PermissionDenied, EditRefused):
            edit = edit_comment(comment=self.row(said), body=body, by=self.cast.get(by))
            assert edit
            if edit.state == CommentEdit.State.HELD:
                assert links or self.model.levels.get(by) == "limited"
                assert said.status == "published"
                said.waiting = body
            else:
                said.body, said.waiting = body, ""
                assert (self.row(said).edited_at is not None) >= said.was_shown

    @precondition(lambda self: self.model.waiting())
    @rule(which=which, apply=st.booleans())
    def decide_on_edit(self, which: int, apply: bool) -> None:
        waiting = self.model.waiting()
        said = waiting[which % len(waiting)]
        edit = CommentEdit.objects.get(comment=said.pk, state="held")
        (apply_edit if apply else refuse_edit)(edit=edit, by=self.cast["teacher"])
        said.body, said.waiting = said.waiting if apply else said.body, ""

    @precondition(lambda self: self.model.said)
    @rule(which=which, somebody=st.none() | st.sampled_from(WRITERS))
    def delete(self, which: int, somebody: str | None) -> None:
        said = self.pick(which)
        by = somebody or said.writer
        is_looked_at = said.status == "held" and self.model.below(said.pk)
        may = by == said.writer and self.model.may_change(said) and not is_looked_at
        with allowed(may, PermissionDenied, DeleteRefused):
            delete_comment(comment=self.row(said), by=self.cast.get(by))
            said.status, said.waiting = "deleted", ""

    @precondition(lambda self: self.model.said)
    @rule(which=which, by=st.sampled_from([*MEMBERS, "teacher"]))
    def thank(self, which: int, by: str) -> None:
        said = self.pick(which)
        with allowed(self.model.is_shown(said.pk) and said.writer != by, PermissionDenied):
            toggle_thanks(comment=self.row(said), by=self.cast[by])
            said.thanked_by ^= {by}

    @precondition(lambda self: self.model.said)
    @rule(which=which, to=st.sampled_from(["", "open", "answered"]))
    def ask(self, which: int, to: str) -> None:
        said = self.pick(which)
        with allowed(said.writer not in ("author", "gail"), PermissionDenied):
            mark_question(comment=self.row(said), to=to, by=self.cast["teacher"])

    @rule(closed=st.booleans())
    def close(self, closed: bool) -> None:
        at = timezone.now() - timedelta(minutes=1) if closed else None
        Post.objects.filter(pk=self.post.pk).update(comments_close_at=at)
        self.model.is_closed = closed

    @rule(kept=st.sampled_from(["abc", "bc", "cab", "a", "ca"]))
    def revise(self, kept: str) -> None:
        essay = self.essay()
        essay.body = body_of(kept)
        save_post(post=essay, tags=[], source_lines=[])
        self.model.essay = kept

    # What is compared

    @invariant()
    def stored_thread_is_the_models(self) -> None:
        essay, order = self.essay(), list(self.model.in_order())
        for pk in self.model.shown():
            self.model.said[pk].was_shown = True
        rows = essay.comments.order_by("path").values_list("pk", "depth", "is_shown", "body")
        assert list(rows) == [(one.pk, depth, self.model.is_shown(one.pk), one.body) for one, depth in order]
        assert essay.comment_count == len(self.model.shown())
        for pk, count in essay.comments.filter(depth=0).values_list("pk", "branch_count"):
            assert count == len(self.model.shown_below(pk))

    @invariant()
    def passages_are_where_the_essay_has_them(self) -> None:
        for pk, start in Passage.objects.filter(comment__post=self.post).values_list("pk", "start"):
            assert (start is not None) == (self.model.said[pk].quotes in self.model.essay)

    def look(self, reader: str) -> None:
        if reader == "gail":
            self.give_cookie([pk for pk, said in self.model.said.items() if said.writer == "gail"])
        page = self.clients[reader].get(self.post.get_absolute_url()).content.decode()
        expected = self.model.seen_by(reader)
        assert read_page(page) == expected, f"to {reader or 'a stranger'}"
        assert words_in(page) == {one.words for one in expected if one.words}
        if shown := len(self.model.shown()):
            assert reader or f">{shown} repl" in page

    # Helpers

    def pick(self, n: int) -> Said:
        return list(self.model.said.values())[n % len(self.model.said)]

    def essay(self) -> Post:
        return Post.objects.select_related("course").get(pk=self.post.pk)

    def row(self, said: Said) -> Comment:
        return Comment.objects.select_related("post", "author").get(pk=said.pk)

    def give_cookie(self, own: list[int]) -> None:
        jar = self.clients["gail"].cookies
        jar.clear()
        for pk in own:
            request, response = HttpRequest(), HttpResponse()
            request.COOKIES = {name: one.value for name, one in jar.items()}
            cookies.add_held(request, response, pk)
            jar.update(response.cookies)


def body_of(kept: str) -> str:
    return "\n\n".join(PARAGRAPHS[one] for one in kept)


def quoted(essay: Post, words: str) -> Chosen:
    text = essay_text(essay.body_html)
    start = text.index(words)
    place = Place(start, start + len(words))
    return Chosen(select(text, place), place, essay.version)


@contextmanager
def allowed(may: bool, *refusals: type[Exception]) -> Iterator[None]:
    """What is done inside is refused where it may not be done, and nowhere else."""
    try:
        yield
    except refusals:
        assert not may
        return
    assert may


def test_whatever_is_done_the_thread_stays_right(
    post: Post, author: User, instructor: User, settings: Any
) -> None:
    settings.RATE_LIMITS = False
    Thread.cast = {"author": author, "teacher": instructor}
    for name in ("tom", "siria", "max"):
        Thread.cast[name] = makers.make_member(post.course, user=makers.make_user(name.title()))
        first = makers.make_post(author, post.course, title=f"Where {name} has written before")
        makers.make_comment(first, Thread.cast[name])
    redraw(Comment.objects.all())
    post.body = body_of("abc")
    save_post(post=post, tags=[], source_lines=[])
    Thread.post, Thread.clients = post, {name: Client() for name in READERS}
    for name in set(READERS) & set(Thread.cast):
        Thread.clients[name].force_login(Thread.cast[name])
    run_state_machine_as_test(Thread, settings=LIMITS)

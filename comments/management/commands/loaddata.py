"""Django's loaddata for files that hold only what people typed: it computes what `save()` would.

A row is loaded raw, without its `save()`. One that is there already keeps what became of it since: its
password, its counts, its versions. Pictures that lie beside the fixtures are copied to the uploads.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db.models import F, Model, Q

from accounts import loading
from accounts.models import User
from blog.citing.reciting import recite_posts
from blog.models import BibliographyEntry, FindingAnswer, Image, Post, Revision, SourceProposal
from blog.publishing.steps import FIRST_HOUR
from blog.revising.loading import complete
from blog.revising.recording import record
from blog.tasks import make_copies
from comments import paths, showing, upkeep
from comments.anchoring.placing import place_passages
from comments.consistency.counts import notices_counted, thanks_counted
from comments.models import Comment, Passage
from sources.models import Source, SourceMerge


class Command(loaddata.Command):
    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        """Runs inside the transaction that `handle()` opens."""
        self.threads: set[int] = set()
        self.changed_threads: set[int] = set()
        self.new_images: list[int] = []
        self.essays: set[int] = set()
        self.listed: set[tuple[int, int]] = set()
        self.loaded: dict[type[Model], set[int]] = {}
        super().loaddata(fixture_labels)
        recite_posts(sorted(self.essays))
        for essay in Post.objects.filter(pk__in=self.essays).select_related("author").order_by("pk"):
            begin_record(essay)
        loading.finish(self.loaded)
        if self.threads:
            upkeep.rebuild_paths()
            for post in sorted(self.threads):
                showing.settle(post)
            for essay in Post.objects.filter(pk__in=self.threads).order_by("pk"):
                place_passages(essay)
            for count in (thanks_counted, notices_counted):
                list(count(repair=True))
            upkeep.redraw(Comment.objects.filter(post__in=self.threads))
            Post.objects.filter(pk__in=self.changed_threads).update(thread_version=F("thread_version") + 1)
        for image in self.new_images:
            make_copies.enqueue(image)

    def save_obj(self, obj: DeserializedObject) -> bool:
        row: Any = obj.object
        if is_merged(row) or (isinstance(row, BibliographyEntry) and not self.makes_room(row)):
            return False
        there = type(row)._base_manager.using(self.using).filter(pk=row.pk).first() if row.pk else None
        if isinstance(row, Revision) and there:
            return False  # what was saved stays as it was
        if isinstance(row, User):
            bring_file(row.picture.name)
            if there and not row.has_usable_password():
                row.password, row.last_login = there.password, there.last_login
        elif isinstance(row, Source):
            row.refresh_copies()
        elif isinstance(row, Image):
            bring_file(row.file.name)
            row.widths = there.widths if there else row.widths
        elif isinstance(row, Post):
            complete_post(row, there)
        elif isinstance(row, Comment):
            self.complete_comment(row, there)
        elif isinstance(row, Passage):
            self.complete_passage(row, there)
        loading.complete(row, there)
        saved = super().save_obj(obj)
        self.loaded.setdefault(type(row), set()).add(row.pk)
        loading.follow(row)
        if isinstance(row, Post):
            self.essays.add(row.pk)
        elif isinstance(row, BibliographyEntry | FindingAnswer | Revision | SourceProposal):
            self.essays.add(row.post_id)
        if isinstance(row, Image) and not row.widths and default_storage.exists(str(row.file.name)):
            self.new_images.append(row.pk)
        return saved

    def makes_room(self, entry: BibliographyEntry) -> bool:
        """Take the work from where a list has it by now. False where this run listed it: two became one."""
        listed = (entry.post_id, entry.source_id)
        if listed in self.listed:
            return False
        self.listed.add(listed)
        elsewhere = BibliographyEntry.objects.filter(post=entry.post_id, source=entry.source_id)
        elsewhere.exclude(pk=entry.pk).delete()
        return True

    def complete_comment(self, comment: Comment, there: Comment | None) -> None:
        comment.depth = paths.depth_under(comment.parent.depth) if comment.parent else 0
        self.threads.add(comment.post_id)
        if there:
            for name in COMPUTED:
                setattr(comment, name, getattr(there, name))
            comment.is_shown &= comment.status == Comment.Status.PUBLISHED
            if differs(comment, there):
                self.changed_threads.add(comment.post_id)

    def complete_passage(self, passage: Passage, there: Passage | None) -> None:
        """It is placed when its essay is. One that is lost from the start names the day in the file."""
        self.threads.add(passage.comment.post_id)
        if there:
            for name in PLACED:
                setattr(passage, name, getattr(there, name))
        passage.placed_at = passage.placed_at or passage.comment.created_at


# What follows from the rest, and is no change of it.
COMPUTED = ("path", "html", "depth", "is_shown", "shown_in", "branch_count", "thanks_count")
PLACED = ("found", "start", "end", "post_version", "placed_at")


def is_merged(row: Any) -> bool:
    """A work that was merged into another, which what names it names now; or that other, as it became."""
    if not isinstance(row, Source):
        return False
    return SourceMerge.objects.filter(Q(course=row.course_id, key=row.key) | Q(kept=row.pk)).exists()


def complete_post(post: Post, there: Post | None) -> None:
    if post.published_at and not post.submitted_at:
        post.submitted_at = post.published_at
    if post.submitted_at:
        post.counts_from = post.submitted_at + FIRST_HOUR
    if there:
        post.body_html, post.sources_html = there.body_html, there.sources_html
        post.marked_html = there.marked_html
        post.excerpt, post.ledger = there.excerpt, there.ledger
        post.comment_count, post.thread_version = there.comment_count, there.thread_version
        post.revision_number, post.revised_at = there.revision_number, there.revised_at
        post.version = there.version
        post.version += differs(post, there)


def begin_record(post: Post) -> None:
    """Its first revision, of the day it was published or last saved. Its steps are its file's to tell."""
    complete(post)
    first = record(post, by=post.author)
    if first and first.number == 1:
        first.made_at = post.published_at or post.updated_at
        first.save(update_fields=["made_at"])


def differs(row: Any, there: Any) -> bool:
    fields = row._meta.concrete_fields
    return any(getattr(row, field.attname) != getattr(there, field.attname) for field in fields)


def bring_file(name: str | None) -> None:
    source = Path(settings.FIXTURE_DIRS[0], "media", name or "")
    if name and source.is_file() and not default_storage.exists(name):
        with source.open("rb") as file:
            default_storage.save(name, File(file))

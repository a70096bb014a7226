"""Django's loaddata for files that hold only what people typed: what is computed from it, this computes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db import models

from accounts.models import User
from blog.images import make_copies
from blog.models import Image, Post
from comments import paths
from comments.models import Comment, CommentQuerySet
from sources.models import Source


class Command(loaddata.Command):
    def loaddata(self, fixture_labels: list[str]) -> None:
        """Runs inside the transaction that `handle()` opens."""
        self.posts: set[int] = set()
        self.images: list[Image] = []
        super().loaddata(fixture_labels)
        if self.posts:
            threads = Comment.objects.using(self.using).filter(post__in=self.posts)
            self.file(threads)
        for image in self.images:
            make_copies(image)

    def save_obj(self, obj: DeserializedObject) -> bool:
        self.complete(obj.object)
        saved = super().save_obj(obj)
        if isinstance(obj.object, Comment):
            self.posts.add(obj.object.post_id)
        if isinstance(obj.object, Image) and not obj.object.widths and bring_file(obj.object.file.name):
            self.images.append(obj.object)
        if isinstance(obj.object, User) and obj.object.picture:
            bring_file(obj.object.picture.name)
        return saved

    def complete(self, row: Any) -> None:
        """Set what `save()` would compute: a row is loaded raw, without it.

        A row that is there already keeps what the installation made of it since.
        """
        there = self.row_in_database(row)
        if isinstance(row, User) and there and not row.has_usable_password():
            row.password, row.last_login = there.password, there.last_login
        if isinstance(row, Source):
            row.refresh_copies()
        if isinstance(row, Image) and there:
            row.widths = there.widths
        if isinstance(row, Comment):
            row.depth = row.parent.depth + 1 if row.parent else 0
        if isinstance(row, Post):
            row.render()
            if there:
                row.comment_count, row.thread_version = there.comment_count, there.thread_version
                row.version = there.version + any(
                    getattr(row, field.attname) != getattr(there, field.attname)
                    for field in row._meta.concrete_fields
                    if field.name != "version"
                )

    def file(self, threads: CommentQuerySet) -> None:
        """Set the paths of comments, and the counts of their posts."""
        rows = {comment.pk: comment for comment in threads}
        found = paths.rebuild({pk: comment.parent_id for pk, comment in rows.items()})
        for pk, comment in rows.items():
            comment.path, comment.depth = found[pk], paths.depth_of(found[pk])
        Comment.objects.using(self.using).bulk_update(rows.values(), ["path", "depth"], batch_size=500)
        for post in self.posts:
            count = threads.filter(post=post).published().count()
            Post.objects.using(self.using).filter(pk=post).update(comment_count=count)

    def row_in_database(self, row: models.Model) -> Any:
        if not row.pk:
            return None
        return type(row)._base_manager.using(self.using).filter(pk=row.pk).first()


def bring_file(name: str) -> bool:
    """Copy a picture that lies beside the fixtures to where uploads are kept. False where it was there."""
    source = Path(settings.FIXTURE_DIRS[0]) / "media" / name
    if default_storage.exists(name) or not source.exists():
        return False
    with source.open("rb") as file:
        default_storage.save(name, File(file))
    return True

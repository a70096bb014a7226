"""Rows for tests: each maker gives a valid row, and takes by keyword what a test is about."""

from __future__ import annotations

import copy
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.color import no_style
from django.db import connection
from django.db.models import F
from django.utils import timezone
from PIL import Image as Pillow

from accounts.models import User
from accounts.pictures import new_name
from blog.citing.reciting import recite
from blog.models import Authorship, BibliographyEntry, Category, FindingAnswer, Image, Post, Tag, WorkingCopy
from blog.publishing.steps import FIRST_HOUR
from blog.revising.recording import record
from courses.models import Course, KeyQuestion, Membership, Role, Unit
from courses.visibility import Visibility
from sources import csl
from sources.models import Source

PASSWORD = "a-long-enough-word-42"
# The seed's first source, as a record.
FREEZE = {
    "type": "book",
    "title": "Russia: A History",
    "editor": [{"family": "Freeze", "given": "Gregory L."}],
    "issued": {"date-parts": [[2009]]},
}


class Numbers:
    """For what must be unique. Who gets rows that another process made goes on behind its `last` one."""

    last = 0

    def __next__(self) -> int:
        self.last += 1
        return self.last


numbers = Numbers()


def locks() -> int:
    """How many queries more an action on a thread takes where its post is locked by one (PostgreSQL)."""
    return int(connection.features.has_select_for_update)


def make_user(name: str = "", **fields: Any) -> User:
    number = next(numbers)
    fields.setdefault("email", f"user{number}@colloquy.example")
    return User.objects.create_user(display_name=name or f"User {number}", **fields)


def make_course(**fields: Any) -> Course:
    number = next(numbers)
    values = {"title": f"Course {number}", "slug": f"course-{number}", "subject": "History"}
    return Course.objects.create(**(values | fields))


def make_member(course: Course, role: str = Role.STUDENT, user: User | None = None) -> User:
    """A user who is in `course` with `role`."""
    user = user or make_user(f"{Role(role).label} {next(numbers)}")
    Membership.objects.create(course=course, user=user, role=role)
    return user


def make_unit(course: Course, number: int = 1, **fields: Any) -> Unit:
    values = {"title": f"Unit about topic {number}"}
    return Unit.objects.create(course=course, number=number, **(values | fields))


def make_key_question(unit: Unit, number: int = 1, **fields: Any) -> KeyQuestion:
    return KeyQuestion.objects.create(unit=unit, number=number, **({"text": f"Question {number}?"} | fields))


def make_category(course: Course, name: str = "Student essays", **fields: Any) -> Category:
    values = {"name": name, "slug": f"category-{next(numbers)}"}
    return Category.objects.create(course=course, **(values | fields))


def make_tag(name: str = "") -> Tag:
    number = next(numbers)
    return Tag.objects.create(name=name or f"tag {number}", slug=f"tag-{number}")


def make_post(
    author: User | None = None, course: Course | None = None, tags: tuple[Tag, ...] = (), **fields: Any
) -> Post:
    """An essay that everyone may read, unless the fields say otherwise."""
    course = course or make_course()
    number = next(numbers)
    values = {
        "title": f"Essay {number}",
        "body": f"The text of essay {number}.",
        "status": Post.Status.PUBLISHED,
        "visibility": Visibility.WORLD,
    }
    values |= fields
    status = values["status"]
    if status in (Post.Status.PUBLISHED, Post.Status.WITHDRAWN):
        values.setdefault("published_at", timezone.now())
    if status not in (Post.Status.DRAFT, Post.Status.RETURNED):
        values.setdefault("submitted_at", values.get("published_at") or timezone.now())
        values.setdefault("counts_from", values["submitted_at"] + FIRST_HOUR)
    if status == Post.Status.SCHEDULED:
        values.setdefault("publish_at", timezone.now() + timedelta(days=1))
    post = Post.objects.create(author=author or make_member(course), course=course, **values)
    if tags:
        post.tags.set(tags)
    recite(post)
    record(post, by=post.author)
    return post


def make_draft(author: User | None = None, course: Course | None = None, **fields: Any) -> Post:
    return make_post(author, course, **({"status": Post.Status.DRAFT} | fields))


def make_copy(writer: User, post: Post | None = None, **fields: Any) -> WorkingCopy:
    """What `writer` typed into the form of `post`, or of an essay not begun yet, and did not save."""
    values: dict[str, Any] = {"base": post.revision_number if post else 0}
    values["fields"] = {"title": "", "body": "Typed and not saved.", "sources": ""} | fields.pop("fields", {})
    return WorkingCopy.objects.create(writer=writer, post=post, **(values | fields))


def make_source(course: Course, title: str = "", **fields: Any) -> Source:
    number = next(numbers)
    values = {
        "key": f"source-{number}",
        "csl": csl.from_line(title or f"Source {number}"),
        "shared_at": timezone.now(),
    }
    # A record of its own: a test may change it in place.
    return Source.objects.create(course=course, **copy.deepcopy(values | fields))


def make_entry(post: Post, line: str = "", position: int = 1, **fields: Any) -> BibliographyEntry:
    line = line or f"Author, A. Book {next(numbers)}."
    source = fields.pop("source", None) or make_source(post.course, line)
    entry = BibliographyEntry.objects.create(post=post, line=line, position=position, source=source, **fields)
    recite(post)
    return entry


def make_answer(post: Post, words: str = "Freese 347", **fields: Any) -> FindingAnswer:
    values = {"kind": "no_source", "answer": "leave", "answered_by": post.author}
    return FindingAnswer.objects.create(post=post, words=words, **(values | fields))


def picture_bytes(size: tuple[int, int] = (64, 48), format: str = "JPEG", **options: Any) -> bytes:
    """A picture in memory, as it would be uploaded."""
    out = BytesIO()
    Pillow.new("RGB", size, "#b3261e").save(out, format, **options)
    return out.getvalue()


def make_upload(content: bytes | None = None, name: str = "drawing.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def make_image(owner: User, **fields: Any) -> Image:
    values = {"file": make_upload(name=new_name(".jpg")), "alt": "A drawing of a tower"}
    return Image.objects.create(uploaded_by=owner, **(values | fields))


def join(post: Post, user: User) -> Authorship:
    """`user` writes `post` too, as asked and accepted."""
    now = timezone.now()
    return Authorship.objects.create(
        post=post, user=user, asked_by=post.author, asked_at=now, accepted_at=now
    )


def make_comment(post: Post, author: User | None = None, parent: Any = None, **fields: Any) -> Any:
    """A published comment by a member of the course, unless the fields say otherwise."""
    from comments import paths
    from comments.models import Comment

    values = {"body": f"Comment {next(numbers)}.", "status": Comment.Status.PUBLISHED}
    values |= fields
    if not values.get("guest_name"):
        values["author"] = author or make_member(post.course)
    comment = Comment(post=post, parent=parent, depth=parent.depth + 1 if parent else 0, **values)
    comment.save()
    comment.path = paths.path_of(comment.pk, parent.path if parent else "")
    comment.depth = paths.depth_of(comment.path)
    withheld = Comment.objects.filter(post=post, status__in=Comment.WITHHELD)
    if comment.status == Comment.Status.PUBLISHED and not any(
        comment.path.startswith(path) for path in withheld.values_list("path", flat=True)
    ):
        comment.is_shown, comment.shown_in = True, Post.objects.get(pk=post.pk).thread_version
        post.comment_count += 1
        Post.objects.filter(pk=post.pk).update(comment_count=post.comment_count)
        root = Comment.objects.filter(post=post, path=paths.root_of(comment.path)).exclude(pk=comment.pk)
        root.update(branch_count=F("branch_count") + 1)
    comment.save()
    return comment


def make_thread(post: Post, writers: list[User], size: int, levels: int = 10) -> None:
    """`size` published comments, each answering the one before it, a new thread after `levels`."""
    from comments import drawing, paths
    from comments.models import Comment

    latest = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows: list[Comment] = []
    for n in range(size):
        parent = rows[-1] if n % levels else None
        path = paths.path_of(latest + n + 1, parent.path if parent else "")
        row = Comment(
            pk=latest + n + 1, post=post, parent=parent, path=path, depth=paths.depth_of(path),
            author=writers[n % len(writers)], body=f"Reply {n}.", status=Comment.Status.PUBLISHED,
            is_shown=True, shown_in=0, branch_count=0 if parent else min(levels, size - n) - 1,
        )  # fmt: skip
        row.html = drawing.fragment(created_at=row.created_at, body_html=f"<p>{row.body}</p>")
        rows.append(row)
    Comment.objects.bulk_create(rows)
    with connection.cursor() as cursor:  # PostgreSQL goes on counting where it was; SQLite needs nothing
        for statement in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(statement)
    post.comment_count += size
    Post.objects.filter(pk=post.pk).update(comment_count=post.comment_count)


def make_passage(comment: Any, words: str = "", **fields: Any) -> Any:
    """What `comment` answers of its essay: these words where they stand first, or the whole essay."""
    from comments import upkeep
    from comments.anchoring.essay_text import essay_text
    from comments.anchoring.selectors import Place, select
    from comments.models import Comment, Passage

    text = essay_text(comment.post.body_html)
    words = words or text
    start = text.index(words)
    sought = select(text, Place(start, start + len(words)))
    values = {
        "exact": sought.exact, "prefix": sought.prefix, "suffix": sought.suffix, "start": start,
        "end": start + len(words), "post_version": comment.post.version, "placed_at": timezone.now(),
    }  # fmt: skip
    passage = Passage.objects.create(comment=comment, **(values | fields))
    html = upkeep.fragment_of(comment, comment.rendered_body(), passage)
    Comment.objects.filter(pk=comment.pk).update(html=html)
    return passage

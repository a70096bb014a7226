"""What is done with essays. What is wrong is said in ValidationError, by field, before anything is stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts import pictures
from accounts.later import soon
from accounts.models import User
from courses.models import Course
from sources.actions import drop_unused
from sources.models import Source

from .authorship.pseudonyms import check_pseudonym, names_changed
from .citing.lines import named_or_added, sources_named, store_list
from .citing.reciting import mark, recite
from .copies.conflicts import require_base
from .images import files
from .images.describing import describe, hold_essays
from .images.uploading import UploadRefused, store_image
from .models import MAX_TAG_SLUG_LENGTH, Image, Post, Revision, Step, Tag
from .publishing.actions import WAY, follow_stored, follow_unit, set_onward, set_references
from .publishing.asking import require
from .publishing.audience import allow_audience, check_audience, hold_course
from .publishing.steps import take
from .revising.recording import record
from .tasks import drop_picture

# Two people who give their essays one title at one moment: the second tries the next address.
SLUG_ATTEMPTS = 5
# What an essay gets back where it cannot be saved: the form shows it as it is.
UNDONE = ("pk", *WAY, "featured_image", "comments_close_at", "revision_number", "revised_at")
# What its authors choose beside its words.
SETTINGS = ("course", "unit", "key_question", "visibility", "citation_style", "marks_terms", "pseudonym")
_TYPED = ("title", "body", *SETTINGS)
# What a save writes of a stored essay: all else is others' to write, and so stays as they leave it.
_WRITTEN = (
    *_TYPED,
    *(name.removesuffix("_id") for name in WAY),
    "featured_image",
    "slug",
    "comments_close_at",
)
# Made of its words, and read by who makes it (blog/citing/reciting.py).
_DRAWN = ("body_html", "marked_html", "excerpt", "sources_html", "ledger")
# What the course's staff set, beside the tags.
FILED = ("unit", "category", "visibility", "comments_close_at")


@dataclass(frozen=True)
class Plate:
    """A featured image as its author describes it; `picture` only where a new one was sent."""

    alt: str
    caption: str = ""
    credit: str = ""
    picture: pictures.Picture | None = None


@dataclass(frozen=True)
class Written:
    """What a save brings beside the essay's own fields, and who saves it."""

    tags: Sequence[str] | None
    source_lines: Sequence[str]
    plate: Plate | None
    by: User
    reason: str
    base: int | None
    answers: str
    restores: Revision | None
    kept: Collection[str]
    described: Sequence[Image]
    publish: bool


def save_post(
    *,
    post: Post,
    tags: Sequence[str] | None,
    source_lines: Sequence[str],
    plate: Plate | None = None,
    publish: bool = False,
    by: User | None = None,
    reason: str = "",
    base: int | None = None,
    answers: str = "",
    restores: Revision | None = None,
    kept: Collection[str] = (),
    described: Sequence[Image] = (),
) -> Post:
    """Store a new or changed essay as `by` wrote it, its author unless said; a published one stays published.

    `publish` puts it before its readers, or hands it in where the course's staff let essays through. Its text
    becomes a revision, with its `reason`, what it `answers` (blog/followers.py) or `restores`; `base` is the
    one that `by` began with. `kept` names what `by` did not change of the SETTINGS and the featured image:
    it stays as it is stored by now, whatever `post` says; and so do its tags where they are None. `described`
    are pictures of its text, with what `by` says of them. Raises ValidationError, by field, and Conflict
    where another text was saved since, and stores nothing then.
    """
    by = by or post.author
    written = Written(
        tags, source_lines, plate, by, reason, base, answers, restores, kept, described, publish
    )
    for _ in range(SLUG_ATTEMPTS - 1):
        try:
            return _save_post(post, written)
        except (IntegrityError, ValidationError):
            if not _slug_is_taken(post):
                raise
            post.slug = ""
    return _save_post(post, written)


@transaction.atomic
def file_post(*, post: Post, tags: Sequence[str], by: User) -> None:
    """Store where the course's staff put an essay: unit, category, tags, audience, end of its thread.

    Its words stay as they are stored, whatever `post` says. Staff narrow an audience; to widen it takes
    the author. Raises ValidationError, by field.
    """
    if not Post.objects.manageable_by(by).filter(pk=post.pk).exists():
        raise PermissionDenied
    check_audience(post=post)
    # When it went in stays: whoever put it into the wrong unit in time was in time.
    submitted_at = follow_stored(post, ("submitted_at", "counts_from"))["submitted_at"]
    follow_unit(post)
    post.submitted_at = submitted_at
    post.full_clean(exclude={field.name for field in Post._meta.fields} - set(FILED))
    post.save(update_fields=[*FILED, "counts_from"])
    post.tags.set(_tags(tags))
    # Of a topic of its own unit the essay has the term, where two have it.
    mark(post)
    post.touch()


@transaction.atomic
def _save_post(post: Post, written: Written) -> Post:
    _hold(post, written)
    before = {name: getattr(post, name) for name in UNDONE}
    try:
        steps: list[str] = [] if post.pk else [Step.Kind.BEGUN]
        if written.publish and (onward := set_onward(post, by=written.by)):
            steps.append(onward)
        post.follow_title()
        post.featured_image = _featured(post, written)
        _store(post, written)
        for step in steps:
            take(post, step, by=written.by)
        set_references(post)
    except BaseException:
        _undo(post, before)
        raise
    image = before["featured_image"]
    if image and image != post.featured_image:
        soon(drop_picture, image.pk)
    return post


def _hold(post: Post, written: Written) -> None:
    """Lock what the save changes, and let `post` be what is stored in all that it does not write."""
    if not {"course", "visibility"}.issubset(written.kept):
        hold_course(post.course_id)
    # It draws other essays with these pictures: they are held together with this one.
    if described := [*written.described, *_described_anew(post, written.plate)]:
        hold_essays(described, beside=[post.pk] if post.pk else [])
        describe(images=described, by=written.by)
    if post.pk is None:
        if not Course.objects.joined_by(post.author).filter(pk=post.course_id).exists():
            raise ValidationError({"course": "You can write in the courses that you have joined."})
        return
    if written.base is not None:
        require_base(post, written.base, written.source_lines)
    follow_stored(post, _of_others(written.kept))
    follow_unit(post)


def _store(post: Post, written: Written) -> None:
    """Check an essay as it is to be, store it, and draw and record its words."""
    is_new = post.pk is None
    sources = _sources(post, written.source_lines)
    post.full_clean()
    check_pseudonym(post)
    allow_audience(post)
    if post.is_out_of_hand():
        require(post, written.source_lines)
    post.save(update_fields=None if is_new else _WRITTEN)
    post.touch()
    if written.tags is not None:
        post.tags.set(_tags(written.tags))
    _list(post, written.source_lines, sources)
    recite(post)
    names_changed(post)
    record(post, by=written.by, reason=written.reason, answers=written.answers, restores=written.restores)


def _undo(post: Post, before: dict[str, Any]) -> None:
    """Nothing was stored: let the form show the essay as it was."""
    if post.featured_image and post.featured_image != before["featured_image"]:
        files.delete_files(files.files_of(post.featured_image))
    for name, value in before.items():
        setattr(post, name, value)


def _of_others(kept: Collection[str]) -> list[str]:
    """The columns that a save takes from the row: those that it does not write, and those of `kept`."""
    own = {"id", *_TYPED, *_DRAWN} - set(kept)
    return [field.attname for field in Post._meta.concrete_fields if field.name not in own]


def _described_anew(post: Post, plate: Plate | None) -> list[Image]:
    """The featured image that stays, where its author says something else of it now."""
    if not (post.pk and post.featured_image_id and plate) or plate.picture:
        return []
    image = Image.objects.filter(featured_in=post.pk).first()
    if image is None or (image.alt, image.caption, image.credit) == (plate.alt, plate.caption, plate.credit):
        return []
    image.alt, image.caption, image.credit = plate.alt, plate.caption, plate.credit
    # Its page may have said so; the form of the essay asks for a description.
    image.is_decorative = image.is_decorative and not plate.alt
    post.featured_image = image
    return [image]


def _featured(post: Post, written: Written) -> Image | None:
    plate = written.plate
    if "featured_image" in written.kept:
        return post.featured_image
    if plate is None or plate.picture is None:
        return post.featured_image if plate else None
    try:
        return store_image(
            picture=plate.picture, by=written.by, alt=plate.alt, caption=plate.caption, credit=plate.credit
        )
    except UploadRefused as refusal:
        raise ValidationError({"picture": str(refusal)}) from refusal


def tag_slug(name: str) -> str:
    """What makes two spellings one tag; empty where the name has no letter or digit."""
    return slugify(name, allow_unicode=True)[:MAX_TAG_SLUG_LENGTH]


def _tags(names: Sequence[str]) -> list[Tag]:
    by_slug = {tag_slug(name): name for name in reversed(names)}
    found = {tag.slug: tag for tag in Tag.objects.filter(slug__in=by_slug)}
    for slug, name in by_slug.items():
        if slug not in found:
            found[slug] = Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]
    return list(found.values())


def _sources(post: Post, lines: Sequence[str]) -> list[Source]:
    """The work that each line names, else a new one."""
    known = sources_named(lines, course=post.course_id, user=post.author, post=post)
    return named_or_added(lines, known, course=post.course, by=post.author)


def _list(post: Post, lines: Sequence[str], sources: Sequence[Source]) -> None:
    """Make the lines the essay's list of sources. One that was mistyped leaves nothing behind."""
    _, gone = store_list(post.bibliography, lines, sources)
    if gone:
        # What the text cites is found anew after this.
        post.citations.all().delete()
        drop_unused(source for source in gone if source.added_by_id == post.author_id)


def _slug_is_taken(post: Post) -> bool:
    return Post.objects.filter(course=post.course_id, slug=post.slug).exclude(pk=post.pk).exists()

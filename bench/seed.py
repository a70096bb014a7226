"""What the benchmark reads: essays under threads of known sizes and shapes, and an index."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import User
from blog.citing.reciting import recite
from blog.models import BibliographyEntry, Category, Post
from blog.publishing.steps import FIRST_HOUR
from comments import drawing, paths
from comments.models import Comment, Subscription
from comments.showing import settle
from courses.models import Course, Membership
from sources.models import Source
from sources.reference import plain_reference

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "essays.json"
REPLY = (
    "I read your third paragraph twice. The point about collectivization is the strongest of the essay, "
    "because it shows why the cult was needed at all, and not only how it was made. What I miss is the "
    "other side: who in the countryside believed it, and for how long? Freeze has a passage on the letters "
    "that peasants wrote to Moscow, and they sound as if the writer had no choice but to believe. I would "
    "add one of them, with its page, before your closing lines."
)
START = datetime(2020, 2, 24, 9, 0, tzinfo=UTC)
MAX_NESTING = 10
SHAPES = {
    # From the depths so far and a random source to the index of the comment that is answered, or None.
    "bushy": lambda depths, rng: _bushy(depths, rng),
    "one": lambda depths, rng: rng.randrange(len(depths)) if depths else None,
    "chain": lambda depths, rng: len(depths) - 1 if depths else None,
    "flat": lambda depths, rng: None,
}


def _bushy(depths: list[int], rng: random.Random) -> int | None:
    if not depths or rng.random() < 0.3:
        return None
    pick = rng.randrange(len(depths))
    return pick if depths[pick] < MAX_NESTING - 1 else None


def seed_essay() -> str:
    """The body of the seed's essay, from the fixtures."""
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return next(row["fields"]["body"] for row in rows if row["model"] == "blog.post")


def seed_sources() -> list[dict[str, Any]]:
    """The works that the seed's essay cites, as CSL-JSON, from the fixtures."""
    rows = json.loads((FIXTURE.parent / "sources.json").read_text(encoding="utf-8"))
    return [row["fields"]["csl"] for row in rows if row["model"] == "sources.source"][:3]


def make_course(essay: str, writers: int = 40) -> tuple[Course, list[User]]:
    course = Course.objects.create(title="Benchmark", slug="bench", subject="History")
    users = [
        User(email=f"writer{n}@bench.example", display_name=f"Writer {n}", slug=f"writer-{n}")
        for n in range(writers)
    ]
    User.objects.bulk_create(users)
    Membership.objects.bulk_create(Membership(course=course, user=user) for user in users)
    for n in range(25):
        make_post(course, users[n], f"Essay {n} of the index", essay)
    return course, users


def make_post(course: Course, author: User, title: str, body: str) -> Post:
    category, _ = Category.objects.get_or_create(course=course, name="Stalinism", slug="stalinism")
    post = Post(course=course, author=author, title=title, body=body, visibility="world", category=category)
    post.save()
    post.status, post.published_at, post.submitted_at = Post.Status.PUBLISHED, START, START
    post.counts_from = START + FIRST_HOUR
    post.save()
    for position, item in enumerate(seed_sources(), 1):
        source, _ = Source.objects.get_or_create(course=course, key=f"source-{position}", csl=item)
        BibliographyEntry.objects.create(
            post=post, source=source, position=position, line=plain_reference(item)
        )
    recite(post)
    return post


def make_followed(course: Course, users: list[User], essay: str) -> Post:
    """An essay that everybody follows but its author and who writes first."""
    post = make_post(course, users[1], "Followed", essay)
    make_thread(post, users, 10, "bushy")
    Subscription.objects.bulk_create(
        Subscription(user=user, post=post, state=Subscription.State.FOLLOWED) for user in users[2:]
    )
    return post


def make_thread(post: Post, users: list[User], size: int, shape: str) -> None:
    """`size` published comments under `post`, written by its readers in turn."""
    rng = random.Random(size)
    first = (Comment.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    body_html = str(Comment(body=REPLY).rendered_body())
    depths: list[int] = []
    rows: list[Comment] = []
    for n in range(size):
        parent = SHAPES[shape](depths, rng)
        path = paths.path_of(first + n, rows[parent].path if parent is not None else "")
        depths.append(paths.depth_of(path))
        created = START + timedelta(seconds=n)
        rows.append(
            Comment(
                pk=first + n, post=post, parent_id=None if parent is None else first + parent, path=path,
                depth=depths[-1], status=Comment.Status.PUBLISHED, author=users[n % len(users)], body=REPLY,
                html=drawing.fragment(created_at=created, body_html=body_html),
                created_at=created,
            )
        )  # fmt: skip
    Comment.objects.bulk_create(rows, batch_size=500)
    with transaction.atomic():
        settle(post.pk)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

"""Run in a process of its own: migrate, collect the static files, seed, count queries; prints JSON."""

from __future__ import annotations

import json
import secrets
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from blog.models import Post

SIZES = {"small": [10], "quick": [10, 1_000, 10_000], "full": [10, 1_000, 10_000, 100_000]}
# Who signs in: two that write in turn, and one that the flood is sent by.
SIGN_IN = 3


def main(size: str, sign_in: int = SIGN_IN) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from .seed import REPLY

    call_command("migrate", verbosity=0)
    pages = _seed(SIZES[size], sign_in)
    for page in pages.values():
        page["queries"] = _queries(page["path"])
        name = page["name"].replace(" ", "-").replace(",", "") + ".html"
        (settings.STATIC_ROOT / name).write_bytes(page.pop("content"))
        page["static"] = f"/static/{name}"
    print(
        json.dumps(
            {
                "pages": list(pages.values()),
                "password": PASSWORD,
                "essays": ESSAYS,
                "parents": PARENTS,
                "drafts": DRAFTS,
                "text": len(REPLY),
            }
        )
    )


PASSWORD = secrets.token_hex(16)
# Addresses by size and shape; and in each thread a comment of every depth, to be answered.
ESSAYS: dict[str, str] = {}
PARENTS: dict[str, dict[int, int]] = {}
# What the first writer saves again and again: the address of each form, and what stands in it.
DRAFTS: dict[str, dict] = {}


def _seed(sizes: list[int], sign_in: int) -> dict[str, dict]:
    from . import drafts, seed

    essay = seed.seed_essay()
    course, users = seed.make_course(essay)
    for writer in users[:sign_in]:
        writer.set_password(PASSWORD)
        writer.save()
    threads = [(size, shape) for size in sizes for shape in (seed.SHAPES if size >= 10_000 else ["bushy"])]
    pages = {}
    for size, shape in threads:
        post = seed.make_post(course, users[1], f"{size} replies {shape}", essay)
        seed.make_thread(post, users, size, shape)
        name = f"essay, {size:,} replies" + (f", {shape}" if shape != "bushy" else "")
        pages[name] = {"name": name, "path": post.get_absolute_url(), "size": size}
        ESSAYS[f"{size} {shape}"] = post.get_absolute_url()
        if size == 10_000:
            pages |= _within(post, size, shape)
        PARENTS[f"{size} {shape}"] = dict(post.comments.order_by("-pk").values_list("depth", "pk"))
    ESSAYS["followed"] = seed.make_followed(course, users, essay).get_absolute_url()
    DRAFTS.update(drafts.make_drafts(course, users[0]))
    pages["index of 20"] = {"name": "index of 20", "path": "/", "size": 0}
    pages["course with 20"] = {"name": "course with 20", "path": course.get_absolute_url(), "size": 0}
    return {name: page | {"content": _content(page["path"])} for name, page in pages.items()}


def _within(post: Post, size: int, shape: str) -> dict[str, dict]:
    """A permanent link into the middle of a long thread, and from there on the branch by itself."""
    middle = post.comments.order_by("path")[size // 2]
    root = post.comments.filter(depth=0, path__lte=middle.path).latest("path")
    paths = {
        f"permalink into {size:,} replies, {shape}": f"?comment={middle.pk}",
        f"branch within {size:,} replies, {shape}": f"replies/{root.pk}/?after={middle.pk}",
    }
    essay = post.get_absolute_url()
    return {name: {"name": name, "path": f"{essay}{query}", "size": size} for name, query in paths.items()}


def _content(path: str) -> bytes:
    from django.test import Client

    response = Client().get(path, headers={"host": "localhost"})
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return bytes(response.content)


def _queries(path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        _content(path)
    return len(queries)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

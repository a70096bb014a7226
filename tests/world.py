"""The class of the fixtures, in a database file that is made once per run and copied for who changes it.

Tests of one page make their own few rows (tests/makers.py). The tests of the whole site look at this: the
fixtures, and beside them one essay for every audience and status, and threads of every shape.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from blog.models import Authorship, Image, Portfolio, PortfolioEntry, Post, Tag
from blog.proposals.actions import propose
from comments import cookies, upkeep
from comments.models import (
    Comment,
    GuestSubscription,
    ModerationEntry,
    ModerationPolicy,
    Notice,
    ReadMark,
    Subscription,
)
from comments.moderation.standings import set_standing
from comments.notices import counting, making, reading, tokens
from courses.models import Course, WritingPolicy
from courses.visibility import Visibility
from scripts.environment import held
from scripts.prepare import FIXTURES
from scripts.processes import ROOT
from sources.models import ImportDraft, Source, SourceMerge, SourceQuerySet, UnitSource
from studynotes.cards.actions import rate_card, start_cards
from studynotes.cards.decks import deck_of
from studynotes.enquiries.handling import add_note, erase
from studynotes.models import (
    CardReview,
    ContactWay,
    Enquiry,
    NoteCopy,
    Question,
    StudyNote,
    Topic,
)
from studynotes.writing.saving import save_note

from . import makers
from .clients import Browser
from .studynotes import makers as notes

COURSE = "russia-20th-century"
SEED = "the-cult-of-personality-stalin-edition"
SPECIFICATION = "ocr-a-level-history"
OTHER_SPECIFICATION = "riverside-year-1-geography"
TOPIC_DRAFT = "five-year-plans-and-collectivisation"
TOPIC = "stalins-victory"
OTHER_COURSE = "city-and-river"
GUEST_EMAIL = "gail@example.org"
DEEPEST = 100
_words: dict[str, Any] = {}
# By the seed's author, each with a picture.
ESSAYS: dict[str, dict[str, str]] = {
    "For world": {"visibility": Visibility.WORLD},
    "For signed-in": {"visibility": Visibility.SIGNED_IN},
    "For members": {"visibility": Visibility.COURSE},
    "For staff": {"visibility": Visibility.STAFF},
    "Draft": {"visibility": Visibility.WORLD, "status": Post.Status.DRAFT},
    "Withdrawn": {"visibility": Visibility.WORLD, "status": Post.Status.WITHDRAWN},
    "Submitted": {"visibility": Visibility.WORLD, "status": Post.Status.SUBMITTED},
    "Returned": {"visibility": Visibility.WORLD, "status": Post.Status.RETURNED},
    "Scheduled": {"visibility": Visibility.WORLD, "status": Post.Status.SCHEDULED},
}


@pytest.fixture(scope="session")
def tables_file(django_db_blocker: DjangoDbBlocker) -> Path:
    """A database file with the tables as the migrations leave them; to be copied.

    To make those takes 20 seconds, more than all that the world's rows do: it is kept until they change.
    """
    folder = Path(settings.VAR_DIR) / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_fingerprint()}.sqlite3"
    with held(folder, waiting="Waiting for the tables …"):
        if not path.exists():
            for old in folder.iterdir():
                old.unlink()
            unfinished = path.with_suffix(".new")
            with django_db_blocker.unblock(), connected_to(unfinished):
                call_command("migrate", verbosity=0)
            unfinished.rename(path)
    return path


def _fingerprint() -> str:
    """Of all that tables come from; the libraries have some, too."""
    ours = [path for pattern in ("*/migrations/*.py", "*/fields.py") for path in ROOT.glob(pattern)]
    sources = [*sorted(ours), ROOT / "config" / "settings.py", ROOT / "requirements.txt"]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On SQLite, tables come from the file."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(tables_file: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """pytest-django's own. Where no test is marked to use a database the connection is to the site's own."""
    with django_db_blocker.unblock(), closing(sqlite3.connect(tables_file)) as source:
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            connection.ensure_connection()
            source.backup(connection.connection)


@pytest.fixture(scope="session")
def world_file(
    tables_file: Path, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The database with the world in it: to be read, or copied. Its pictures are among the uploads.

    The first process that asks makes both, which takes twelve seconds; the others of the run copy them.
    """
    own = tmp_path_factory.mktemp("world")
    shared = tmp_path_factory.getbasetemp().parent / "world" if "PYTEST_XDIST_WORKER" in os.environ else own
    shared.mkdir(exist_ok=True)
    with held(shared, waiting="Waiting for the world …"), django_db_blocker.unblock():
        if not (shared / "made").exists():
            _make_world(copy_of(tables_file, shared / "world.sqlite3"), shared / "media")
            (shared / "made").write_text(str(makers.numbers.last))
    path = copy_of(shared / "world.sqlite3", own / "own.sqlite3")
    shutil.copytree(shared / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    makers.numbers.last = max(makers.numbers.last, int((shared / "made").read_text()))
    with django_db_blocker.unblock(), connected_to(path):
        _words.clear()
        _words.update(_named())
    return path


def _make_world(path: Path, media: Path) -> None:
    with connected_to(path), override_settings(MEDIA_ROOT=media):
        call_command("loaddata", *FIXTURES, verbosity=0)
        _add_rows()


@pytest.fixture(scope="module")
def world(django_db_setup: None, world_file: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The module's tests run on the world. What one changes is rolled back at its end, as always."""
    with django_db_blocker.unblock(), connected_to(world_file):
        yield


@contextmanager
def connected_to(path: Path) -> Iterator[None]:
    """This thread, and those started meanwhile, work on the SQLite file at `path`."""
    settings = connections.settings
    before, wrapper = settings["default"], connections["default"]
    file_test = {**before["TEST"], "NAME": str(path)}
    settings["default"] = {
        **before,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "TEST": file_test,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
    }
    connections["default"] = connections.create_connection("default")
    ContentType.objects.clear_cache()  # each database numbers them by itself
    try:
        yield
    finally:
        connections["default"].close()
        settings["default"] = before
        connections["default"] = wrapper
        ContentType.objects.clear_cache()


def copy_of(path: Path, to: Path) -> Path:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def person(name: str) -> User:
    """One of the fixtures' people, by the part of the address before the @."""
    return User.objects.get(email=f"{name}@colloquy.example")


def essay(title: str) -> Post:
    return Post.objects.select_related("course").get(title=title, course__slug=COURSE)


def managed_sources(course: Course) -> SourceQuerySet:
    """What site staff and those who teach `course` manage of its library."""
    return Source.objects.managed_by(person("staff")).filter(course=course)


def client_of(name: str) -> Client:
    """A browser: of `name`; of a stranger (""); of the "guest" whose comment is held on "For world"."""
    client = Browser()
    if name == "guest":
        response = HttpResponse()
        held = Comment.objects.get(guest_email=GUEST_EMAIL)
        cookies.add_held(HttpRequest(), response, held.pk)
        client.cookies = response.cookies
    elif name:
        client.force_login(person(name))
    return client


def _add_rows() -> None:
    User.objects.update(password=make_password(makers.PASSWORD))
    course = Course.objects.get(slug=COURSE)
    author = person("isaiah")
    author.picture.save("isaiah.jpg", makers.make_upload())
    for title, fields in ESSAYS.items():
        image = makers.make_image(author, caption="A tower", credit="Drawn for the tests")
        makers.make_post(author, course, title=title, featured_image=image, **fields)
    held = makers.make_comment(
        essay("For world"),
        body="A guest’s.",
        status=Comment.Status.HELD,
        guest_name="Gail",
        guest_email=GUEST_EMAIL,
    )
    ModerationEntry.objects.create(
        course=course, comment=held, rule="course_policy", to_status=held.status, reason="Written by a guest"
    )
    # Sent tomorrow, so that its writer can change it however long the tests take.
    tomorrow = timezone.now() + timedelta(days=1)
    makers.make_comment(essay("For members"), person("tom"), body="Just *sent*.", created_at=tomorrow)
    for key, title in (("listed-for-members", "For members"), ("listed-in-a-draft", "Draft")):
        # By an author who comes last in every list: others are the first of theirs.
        record = {"type": "book", "title": f"{title}, a book", "author": [{"family": "Zubkova"}]}
        work = makers.make_source(course, key=key, csl=record, shared_at=None)
        makers.make_entry(essay(title), work.title, source=work)
    _add_chain(makers.make_post(author, course, title="A deep thread"))
    upkeep.redraw(Comment.objects.filter(html=""))
    for somewhere in Course.objects.filter(slug__in=[COURSE, OTHER_COURSE]):
        _add_library_rows(somewhere)
        _add_moderation(somewhere)
    propose(post=essay("For world"), by=person("tom"), line="Petrone, Karen. Life Has Become More Joyous.")
    _add_import(course, author)
    _add_note_drafts()
    _add_cards(author)
    _add_authors(course)
    _add_notices(course)
    # Kendall has read nothing of the seed's thread since it was empty.
    ReadMark.objects.create(user=person("kendall"), post=Post.objects.get(slug=SEED), version=0)
    _add_portfolios()
    _add_enquiries()
    _add_answers(course)
    # Two who have written nothing: one is in the course, one is in none.
    silvia = makers.make_member(
        course, user=makers.make_user("Silvia Silent", email="silvia@colloquy.example")
    )
    # And what two have typed, one of them in two windows, and not saved yet.
    makers.make_copy(silvia, fields={"title": "Half an essay", "course": str(course.pk)})
    for title in ("Withdrawn", "Another title"):
        makers.make_copy(author, essay("Withdrawn"), fields={"title": title})
    makers.make_user("Nora Newcomer")


def _add_portfolios() -> None:
    """A public one, with essays for every audience, and one that its owner keeps to herself."""
    order = ["For world", "For members", "For staff", "Withdrawn"]
    for name, titles in [("isaiah", order), ("editor", [])]:
        shown = Portfolio.objects.update_or_create(
            user=person(name), defaults={"introduction": "What I think.", "is_public": bool(titles)}
        )[0]
        shown.entries.all().delete()
        for position, title in enumerate(titles, start=1):
            PortfolioEntry.objects.create(portfolio=shown, post=essay(title), position=position)


def _add_answers(course: Course) -> None:
    """Isaiah's: one that classmates see and two people marked, one that they do not see, and one begun."""
    isaiah, words = person("isaiah"), {"secret_police_1": "NKVD", "propaganda_2": "Newspapers praised him"}
    topic = Topic.objects.get(specification__slug=SPECIFICATION, slug=TOPIC)
    if not Topic.objects.used_by(course.pk).filter(pk=topic.pk).exists():
        notes.use_topic(course, topic)
    question = notes.make_question(topic.note, prompt="Explain how he secured his power.")
    shared = notes.make_answer(question, isaiah, is_shared=True)
    notes.make_marking(shared, isaiah, **words)
    notes.make_marking(shared, person("instructor"), secret_police_1="The NKVD")
    long = "Out of “fear”. " * 40 + "\n\nVerfassungsänderungsantrag" * 4
    notes.make_answer(question, isaiah, body=long)
    notes.make_answer(question, isaiah, body="Half an answer", handed_in_at=None)


def _add_authors(course: Course) -> None:
    """The course lets essays have several authors and pseudonyms; Tom is asked to be one."""
    allowed = {"allows_coauthors": True, "allows_pseudonyms": True}
    WritingPolicy.objects.update_or_create(course=course, defaults=allowed)
    Authorship.objects.create(post=essay("For members"), user=person("tom"), asked_by=person("isaiah"))


def _add_notices(course: Course) -> None:
    """What Isaiah and Tom are told of, read and unread, and about an essay that Tom may not read any more."""
    isaiah, tom = person("isaiah"), person("tom")
    seed = Comment.objects.filter(post__slug=SEED).order_by("pk")
    making.make_notices([comment.pk for comment in seed])
    reading.mark_read(user=isaiah, notices=Notice.objects.filter(pk__lte=isaiah.notices.latest("pk").pk - 2))
    for_staff = makers.make_comment(essay("For staff"), isaiah)
    upkeep.redraw(Comment.objects.filter(pk=for_staff.pk))
    for comment in Comment.objects.filter(pk__in=[for_staff.pk, seed[1].pk]):
        Notice.objects.get_or_create(recipient=tom, comment=comment, defaults={"kind": "followed"})
    refusal = ModerationEntry.objects.create(
        course=course, comment=seed[0], moderator=person("instructor"),
        from_status="held", to_status="published", shared_reason="Thank you for waiting.",
    )  # fmt: skip
    Notice.objects.create(recipient=tom, comment=seed[0], kind="decision", decision=refusal)
    counting.recount([isaiah.pk, tom.pk])
    Notice.objects.update(mail_due_at=None)
    for title, state in [("For world", "followed"), ("For members", "muted")]:
        Subscription.objects.create(user=tom, post=essay(title), state=state)
    GuestSubscription.objects.create(post=essay("For world"), email="greta@example.org")


def _add_enquiries() -> None:
    """Beside those of the fixtures one that looks like spam, one that is erased, and one with notes."""
    gone = notes.make_enquiry(state="held", suspicion="2 links")
    erase(enquiries=Enquiry.objects.filter(pk=gone.pk))
    notes.make_enquiry(state="held", suspicion="Sent within 3 seconds", name="Verfassungsänderungsantrag" * 4)
    enquiry = notes.make_enquiry(email="ada@example.org", needs="Help with Stalin’s rise.\n\nSoon.")
    add_note(enquiry=enquiry, by=person("staff"), text="Called, and nobody answered.")


def _add_library_rows(course: Course) -> None:
    """What a unit asks for, and a merge in the log."""
    source = managed_sources(course).first()
    UnitSource.objects.get_or_create(unit=course.units.first(), source=source)
    record = {"type": "document", "title": "The same, typed by hand"}
    SourceMerge.objects.create(course=course, kept=source, key="typed-by-hand", csl=record)


def _add_moderation(course: Course) -> None:
    """How a course moderates, and what its staff decided about somebody who wrote in it."""
    lists = {"held_words": "casino*", "blocked_addresses": "@spam.example"}
    ModerationPolicy.objects.update_or_create(course=course, defaults=lists)
    limited, by = makers.make_user(f"Limited in {course.slug}"), person("staff")
    set_standing(course=course, user=limited, level="limited", by=by, reason="Wrote in anger.")


def _add_note_drafts() -> None:
    """What an instructor has written of a topic, saved as a draft and typed since."""
    topic = Topic.objects.get(specification__slug=SPECIFICATION, slug=TOPIC_DRAFT)
    instructor, words = person("instructor"), "Grain was taken (Freeze 301).\n\n::: term Kolkhoz\nA farm.\n"
    note = save_note(note=StudyNote(topic=topic), body=words, source_lines=["Freeze, Russia"], by=instructor)
    for more in ("Many fled.", "Many fled to towns."):
        fields = {"body": f"{words}\n{more}", "sources": ""}
        NoteCopy.objects.create(writer=instructor, topic=topic, fields=fields, base=note.revision_number)


def _add_cards(learner: User) -> None:
    """Somebody learns a topic's terms, and has just answered one."""
    start_cards(learner=learner, deck=deck_of(learner, f"{SPECIFICATION}/{TOPIC}"))
    card = learner.cards.order_by("-term__position")[0]
    rate_card(card=card, rating=1, last_review=card.last_review, by=learner)
    # Not in ten minutes, which some tests come before and others after.
    learner.cards.filter(pk=card.pk).update(due_at=timezone.now() + timedelta(days=1))


def _add_import(course: Course, reader: User) -> None:
    """A bibliography that was read in: a new work, one of the library, one like it, and what was wrong."""
    known = course.sources.get(key="freeze-russia")
    items = [
        {
            "id": "new",
            "type": "book",
            "title": "Red Petrograd",
            "author": [{"family": "Smith", "given": "S. A."}],
        },
        {"id": "there", **known.csl},
        {"id": "like", "type": "book", "title": "Russia", "editor": [{"family": "Freeze"}]},
        {"id": "new-again", "type": "book", "title": "Red Petrograd", "author": [{"family": "Smith"}]},
    ]
    problems = [
        (0, "", "Read as UTF-16, which the file does not say; check the letters."),
        (1, "new", "check it"),
    ]
    ImportDraft.objects.create(
        course=course,
        by=reader,
        file_name="library.bib",
        entries=[
            {"item": item, "line": n, "dropped": ["shelf"], "alike": [known.key] if n == 3 else []}
            for n, item in enumerate(items, start=1)
        ],
        problems=[dict(zip(("line", "entry", "message"), one, strict=True)) for one in problems],
    )


def _add_chain(post: Post) -> None:
    """Replies to replies, down to the greatest depth, with words that no line can break."""
    tom, parent = person("tom"), None
    # Long ago: nobody's limit is used up.
    written = timezone.now() - timedelta(days=30)
    for depth in range(DEEPEST + 1):
        body = f"At depth {depth}: " + (
            "a few words, " * 8 if depth % 2 else "Verfassungsänderungsantrag" * 4
        )
        parent = makers.make_comment(post, tom, parent, body=body, created_at=written)


def arguments() -> Mapping[str, Any]:
    """What URLs can be asked for: the words of tests/access_table.py, with "@" before keys.

    As the world is before a test changes it. Looked up once: to ask 75 queries in each of thousands of
    tests took longer than what some of them test.
    """
    return _words


def _named() -> dict[str, Any]:
    course, other = Course.objects.get(slug=COURSE), Course.objects.get(slug=OTHER_COURSE)
    essays = {title.lower().removeprefix("for "): essay(title) for title in ESSAYS}
    foreign = other.posts.published().filter(featured_image__isnull=False).first()
    foreign_image = Image.objects.filter(featured_in=foreign).first()
    comments = Comment.objects.select_related("post")
    held = comments.awaiting_review().filter(post__course=course).first()
    asked = Question.objects.get(prompt="Explain how he secured his power.")
    answers = list(asked.answers.order_by("attempt").select_related("question"))
    words = {
        "course": course.slug,
        "other-course": other.slug,
        "unit": 5,
        "category": "stalinism",
        "tag": "stalin",
        "tag-of-course": "khrushchev",
        "tag-of-draft": "leningrad",
        "work": "freeze-russia",
        "work-of-members": "listed-for-members",
        "work-of-draft": "listed-in-a-draft",
        "specification": SPECIFICATION,
        "other-specification": OTHER_SPECIFICATION,
        "topic": TOPIC,
        "term": "general-secretary",
        "topic-draft": TOPIC_DRAFT,
        "first": 1,
        "no-number": 9999,
        "year": 2020,
        "month": 2,
        "empty-month": 12,
        "author": "isaiah",
        "shy": person("editor").slug,
        "teacher": person("instructor").slug,
        "classmate": "silvia-silent",
        "newcomer": "nora-newcomer",
        "picture": person("isaiah").picture.name.rpartition("/")[2],
        "key": "a-key",
        "uid": "1",
        "app": "blog",
        "accounts-app": "accounts",
        "nowhere": "nowhere",
        "details": "details",
        "need": "need",
        "nothing": "nothing",
        "yaml": "yaml",
        "seed": SEED,
        "ris": "ris",
        "no-task": uuid.UUID(int=0),
        "approve": "approve",
        "leave": tokens.unsubscribe_link(tokens.Wish(person("tom").pk, ("reply",))).split("/")[-2],
        "confirm": tokens.confirm_link(GuestSubscription.objects.get().key).split("/")[-2],
    }
    review = CardReview.objects.filter(card__learner=person("isaiah")).latest("reviewed_at", "pk")
    rows = {
        "card": review.card,
        "card-review": review,
        "course": course,
        "other-course": other,
        "unit": course.units.first(),
        "foreign-unit": other.units.first(),
        "category": course.categories.first(),
        "foreign-category": other.categories.first(),
        "source": managed_sources(course).first(),
        "foreign-source": managed_sources(other).first(),
        "member": course.memberships.get(user=person("tom")),
        "foreign-member": other.memberships.get(user=person("outsider")),
        "comment": held,
        "guests-comment": comments.get(guest_email=GUEST_EMAIL),
        "toms-comment": comments.filter(post__slug=SEED, author__email__startswith="tom@").first(),
        "fresh-comment": comments.get(post=essays["members"]),
        "foreign-comment": comments.filter(post__course=other).first(),
        "entry": ModerationEntry.objects.filter(comment__post__course=course).first(),
        "foreign-entry": ModerationEntry.objects.filter(comment__post__course=other).first(),
        "image": essays["world"].featured_image,
        "foreign-image": foreign_image,
        "foreign-post": foreign,
        "unit-source": UnitSource.objects.filter(unit__course=course).first(),
        "foreign-unit-source": UnitSource.objects.filter(unit__course=other).first(),
        "import-draft": ImportDraft.objects.filter(course=course).first(),
        "merge": course.source_merges.first(),
        "policy": ModerationPolicy.objects.get(course=course),
        "foreign-policy": ModerationPolicy.objects.get(course=other),
        "standing": course.standings.first(),
        "foreign-standing": other.standings.first(),
        "foreign-merge": other.source_merges.first(),
        "copy": essays["withdrawn"].working_copies.first(),
        "question": answers[0].question,
        "shared-answer": answers[0],
        "answer": answers[1],
        "open-answer": answers[2],
        "proposal": essays["world"].proposals.first(),
        "note-copy": NoteCopy.objects.first(),
        "subject": course.specifications.get(slug=SPECIFICATION).subject,
        "topic": Topic.objects.get(specification__slug=SPECIFICATION, slug=TOPIC),
        "study-note": StudyNote.objects.get(topic__slug=TOPIC),
        "tag": Tag.objects.get(slug="stalin"),
        "user": person("tom"),
        "type-of-post": ContentType.objects.get_for_model(Post),
    }
    rows |= {
        "kept": course.specifications.first(),
        "foreign-kept": other.specifications.first(),
        "enquiry": Enquiry.objects.get(email="ada@example.org"),
        "way": ContactWay.objects.first(),
    }
    words |= {f"@{name}": row.pk for name, row in rows.items() if row}
    for name, post in essays.items():
        words |= {name: post.slug, f"@{name}": post.pk}
        words[f"image-{name}"] = post.featured_image.file.name.rpartition("/")[2]
        words[f"picture-{name}"] = post.featured_image.name
    return words

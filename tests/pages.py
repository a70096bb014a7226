"""Every page of the site, and each of its states, as one list for the tests that look at all of them.

Addresses are of what tests/world.py has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from blog.models import Post
from comments.models import Comment
from config import errors
from courses.models import Course

from .world import (
    COURSE,
    OTHER_COURSE,
    SEED,
    SPECIFICATION,
    TOPIC,
    TOPIC_DRAFT,
    arguments,
    essay,
    managed_sources,
)

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
DEEP = f"/courses/{COURSE}/essays/a-deep-thread/"
WORLD = f"/courses/{COURSE}/essays/for-world/"
NOTE_DRAFT = f"/notes/{SPECIFICATION}/{TOPIC_DRAFT}/"
RIVER = f"/courses/{OTHER_COURSE}/essays/a-straight-line-through-a-wandering-river/"
ADD = f"/courses/{COURSE}/add-source/"
IMPORT = f"/courses/{COURSE}/import-sources/"
# What tests/world.py has already: the answer is the page to check, with what is wrong.
SAME_ENQUIRY = {
    "details-name": "Ada Asking",
    "details-email": "ada@example.org",
    "need-subject": "History",
    "need-level": "a-level",
    "need-needs": "Help with Stalin’s rise.\n\nSoon.",
}
# A new topic, one that is changed, and others that stay.
TRIED_TREE = {
    "text": f"""format: colloquy-topics-1
subjects:
  - name: History
    slug: history
    specifications:
      - board: OCR
        level: A-Level
        slug: ocr-a-level-history
        course: {COURSE}
        topics:
          - number: 32
            title: Russia, from the Last Tsar to the War
            slug: russia-1894-1941
          - number: 33
            title: {"Verfassungsänderungsantrag" * 4}
""",
    "try": "1",
}
REFERENCE = "Tucker, Robert C. Stalin in Power (New York: Norton, 1990), 363"


class Sight(NamedTuple):
    """One page as one person sees it: after a visit, or after sending `form` to it."""

    name: str
    address: str | Callable[[], str]
    who: str = ""
    form: Mapping[str, Any] | None = None
    status: int = 200

    def where(self) -> str:
        return self.address if isinstance(self.address, str) else self.address()

    def look(self, client: Client) -> HttpResponse:
        """The answer of the site to `who`'s client. In the form, a callable stands for what it returns."""
        address = self.where()
        if self.form is None:
            return client.get(address)
        form = {name: value() if callable(value) else value for name, value in self.form.items()}
        return client.post(address, form)


class ErrorPage(NamedTuple):
    """A page that is hard to come by: what its handler answers."""

    name: str
    handler: Callable[..., HttpResponse]
    exception: Exception | None = None
    who: str = ""

    def where(self) -> str:
        return "/somewhere/"

    def look(self, client: Client) -> HttpResponse:
        request = RequestFactory().post("/somewhere/", {"body": "What I typed."})
        return self.handler(request, self.exception) if self.exception else self.handler(request)


def admin(name: str, row: str = "") -> Callable[[], str]:
    """The address of a page of the admin; `row` is a word of tests/world.py's arguments."""
    return lambda: reverse(f"admin:{name}", args=[arguments()[row]] if row else [])


def address_of(name: str, row: str = "@members") -> Callable[[], str]:
    """The address of a page about an essay by its key."""
    return lambda: reverse(name, args=[arguments()[row]])


def on_answer(name: str, row: str) -> Callable[[], str]:
    return lambda: reverse(f"studynotes:{name}", args=[arguments()[row]])


ASKED = on_answer("question_detail", "@question")


def deciding() -> str:
    """About Tom, in the admin."""
    return reverse("admin:courses_standing_decide", args=[arguments()["@course"], arguments()["@user"]])


def ninth_comment() -> int:
    """Of the seed essay."""
    return Comment.objects.filter(post__slug=SEED).order_by("path").values_list("pk", flat=True)[8]


def on_comment(page: str, row: str) -> Callable[[], str]:
    return lambda: reverse(f"comments:comment_{page}", args=[arguments()[row]])


def later_replies() -> str:
    """The second page of the deepest thread's one branch."""
    first = Comment.objects.filter(post__title="A deep thread").earliest("pk").pk
    return f"{DEEP}replies/{first}/?after={first + 60}"


def merging() -> str:
    """Of the course's first two sources."""
    first, second = managed_sources(Course.objects.get(slug=COURSE)).order_by("pk")[:2]
    return f"{reverse('admin:sources_source_merge')}?ids={first.pk}&ids={second.pk}"


def publication(name: str) -> Callable[[], str]:
    """Of one of the essays of tests/world.py."""
    return lambda: reverse("blog:post_publication", args=[arguments()[f"@{name}"]])


def revised() -> int:
    """The key of an essay whose author revised it in answer to a comment."""
    return Post.objects.values_list("pk", flat=True).get(slug="eight-days-in-february")


def seed() -> int:
    """The key of the seed essay."""
    return Post.objects.values_list("pk", flat=True).get(slug=SEED)


SIGHTS: list[Sight | ErrorPage] = [
    Sight("home", "/"),
    Sight("home, signed in", "/", "isaiah"),
    Sight("course", f"/courses/{COURSE}/"),
    Sight("course, its instructor", f"/courses/{COURSE}/", "instructor"),
    Sight("course, open to join", f"/courses/{OTHER_COURSE}/", "tom"),
    Sight("unit", f"/courses/{COURSE}/units/5/"),
    Sight("unit without essays", f"/courses/{COURSE}/units/9/"),
    Sight("essay", ESSAY),
    Sight("essay, signed in", ESSAY, "max"),
    Sight("essay, unread replies", ESSAY, "kendall"),
    Sight("branch of a thread", lambda: f"{ESSAY}replies/{ninth_comment()}/"),
    Sight("branch of a thread, signed in", later_replies, "max"),
    Sight("essay, its author", ESSAY, "isaiah"),
    Sight(
        "essay, reply refused",
        f"{ESSAY}reply/",
        "",
        {"body": "", "name": "", "email": "x", "website": "y"},
        422,
    ),
    Sight("essay, reply to one", lambda: f"{ESSAY}?replytocom={ninth_comment()}"),
    Sight("essay, reply to a passage", f"{ESSAY}?passage"),
    Sight(
        "essay, reply to a passage refused",
        f"{ESSAY}reply/",
        "max",
        {"body": "So it is.", "quote": "Words of nobody"},
        422,
    ),
    Sight("essay, lost passage", RIVER),
    Sight("essay, held comment", WORLD, "guest"),
    Sight("essay, empty thread", WORLD),
    Sight("essay, closed thread", f"/courses/{COURSE}/essays/eight-days-in-february/"),
    Sight("essay, removed comment", f"/courses/{COURSE}/essays/a-happy-childhood-by-order/"),
    Sight("essay, deep thread", f"/courses/{COURSE}/essays/a-deep-thread/"),
    Sight("essay, draft", f"/courses/{COURSE}/essays/draft/", "isaiah"),
    Sight("essay, withdrawn", f"/courses/{COURSE}/essays/withdrawn/", "isaiah"),
    Sight("comment", on_comment("detail", "@toms-comment")),
    Sight("comment, its writer", on_comment("detail", "@fresh-comment"), "tom"),
    Sight("comment, the essay's author", on_comment("detail", "@fresh-comment"), "isaiah"),
    Sight("comment, staff", on_comment("detail", "@fresh-comment"), "instructor"),
    Sight("comment, held", on_comment("detail", "@guests-comment"), "guest"),
    Sight("edit a comment", on_comment("edit", "@fresh-comment"), "tom"),
    Sight("edit a comment, refused", on_comment("edit", "@fresh-comment"), "tom", {"body": " "}, 422),
    Sight("edit a comment, too late", on_comment("edit", "@toms-comment"), "tom", {"body": "Late."}, 403),
    Sight("report a comment", on_comment("report", "@toms-comment"), "max"),
    Sight(
        "report a comment, refused", on_comment("report", "@toms-comment"), "max", {"note": "x" * 600}, 422
    ),
    Sight("delete a comment", on_comment("delete", "@toms-comment"), "tom"),
    Sight("close a thread", f"{WORLD}close-comments/", "isaiah"),
    Sight("close a thread, refused", f"{WORLD}close-comments/", "instructor", {"when": "later"}, 422),
    Sight("essay, reply with a quotation", lambda: f"{ESSAY}?replytocom={ninth_comment()}&quote=1", "max"),
    Sight("essay, reply previewed", f"{ESSAY}reply/", "", {"body": "*So*", "intent": "preview"}),
    Sight("questions", "/questions/", "isaiah"),
    Sight("questions, none", "/questions/", "max"),
    Sight("cite", f"{ESSAY}cite/"),
    Sight("cite, draft without sources", f"/courses/{COURSE}/essays/draft/cite/", "isaiah"),
    Sight("bibliography", f"/courses/{COURSE}/sources/"),
    Sight("bibliography, its member", f"/courses/{COURSE}/sources/?sort=uses", "tom"),
    Sight("bibliography, its staff", f"/courses/{COURSE}/sources/", "instructor"),
    Sight("bibliography, nothing found", f"/courses/{COURSE}/sources/?q=zzzz", "tom"),
    Sight("source", f"/courses/{COURSE}/sources/freeze-russia/"),
    Sight("source, its staff", f"/courses/{COURSE}/sources/freeze-russia/", "instructor"),
    Sight("source that nobody cites", f"/courses/{COURSE}/sources/listed-for-members/", "tom"),
    Sight("sources of a unit", f"/courses/{COURSE}/units/5/sources/", "instructor"),
    Sight("sources of a unit, nothing found", f"/courses/{COURSE}/units/5/sources/?q=zzzz", "instructor"),
    Sight(
        "sources of a unit, refused",
        f"/courses/{COURSE}/units/5/sources/",
        "instructor",
        {"intent": "add", "note": "x" * 400},
        422,
    ),
    Sight("add a source", ADD, "tom"),
    *(Sight(f"add a source, {kind}", f"{ADD}?kind={kind}", "tom") for kind in ("book", "digest", "song")),
    Sight("add a source, line read", ADD, "tom", {"intent": "line", "line": REFERENCE}),
    Sight("add a source, line refused", ADD, "tom", {"intent": "line", "line": ""}, 422),
    Sight("add a source, essay refused", ADD, "tom", {"intent": "essay", "address": "x"}, 422),
    Sight("add a source, refused", ADD, "tom", {"URL": "x", "publisher": "y" * 3_000}, 422),
    Sight("add a source, one is alike", ADD, "tom", {"title": "Russia", "editor": "Freeze, Gregory L."}),
    Sight("edit a source", f"/courses/{COURSE}/sources/freeze-russia/edit/", "instructor"),
    Sight("edit a source, refused", f"/courses/{COURSE}/sources/freeze-russia/edit/", "instructor", {}, 422),
    Sight("import", IMPORT, "tom"),
    Sight("import, refused", IMPORT, "tom", {"text": "@book{a, author={B}}"}, 422),
    Sight("import, preview", lambda: f"{IMPORT}?draft={arguments()['@import-draft']}", "isaiah"),
    Sight("import, nothing chosen", IMPORT, "isaiah", {"draft": lambda: arguments()["@import-draft"]}, 422),
    Sight("export sources", f"/courses/{COURSE}/export-sources/"),
    Sight(
        "export sources, chosen", lambda: f"/courses/{COURSE}/export-sources/?ids={arguments()['@source']}"
    ),
    Sight("subjects of study notes", "/notes/"),
    Sight("subjects of study notes, found", "/notes/?q=stalin"),
    Sight("subjects of study notes, nothing found", f"/notes/?q={'Verfassungsänderungsantrag' * 4}"),
    Sight("specification", f"/notes/{SPECIFICATION}/"),
    Sight("study note", f"/notes/{SPECIFICATION}/{TOPIC}/"),
    Sight("study note, its writer", f"/notes/{SPECIFICATION}/{TOPIC}/", "instructor"),
    Sight("key term", f"/notes/{SPECIFICATION}/{TOPIC}/terms/general-secretary/"),
    Sight("key term that no essay uses", f"/notes/{SPECIFICATION}/{TOPIC}/terms/permanent-revolution/"),
    Sight("study note, a draft", NOTE_DRAFT, "instructor"),
    Sight("topic without a study note", NOTE_DRAFT),
    Sight("edit a study note", f"/notes/{SPECIFICATION}/{TOPIC}/edit/", "instructor"),
    Sight("edit a study note, texts not saved", f"{NOTE_DRAFT}edit/", "instructor"),
    Sight("edit a study note, none yet", f"/notes/{SPECIFICATION}/the-rule-of-stalin/edit/", "staff"),
    Sight(
        "edit a study note, refused",
        f"{NOTE_DRAFT}edit/",
        "staff",
        {"intent": "publish", "body": "One (Freese 12).\n\n::: term Open", "sources": "A\nA"},
        422,
    ),
    Sight(
        "edit a study note, saved by another",
        f"{NOTE_DRAFT}edit/",
        "staff",
        {"body": "Other words.", "sources": "A work that nobody listed.", "base": "0"},
        409,
    ),
    Sight("revisions of a study note", f"/notes/{SPECIFICATION}/{TOPIC}/revisions/"),
    Sight("revisions of a study note, its writer", f"{NOTE_DRAFT}revisions/", "instructor"),
    Sight("revision of a study note", f"/notes/{SPECIFICATION}/{TOPIC}/revisions/1/"),
    Sight("revision of a study note, to restore", f"{NOTE_DRAFT}revisions/1/", "instructor"),
    Sight(
        "revision of a study note, restoring refused",
        f"{NOTE_DRAFT}revisions/1/restore/",
        "instructor",
        {"reason": "x" * 300},
        422,
    ),
    Sight("topic above others", f"/notes/{SPECIFICATION}/the-rule-of-stalin/"),
    Sight("specification, its cards to learn", f"/notes/{SPECIFICATION}/", "tom"),
    Sight("flash cards", "/my/cards/", "isaiah"),
    Sight("flash cards, none", "/my/cards/", "tom"),
    Sight("flash card that is asked", "/my/cards/review/", "isaiah"),
    Sight(
        "flash card after a rating",
        lambda: f"/my/cards/review/?rated={arguments()['@card-review']}",
        "isaiah",
    ),
    Sight("flash card, nothing due", "/my/cards/review/", "tom"),
    Sight("flash card, not rated", lambda: f"/my/cards/{arguments()['@card']}/rate/", "isaiah", {}, 422),
    Sight("one flash card", lambda: f"/my/cards/{arguments()['@card']}/", "isaiah"),
    Sight("cards to print", f"/cards/{SPECIFICATION}/{TOPIC}/"),
    Sight("cards to print, of a specification", f"/cards/{SPECIFICATION}/"),
    Sight("notices", "/notices/", "isaiah"),
    Sight("notices, a decision and what is not to be read any more", "/notices/", "tom"),
    Sight("notices, none", "/notices/", "staff"),
    Sight("choices of notices", "/notices/settings/", "tom"),
    Sight("choices of notices, refused", "/notices/settings/", "staff", {"reply": "often"}, 422),
    Sight("enquiry, details", "/hire-a-tutor/details/"),
    Sight("enquiry, details refused", "/hire-a-tutor/details/", "", {"details-email": "a"}, 422),
    Sight("enquiry, need refused", "/hire-a-tutor/need/", "tom", {"need-needs": ""}, 422),
    Sight("enquiry, check refused", "/hire-a-tutor/check/", "", SAME_ENQUIRY, 409),
    Sight("follow by email", f"{WORLD}follow/"),
    Sight("follow by email, refused", f"{WORLD}follow/", "", {"email": "a"}, 422),
    Sight("confirm to follow", lambda: f"/notices/confirm/{arguments()['confirm']}/"),
    Sight("stop mail", lambda: f"/notices/stop/{arguments()['leave']}/"),
    Sight("stop mail, done", lambda: f"/notices/stop/{arguments()['leave']}/", "", {}),
    Sight("essay, suggested source, its author", WORLD, "isaiah"),
    Sight("essay, suggested source, who suggested it", WORLD, "tom"),
    Sight("essay, suggested source, staff", WORLD, "instructor"),
    Sight("suggest a source", f"{WORLD}suggest-source/", "max"),
    Sight(
        "suggest a source, refused", f"{WORLD}suggest-source/", "max", {"line": "", "note": "x" * 600}, 422
    ),
    Sight("suggest a source, some offered", f"{WORLD}suggest-source/", "max", {"line": "russia"}, 422),
    Sight("author", "/authors/isaiah/"),
    Sight("author with a long name and no essays", "/authors/theo-lindgren/", "tom"),
    Sight("category", f"/courses/{COURSE}/categories/stalinism/"),
    Sight("tag", "/tags/stalin/"),
    Sight("month", "/archive/2020/2/"),
    Sight("authors of an essay", address_of("blog:authorship_edit"), "isaiah"),
    Sight("authors, asked in vain", address_of("blog:authorship_edit"), "isaiah", {"who": "Nobody"}, 422),
    Sight("asked to be an author", address_of("blog:authorship_answer"), "tom"),
    Sight("my writing", "/my/essays/", "isaiah"),
    Sight("my writing, none", "/my/essays/", "tom"),
    Sight("my writing, member of no course", "/my/essays/", "staff"),
    Sight("portfolio", "/authors/isaiah/portfolio/"),
    Sight("portfolio, its owner", "/authors/isaiah/portfolio/", "isaiah"),
    Sight("portfolio, empty", lambda: f"/authors/{arguments()['shy']}/portfolio/", "editor"),
    Sight("edit the portfolio", "/my/portfolio/", "isaiah"),
    Sight("edit the portfolio, none yet", "/my/portfolio/", "tom"),
    Sight("edit the portfolio, refused", "/my/portfolio/", "isaiah", {"introduction": "x" * 2001}, 422),
    Sight("write", "/write/", "ksenia"),
    Sight("write, text not saved", "/write/", "silvia"),
    Sight("write, member of no course", "/write/", "staff"),
    Sight("import a document", "/write/import/", "ksenia"),
    Sight("import a document, member of no course", "/write/import/", "staff"),
    Sight("import a document, refused", "/write/import/", "tom", {"course": ""}, 422),
    Sight("write, refused", "/write/", "tom", {"intent": "publish", "tag_names": "?"}, 422),
    Sight("edit", lambda: f"/essays/{arguments()['@world']}/edit/", "isaiah"),
    Sight(
        "edit, refused",
        lambda: f"/essays/{arguments()['@world']}/edit/",
        "isaiah",
        {"intent": "publish"},
        422,
    ),
    Sight("edit, texts not saved", lambda: f"/essays/{arguments()['@withdrawn']}/edit/", "isaiah"),
    Sight(
        "edit, saved by another",
        lambda: f"/essays/{arguments()['@world']}/edit/",
        "isaiah",
        {
            "title": "Another title",
            "body": "Other words.",
            "sources": "A work that nobody listed.",
            "course": lambda: arguments()["@course"],
            "visibility": "world",
            "alt": "A tower",
            "base": "0",
        },
        409,
    ),
    Sight("my pictures", "/my/pictures/", "isaiah"),
    Sight("my pictures, none", "/my/pictures/", "staff"),
    Sight("pictures of an essay", lambda: f"/my/pictures/?essay={seed()}", "isaiah"),
    Sight("add a picture", "/my/pictures/add/", "isaiah"),
    Sight("add a picture, refused", "/my/pictures/add/", "isaiah", {}, 422),
    Sight("a picture", lambda: f"/my/pictures/{arguments()['picture-world']}/", "isaiah"),
    Sight("a picture, refused", lambda: f"/my/pictures/{arguments()['picture-world']}/", "isaiah", {}, 422),
    Sight("revisions, one that answers a comment", lambda: f"/essays/{revised()}/revisions/"),
    Sight("revisions, for the author", lambda: f"/essays/{revised()}/revisions/", "max"),
    Sight("revision, the difference", lambda: f"/essays/{revised()}/revisions/2/"),
    Sight("revision, the first text", lambda: f"/essays/{revised()}/revisions/1/"),
    Sight("revision, to restore", lambda: f"/essays/{revised()}/revisions/1/", "instructor"),
    Sight(
        "revision, restoring refused",
        lambda: f"/essays/{revised()}/revisions/1/restore/",
        "instructor",
        {"reason": "x" * 300},
        422,
    ),
    Sight("essay that was revised", lambda: Post.objects.get(pk=revised()).get_absolute_url()),
    Sight("address follows the title", lambda: f"/essays/{arguments()['@world']}/address/", "isaiah"),
    Sight(
        "address follows the title, of a draft", lambda: f"/essays/{arguments()['@draft']}/address/", "isaiah"
    ),
    Sight("edit, seed with its ledger", lambda: f"/essays/{seed()}/edit/", "isaiah"),
    Sight(
        "edit, answer refused",
        lambda: f"/essays/{seed()}/answers/",
        "isaiah",
        {"answer": "leave", "title": "T", "body": "It failed (Freese 347; Nove, 12).", "sources": "x"},
        422,
    ),
    Sight("citations", lambda: f"/essays/{seed()}/citations/", "isaiah"),
    Sight("citations, for the instructor", lambda: f"/essays/{seed()}/citations/", "instructor"),
    Sight("citations, for a reader", lambda: f"/essays/{seed()}/citations/"),
    Sight("profile", "/profile/", "isaiah"),
    Sight("profile, refused", "/profile/", "isaiah", {"display_name": "", "website": "x"}, 422),
    Sight("sign in", "/accounts/login/"),
    Sight("sign in, refused", "/accounts/login/", "", {"login": "a@example.org", "password": "wrong"}, 422),
    Sight("sign up", "/accounts/signup/"),
    Sight(
        "sign up, refused", "/accounts/signup/", "", {"email": "x", "password1": "a", "display_name": ""}, 422
    ),
    Sight("sign out", "/accounts/logout/", "tom"),
    Sight("account inactive", "/accounts/inactive/"),
    Sight("sign in again", "/accounts/reauthenticate/", "tom"),
    Sight("e-mail address", "/accounts/email/", "tom"),
    Sight("e-mail address sent", "/accounts/confirm-email/"),
    Sight("e-mail address confirmed", "/accounts/confirm-email/a-key/"),
    Sight("change password", "/accounts/password/change/", "tom"),
    Sight("change password, refused", "/accounts/password/change/", "tom", {}, 422),
    Sight("reset password", "/accounts/password/reset/"),
    Sight("reset password, sent", "/accounts/password/reset/done/"),
    Sight("reset password, bad key", "/accounts/password/reset/key/1-a/"),
    Sight("reset password, done", "/accounts/password/reset/key/done/"),
    Sight("403", lambda: f"/essays/{arguments()['@world']}/edit/", "tom", None, 403),
    Sight("403, session ended", "/write/", "", {"body": "My long text."}, 403),
    Sight("405", "/preview/", status=405),
    Sight("404", "/nowhere/", status=404),
    Sight("404, signed in", "/nowhere/", "tom", status=404),
    ErrorPage("400", errors.bad_request, SuspiciousOperation()),
    ErrorPage("413", errors.bad_request, RequestDataTooBig()),
    ErrorPage("403, form too old", errors.csrf_failure),
    ErrorPage("429", errors.too_many_requests),
    ErrorPage("500", errors.server_error),
    Sight("publication of a draft", publication("draft"), "isaiah"),
    Sight("publication, handed in", publication("submitted"), "instructor"),
    Sight("publication, returned", publication("returned"), "isaiah"),
    Sight("publication, scheduled", publication("scheduled"), "isaiah"),
    Sight("publication, published", publication("world"), "isaiah"),
    Sight("publication, withdrawn", publication("withdrawn"), "isaiah"),
    Sight(
        "publication, past date",
        publication("draft"),
        "isaiah",
        {"move": "schedule", "at": "2020-01-01T10:00"},
        422,
    ),
    Sight("publication, no note", publication("submitted"), "instructor", {"move": "return"}, 422),
    Sight("handed in", f"/courses/{COURSE}/submissions/", "instructor"),
    Sight("handed in, all", f"/courses/{COURSE}/submissions/?show=all&sort=late", "instructor"),
    Sight("handed in, none", f"/courses/{OTHER_COURSE}/submissions/", "staff"),
    Sight("essay, handed in", lambda: essay("Submitted").get_absolute_url(), "instructor"),
    Sight("essay, scheduled", lambda: essay("Scheduled").get_absolute_url(), "isaiah"),
    Sight("question", ASKED),
    Sight("question, signed in, with attempts", ASKED, "isaiah"),
    Sight("question, first attempt", ASKED, "tom"),
    Sight("question, refused", ASKED, "tom", {"intent": "hand-in"}, 422),
    Sight("question, two windows", ASKED, "isaiah", {"body": "Mine"}, 409),
    Sight("answer", on_answer("answer_detail", "@answer"), "isaiah"),
    Sight("answer, marked by two", on_answer("answer_detail", "@shared-answer"), "isaiah"),
    Sight("answer, a classmate", on_answer("answer_detail", "@shared-answer"), "tom"),
    Sight(
        "answer, tick without words",
        on_answer("answer_detail", "@shared-answer"),
        "tom",
        {"whole": "1", "tick-propaganda-3": "on"},
        422,
    ),
    Sight("answer, not handed in", on_answer("answer_detail", "@open-answer"), "isaiah"),
    Sight("my answers", "/my/answers/", "isaiah"),
    Sight("my answers, none", "/my/answers/", "outsider"),
    Sight("answers to mark", "/answers/", "instructor"),
    Sight("answers to mark, none", "/answers/", "outsider"),
    Sight("results", f"/courses/{COURSE}/results/", "instructor"),
    Sight("results, none", f"/courses/{OTHER_COURSE}/results/", "staff"),
    Sight(
        "results of a question",
        lambda: reverse("studynotes:result_detail", args=[COURSE, arguments()["@question"]]),
        "instructor",
    ),
    Sight("admin", "/admin/", "instructor"),
    Sight("admin, site staff", "/admin/", "staff"),
    Sight("admin, comments", admin("comments_comment_changelist"), "instructor"),
    Sight("admin, comments, none found", "/admin/comments/comment/?q=zzzz", "instructor"),
    Sight("admin, one comment", admin("comments_comment_change", "@comment"), "instructor"),
    Sight(
        "admin, reason to remove",
        lambda: reverse("admin:comments_comment_moderate", args=["remove"]),
        "instructor",
        {"pks": lambda: arguments()["@comment"]},
    ),
    Sight(
        "admin, reason refused",
        lambda: reverse("admin:comments_comment_moderate", args=["remove"]),
        "instructor",
        {"pks": lambda: arguments()["@comment"], "reason": " "},
        422,
    ),
    Sight("admin, history of a comment", admin("comments_comment_history", "@comment"), "instructor"),
    Sight("admin, one app", admin("app_list", "app"), "instructor"),
    Sight("admin, log", admin("comments_moderationentry_changelist"), "instructor"),
    Sight("admin, entry of the log", admin("comments_moderationentry_change", "@entry"), "instructor"),
    Sight("admin, moderation of courses", admin("comments_moderationpolicy_changelist"), "instructor"),
    Sight(
        "admin, moderation of one course", admin("comments_moderationpolicy_change", "@policy"), "instructor"
    ),
    Sight(
        "admin, moderation of one course, to read",
        admin("comments_moderationpolicy_change", "@policy"),
        "assistant",
    ),
    Sight("admin, add a moderation policy", admin("comments_moderationpolicy_add"), "staff"),
    Sight(
        "admin, delete a moderation policy",
        admin("comments_moderationpolicy_delete", "@policy"),
        "instructor",
    ),
    Sight(
        "admin, trial of lists",
        admin("comments_moderationpolicy_change", "@policy"),
        "instructor",
        {"mode": "guests", "held_words": "the", "max_links": "2", "_trial": "1"},
    ),
    Sight("admin, standings", admin("courses_standing_changelist"), "instructor"),
    Sight("admin, one standing", admin("courses_standing_change", "@standing"), "instructor"),
    Sight("admin, decide about a person", deciding, "instructor"),
    Sight(
        "admin, decide about a person, refused",
        deciding,
        "instructor",
        {"level": "silenced", "until": "2020-01-01"},
        422,
    ),
    Sight("admin, essays", admin("blog_post_changelist"), "instructor"),
    Sight("admin, one essay", admin("blog_post_change", "@world"), "instructor"),
    Sight("admin, pictures", admin("blog_image_changelist"), "instructor"),
    Sight("admin, one picture", admin("blog_image_change", "@image"), "instructor"),
    Sight("admin, categories", admin("blog_category_changelist"), "instructor"),
    Sight("admin, add a category", admin("blog_category_add"), "staff"),
    Sight("admin, courses", admin("courses_course_changelist"), "instructor"),
    Sight("admin, one course", admin("courses_course_change", "@course"), "instructor"),
    Sight("admin, one course, to read", admin("courses_course_change", "@course"), "assistant"),
    Sight("admin, units", admin("courses_unit_changelist"), "instructor"),
    Sight("admin, one unit", admin("courses_unit_change", "@unit"), "instructor"),
    Sight("admin, members", admin("courses_membership_changelist"), "instructor"),
    Sight("admin, one member", admin("courses_membership_change", "@member"), "instructor"),
    Sight("admin, add a member", admin("courses_membership_add"), "instructor"),
    Sight("admin, sources", admin("sources_source_changelist"), "instructor"),
    Sight("admin, one source", admin("sources_source_change", "@source"), "instructor"),
    Sight("admin, delete a source", admin("sources_source_delete", "@source"), "instructor"),
    Sight("admin, history", admin("sources_source_history", "@source"), "instructor"),
    Sight("admin, merge sources", merging, "instructor"),
    Sight("admin, merge sources, refused", merging, "instructor", {}, 422),
    Sight("admin, possible duplicates", admin("sources_source_duplicates"), "instructor"),
    Sight("admin, possible duplicates, of which course", admin("sources_source_duplicates"), "staff"),
    Sight("admin, merges of sources", admin("sources_sourcemerge_changelist"), "instructor"),
    Sight("admin, one merge", admin("sources_sourcemerge_change", "@merge"), "instructor"),
    Sight("admin, sources of units", admin("sources_unitsource_changelist"), "instructor"),
    Sight("admin, a source of a unit", admin("sources_unitsource_change", "@unit-source"), "instructor"),
    Sight("admin, remove a source from a unit", admin("sources_unitsource_delete", "@unit-source"), "staff"),
    Sight("admin, add a source to a unit", admin("sources_unitsource_add"), "staff"),
    Sight("admin, tags", admin("blog_tag_changelist"), "staff"),
    Sight("admin, one category", admin("blog_category_change", "@category"), "instructor"),
    Sight("admin, delete a category", admin("blog_category_delete", "@category"), "instructor"),
    Sight("admin, add a course", admin("courses_course_add"), "staff"),
    Sight("admin, delete a course", admin("courses_course_delete", "@other-course"), "staff"),
    Sight("admin, add a unit", admin("courses_unit_add"), "instructor"),
    Sight("admin, delete a unit", admin("courses_unit_delete", "@unit"), "instructor"),
    Sight("admin, delete a member", admin("courses_membership_delete", "@member"), "instructor"),
    Sight("admin, add a source", admin("sources_source_add"), "instructor"),
    Sight("admin, one tag", admin("blog_tag_change", "@tag"), "staff"),
    Sight("admin, add a tag", admin("blog_tag_add"), "staff"),
    Sight("admin, delete a tag", admin("blog_tag_delete", "@tag"), "staff"),
    Sight("admin, tasks", admin("django_tasks_database_dbtaskresult_changelist"), "staff"),
    Sight("admin, password of a person", admin("auth_user_password_change", "@user"), "staff"),
    Sight("admin, subjects", admin("studynotes_subject_changelist"), "instructor"),
    Sight("admin, one subject", admin("studynotes_subject_change", "@subject"), "staff"),
    Sight("admin, add a subject", admin("studynotes_subject_add"), "staff"),
    Sight("admin, delete a subject", admin("studynotes_subject_delete", "@subject"), "staff"),
    Sight("admin, specifications", admin("studynotes_specification_changelist"), "instructor"),
    Sight("admin, one specification", admin("studynotes_specification_change", "@kept"), "instructor"),
    Sight("admin, add a specification", admin("studynotes_specification_add"), "staff"),
    Sight("admin, delete a specification", admin("studynotes_specification_delete", "@kept"), "staff"),
    Sight("admin, import topics", admin("studynotes_specification_import"), "instructor"),
    Sight("admin, import topics, tried", admin("studynotes_specification_import"), "instructor", TRIED_TREE),
    Sight(
        "admin, import topics, refused",
        admin("studynotes_specification_import"),
        "instructor",
        {"text": "format: colloquy-topics-1\nsubject: History\n", "import": "1"},
        422,
    ),
    Sight("admin, topics", admin("studynotes_topic_changelist"), "instructor"),
    Sight("admin, one topic", admin("studynotes_topic_change", "@topic"), "instructor"),
    Sight("admin, add a topic", admin("studynotes_topic_add"), "instructor"),
    Sight("admin, delete a topic", admin("studynotes_topic_delete", "@topic"), "instructor"),
    Sight("admin, study notes", admin("studynotes_studynote_changelist"), "instructor"),
    Sight("admin, one study note", admin("studynotes_studynote_change", "@study-note"), "instructor"),
    Sight("admin, one study note, to read", admin("studynotes_studynote_change", "@study-note"), "assistant"),
    Sight("admin, enquiries", admin("studynotes_enquiry_changelist"), "staff"),
    Sight("admin, enquiries, none found", "/admin/studynotes/enquiry/?q=zzzz", "staff"),
    Sight("admin, one enquiry", admin("studynotes_enquiry_change", "@enquiry"), "staff"),
    Sight("admin, note refused", admin("studynotes_enquiry_note", "@enquiry"), "staff", {"text": ""}, 422),
    Sight(
        "admin, erase enquiries",
        "/admin/studynotes/enquiry/",
        "staff",
        {"action": "erase_now", "_selected_action": lambda: arguments()["@enquiry"]},
    ),
    Sight("admin, ways of contact", admin("studynotes_contactway_changelist"), "staff"),
    Sight("admin, add a way of contact", admin("studynotes_contactway_add"), "staff"),
    Sight("admin, one way of contact", admin("studynotes_contactway_change", "@way"), "staff"),
    Sight("admin, delete a way of contact", admin("studynotes_contactway_delete", "@way"), "staff"),
    Sight("admin, people", admin("accounts_user_changelist"), "staff"),
    Sight("admin, one person", admin("accounts_user_change", "@user"), "staff"),
    Sight("admin, add a person", admin("accounts_user_add"), "staff"),
]

"""Every form of the site filled in well, and what nobody should put into it."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .makers import PASSWORD, picture_bytes
from .world import SPECIFICATION, TOPIC_DRAFT, arguments, essay

# CPU seconds for one answer.
SLOWEST = 3.0
WORDS = "Words worth keeping."


class Form(NamedTuple):
    """A form with all its fields filled in well; `main` is the field that takes the most text."""

    name: str
    who: str
    address: Callable[[], str]
    fields: Callable[[], dict[str, Any]]
    main: str


def reply_address() -> str:
    return f"{essay('For world').get_absolute_url()}reply/"


GUEST_REPLY = Form(
    "reply of a guest",
    "",
    reply_address,
    lambda: {"body": WORDS, "name": "Gil", "email": "gil@example.org", "website": "", "parent": ""},
    "body",
)
MEMBER_REPLY = Form("reply of a member", "max", reply_address, lambda: {"body": WORDS, "parent": ""}, "body")
ESSAY = Form(
    "essay",
    "tom",
    lambda: "/write/",
    lambda: {
        "title": "A title",
        "body": WORDS,
        "course": arguments()["@course"],
        "unit": arguments()["@unit"],
        "visibility": "world",
        "tag_names": "a, b",
        "sources": "Smith, A Book",
        "alt": "",
        "caption": "",
        "credit": "",
        "intent": "publish",
    },
    "body",
)
NOTE = Form(
    "study note",
    "instructor",
    lambda: reverse("studynotes:note_edit", args=[SPECIFICATION, TOPIC_DRAFT]),
    lambda: {"body": WORDS, "sources": "Smith, A Book", "intent": "publish"},
    "body",
)
PROFILE = Form(
    "profile",
    "tom",
    lambda: "/profile/",
    lambda: {"display_name": "Tom", "website": "https://tom.example", "biography": WORDS},
    "biography",
)
PORTFOLIO = Form(
    "portfolio",
    "isaiah",
    lambda: "/my/portfolio/",
    lambda: {"introduction": WORDS, "is_public": "on", "change": f"up:{arguments()['@members']}"},
    "introduction",
)
SIGN_UP = Form(
    "sign up",
    "",
    lambda: "/accounts/signup/",
    lambda: {"display_name": "Nora New", "email": "nora@example.org", "password1": PASSWORD},
    "display_name",
)
REASON = Form(
    "reason of a moderator",
    "instructor",
    lambda: reverse("admin:comments_comment_moderate", args=["remove"]),
    lambda: {"pks": arguments()["@comment"], "reason": WORDS, "back": "comment"},
    "reason",
)
SOURCE = Form(
    "source in the admin",
    "instructor",
    lambda: reverse("admin:sources_source_add"),
    lambda: {"course": arguments()["@course"], "key": "a-key", "csl": '{"type": "book", "title": "A"}'},
    "csl",
)
RECORD = Form(
    "record of a source",
    "tom",
    lambda: reverse("blog:source_add", args=[arguments()["course"]]),
    lambda: {
        "kind": "digest",
        "title": "On Overcoming the Cult",
        "author": "Gregory L. Freeze",
        "container-title": "Pravda",
        "issued": "2 July 1956",
        "digest-title": "Current Digest",
        "digest-page": "3-10",
        "URL": "https://example.org/",
        "ISBN": "123",
        "aliases": "CD",
        "note": WORDS,
        "intent": "anyway",
    },
    "note",
)
LINE = Form("pasted reference", "tom", RECORD.address, lambda: {"intent": "line", "line": WORDS}, "line")
BIBLIOGRAPHY = Form(
    "pasted bibliography",
    "tom",
    lambda: reverse("blog:source_import", args=[arguments()["course"]]),
    lambda: {"text": f"@book{{a, title={{{WORDS}}}}}", "intent": "read"},
    "text",
)
PROPOSAL = Form(
    "suggested source",
    "max",
    lambda: f"{essay('For world').get_absolute_url()}suggest-source/",
    lambda: {"line": WORDS, "note": "Why."},
    "line",
)
REPORT = Form(
    "report of a comment",
    "max",
    lambda: reverse("comments:comment_report", args=[arguments()["@toms-comment"]]),
    lambda: {"reason": "other", "note": WORDS},
    "note",
)
FOLLOW = Form(
    "follow by email",
    "",
    lambda: f"{essay('For world').get_absolute_url()}follow/",
    lambda: {"email": "gil@example.org"},
    "email",
)
CHOICES = Form(
    "choices of notices",
    "tom",
    lambda: "/notices/settings/",
    lambda: {
        "reply": "never", "comment": "daily", "mention": "hourly", "followed": "at-once", "decision": "daily",
    },
    "reply",
)  # fmt: skip
DETAILS = Form(
    "details of an enquiry",
    "",
    lambda: reverse("studynotes:enquiry_step", args=["details"]),
    lambda: {"details-name": WORDS, "details-email": "ada@example.org", "details-phone": "+44 20 7946"},
    "details-name",
)
NEED = Form(
    "enquiry",
    "",
    lambda: reverse("studynotes:enquiry_step", args=["need"]),
    lambda: {"need-subject": "History", "need-level": "gcse", "need-needs": WORDS, "need-times": WORDS},
    "need-needs",
)
ENQUIRY = Form(
    "enquiry to be sent",
    "",
    lambda: reverse("studynotes:enquiry_step", args=["check"]),
    lambda: DETAILS.fields() | NEED.fields(),
    "need-needs",
)
ENQUIRY_NOTE = Form(
    "note on an enquiry",
    "staff",
    lambda: reverse("admin:studynotes_enquiry_note", args=[arguments()["@enquiry"]]),
    lambda: {"text": WORDS},
    "text",
)
ANSWER = Form(
    "answer to a question",
    "tom",
    lambda: reverse("studynotes:question_detail", args=[arguments()["@question"]]),
    lambda: {"body": WORDS, "intent": "keep", "copy": "", "copy_version": "", "window": "a1"},
    "body",
)
MARKING = Form(
    "marking of an answer",
    "tom",
    lambda: reverse("studynotes:answer_detail", args=[arguments()["@shared-answer"]]),
    lambda: {
        "tick-secret-police-1": "on",
        "words-secret-police-1": "4-8",
        "more-secret-police-1": "1",
        "whole": "1",
    },
    "words-secret-police-1",
)
EDIT = Form(
    "edit of a comment",
    "tom",
    lambda: reverse("comments:comment_edit", args=[arguments()["@fresh-comment"]]),
    lambda: {"body": WORDS},
    "body",
)
FORMS = [
    *(
        GUEST_REPLY,
        MEMBER_REPLY,
        ESSAY,
        NOTE,
        PROFILE,
        PORTFOLIO,
        SIGN_UP,
        REASON,
        SOURCE,
        RECORD,
        LINE,
        BIBLIOGRAPHY,
    ),
    *(PROPOSAL, REPORT, FOLLOW, CHOICES, EDIT, PORTFOLIO, ANSWER, MARKING),
    *(DETAILS, NEED, ENQUIRY, ENQUIRY_NOTE),
]

TEXTS = {
    "nothing": "",
    "spaces": " \t\r\n ",
    "too long": "a" * 65_526,
    "right to left": "\u202e\u2067שלום\u200f",
    "zero width": "\u200b\u200d\ufeff\u2060",
    "NUL": "a\x00b",
    "controls": "".join(map(chr, range(32))),
    "lone surrogates": "\ud800 \udfff",
    "10,000 emoji": "👩‍👩‍👧" * 10_000,
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "script links": "[a](javascript:alert(1)) <javascript:alert(1)> [b](data:text/html,x) [c](java\nscript:)",
    "end of a field": "</textarea></script>\"'><b>",
    "brackets": "[" * 5_000,
    "closed brackets": "[" * 2_000 + "]" * 2_000,
    "images": "![" * 2_000,
    "quotations": ">" * 5_000,
    "lists": "- " * 2_000,
    "numbered": "1. " * 2_000,
    "stars": "*a_" * 4_000,
    "backticks": " ".join("`" * n for n in range(1, 200)),
    "entities": "&#x" * 5_000,
    "tables": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n",
    "notes": "[^1]" * 1_000 + "\n\n" + "[^1]: " * 500,
    "links": "http://" * 3_000,
    "many links": "www.a.example " * 3_000,
    "templates": "{{ user.email }}{% debug %}${1}%s{0}",
    "blank lines": "a\n\n" * 20_000,
    "marks": "e" + "\u0301" * 20_000,
}


def _bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 2.5 thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    size = (50_000).to_bytes(4)
    header = size + size + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


# Made when one is sent: every process of a run reads this module.
PICTURES: dict[str, Callable[[], bytes]] = {
    "empty.jpg": lambda: b"",
    "words.jpg": lambda: b"This is no picture.",
    "broken.jpg": lambda: picture_bytes((600, 400))[:400],
    "mislabelled.jpg": lambda: picture_bytes(format="PNG"),
    "bomb.png": _bomb,
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.gif": lambda: b"GIF89a<html><script>alert(1)</script>",
    "large.jpg": lambda: picture_bytes() + b"\x00" * 13_000_000,
    "many.png": lambda: picture_bytes((7000, 7000), "PNG"),
}


def send(client: Client, address: str, fields: dict[str, Any], **extra: Any) -> HttpResponse:
    """POST as a browser encodes it, odd characters included. No answer may be slow or an error of ours."""
    body = urlencode(fields, errors="surrogatepass")
    client.raise_request_exception = False
    start = time.process_time()
    response: HttpResponse = client.post(
        address, body, content_type="application/x-www-form-urlencoded", **extra
    )
    assert time.process_time() - start < SLOWEST
    assert response.status_code < 500
    return response

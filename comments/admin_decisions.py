"""Moderators' decisions in the admin: the list's actions, the buttons, and the page that asks for a reason.

All of them end in comments/moderation/deciding.py, as every other page that moderates does.
"""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from accounts.texts import LineField
from courses.models import Course

from .admin_context import with_words
from .admin_list import filters_of, list_address
from .models import Comment, ModerationEntry
from .moderation.deciding import changed_since, moderate, refuse_edits, undo
from .moderation.offered import COMMON_REASONS, DECISIONS, MAX_REASON_LENGTH, Decision
from .moderation.queue import has_waiting_edit, is_reported

# One decision covers at most this many comments: SQLite takes 32,766 values in one query.
MAX_AT_ONCE = 5000
MAX_SHOWN = 10
# An edit that waits is drawn, told and logged one by one, while everybody else who writes waits.
MAX_EDITS_AT_ONCE = 25


class DecidesOnComments(admin.ModelAdmin):
    actions = ["approve", "hold", "spam", "remove", "restore"]

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description="Approve", permissions=["moderate"])
    def approve(self, request: SignedInRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._decide(request, DECISIONS["approve"], chosen)

    @admin.action(description="Hold for moderation", permissions=["moderate"])
    def hold(self, request: SignedInRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._decide(request, DECISIONS["hold"], chosen)

    @admin.action(description="Mark as spam", permissions=["moderate"])
    def spam(self, request: SignedInRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._decide(request, DECISIONS["spam"], chosen)

    @admin.action(description="Remove, with a reason", permissions=["moderate"])
    def remove(self, request: SignedInRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._decide(request, DECISIONS["remove"], chosen)

    @admin.action(description="Restore", permissions=["moderate"])
    def restore(self, request: SignedInRequest, chosen: QuerySet) -> HttpResponse | None:
        return self._decide(request, DECISIONS["restore"], chosen)

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("moderate/<slug:name>/", guarded(self.decide_view), name="comments_comment_moderate"),
            path("undo/", guarded(self.undo_view), name="comments_comment_undo"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def decide_view(self, request: SignedInRequest, name: str) -> HttpResponse:
        """The buttons of a row, of the comment's page and of the page that asks for a reason."""
        if name not in DECISIONS:
            raise Http404
        pks = request.POST.get("pks", "").split(",")
        if len(pks) > MAX_AT_ONCE or not all(pk.isdecimal() and len(pk) < 19 for pk in pks):
            raise BadRequest("Not a list of comments.")
        chosen = self.get_queryset(request).filter(pk__in=pks)
        if not chosen.exists():
            raise Http404
        return self._decide(request, DECISIONS[name], chosen) or redirect(self._back(request, pks[0]))

    @method_decorator(require_POST)
    def undo_view(self, request: SignedInRequest) -> HttpResponse:
        """The button beside what a decision said, and those of the journal."""
        try:
            batch = uuid.UUID(request.POST.get("batch", ""))
        except ValueError as error:
            raise BadRequest("Not a batch of decisions.") from error
        taught = Course.objects.taught_by(request.user)
        if not ModerationEntry.objects.about_comments().filter(batch=batch, course__in=taught).exists():
            raise Http404
        undone = undo(batch=batch, by=request.user)
        said = f"{_comments(undone)} put back as before."
        if not undone:
            said = "Nothing was changed: that has been decided anew since."
        if _is_script(request):
            return JsonResponse({"said": said, "decided": undone})
        self.message_user(request, said, messages.SUCCESS if undone else messages.WARNING)
        return redirect(self._back(request, request.POST.get("pk", "")))

    def _back(self, request: SignedInRequest, pk: str) -> str:
        """The address of the page that the button was on, with the list's filters as they were."""
        back, query = request.POST.get("back") or request.GET.get("back"), request.GET.copy()
        query.pop("back", None)
        if back == "journal":
            address = reverse("admin:comments_moderationentry_changelist")
        elif back == "comment" and pk.isdecimal():
            address = reverse("admin:comments_comment_change", args=[pk])
        else:
            return list_address(filters_of(self.get_preserved_filters(request)))
        return f"{address}?{query.urlencode()}" if query else address

    def _decide(self, request: SignedInRequest, decision: Decision, chosen: QuerySet) -> HttpResponse | None:
        """Carry a decision out, or return the page that asks for its reason."""
        facts = chosen.order_by().annotate(is_reported=is_reported(), has_edit=has_waiting_edit())
        rows = facts.values_list("pk", "status", "is_reported", "has_edit")[: MAX_AT_ONCE + 1]
        if len(rows) > MAX_AT_ONCE:
            return self._leave(request, f"Choose at most {MAX_AT_ONCE:,} comments.")
        apt = {
            pk: has_edit
            for pk, status, reported, has_edit in rows
            if decision.applies_to(status, is_reported=reported, has_edit=has_edit)
        }
        if sum(apt.values()) > MAX_EDITS_AT_ONCE and decision.to != Comment.Status.HELD:
            return self._leave(
                request,
                f"Choose at most {MAX_EDITS_AT_ONCE} comments with an edit that waits. Nothing was decided.",
            )
        reasons = {
            name: LineField(required=False).clean(request.POST.get(name, ""))
            for name in ("reason", "shared_reason")
        }
        if apt and (_too_long(reasons) or (decision.needs_reason and not any(reasons.values()))):
            return self._ask_reason(request, decision, list(apt))
        return self._carry_out(request, decision, list(apt), {row[0] for row in rows}, **reasons)

    def _carry_out(
        self, request: SignedInRequest, decision: Decision, pks: list[int], asked: set[int], **reasons: str
    ) -> HttpResponse | None:
        """Decide on `pks`, of those that `asked` names, and say what was left."""
        batch, seen = uuid.uuid4(), _seen_of(request, asked)
        if pks:
            act = refuse_edits if decision.of_edit else partial(moderate, to=decision.to)
            chosen = Comment.objects.filter(pk__in=pks)
            act(comments=chosen, by=request.user, batch=batch, seen=seen, **reasons)
        log = ModerationEntry.objects.filter(batch=batch)
        decided = {pk for pk in log.values_list("comment", flat=True) if pk}
        changed = changed_since(Comment.objects.filter(pk__in=asked - decided), seen)
        left = _left_words(len(asked - decided - changed), len(changed))
        if _is_script(request):
            left = left if decided or changed else "Somebody has decided on this already."
            return _answer(f"{decision.done.capitalize()}." if decided else "", left, decided, batch)
        if decided:
            # The page's frame makes an Undo button of the batch.
            said = f"{_comments(len(decided))} {decision.done}."
            self.message_user(request, said, messages.SUCCESS, extra_tags=str(batch))
        if left:
            self.message_user(request, left, messages.WARNING)
        return None

    def _leave(self, request: SignedInRequest, why: str) -> HttpResponse | None:
        """Decide on nothing."""
        if _is_script(request):
            return _answer("", why, set(), None)
        self.message_user(request, why, messages.ERROR)
        return None

    def _ask_reason(self, request: SignedInRequest, decision: Decision, pks: list[int]) -> HttpResponse:
        error = _reason_error(request)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{decision.label} {_comments(len(pks))}",
            "opts": self.opts,
            "decision": decision,
            "pks": ",".join(map(str, pks)),
            "seen": ",".join(f"{pk}-{version}" for pk, version in _seen_of(request, set(pks)).items()),
            "comments": with_words(Comment.objects.filter(pk__in=pks).order_by("-created_at"))[:MAX_SHOWN],
            "unseen": max(0, len(pks) - MAX_SHOWN),
            "reason": request.POST.get("reason", ""),
            "shared_reason": request.POST.get("shared_reason", ""),
            "common_reasons": COMMON_REASONS,
            "error": error,
            "max_length": MAX_REASON_LENGTH,
            "back": request.POST.get("back", ""),
            "preserved_filters": self.get_preserved_filters(request),
            "cancel": self._back(request, str(pks[0])),
        }
        page = "admin/comments/comment/reason.html"
        return TemplateResponse(request, page, context, status=422 if error else 200)


def _is_script(request: HttpRequest) -> bool:
    """The queue's script, which shows the answer in the row."""
    return request.headers.get("Accept") == "application/json"


def _answer(said: str, left: str, decided: set[int], batch: uuid.UUID | None) -> JsonResponse:
    """To the script: what was done, what was left and why, and which comments are decided."""
    return JsonResponse({"said": said, "left": left, "decided": sorted(decided), "batch": batch})


def _seen_of(request: HttpRequest, pks: set[int]) -> dict[int, int]:
    """The newest edit, as the page had it, of those of `pks` that were on the page.

    Over all pages of a list one decides on what one has not seen.
    """
    pairs = [pair.partition("-") for one in request.POST.getlist("seen") for pair in one.split(",") if pair]
    if not all(number.isdecimal() and len(number) < 19 for pk, _, edit in pairs for number in (pk, edit)):
        raise BadRequest("Not a list of what was seen.")
    return {int(pk): int(edit) for pk, _, edit in pairs if int(pk) in pks}


def _left_words(left: int, changed: int) -> str:
    said = [f"{_comments(changed)} left as before: changed since you looked."] if changed else []
    return " ".join([*said, *([f"{_comments(left)} left as before."] if left else [])])


def _comments(count: int) -> str:
    return f"{count:,} comment" if count == 1 else f"{count:,} comments"


def _too_long(reasons: dict[str, str]) -> bool:
    return any(len(reason) > MAX_REASON_LENGTH for reason in reasons.values())


def _reason_error(request: HttpRequest) -> str:
    """What is wrong with the reasons; nothing as long as none was asked for."""
    given = [request.POST.get(name) for name in ("reason", "shared_reason")]
    if all(reason is None for reason in given):
        return ""
    if any(reason and reason.strip() for reason in given):
        return f"The reason is longer than {MAX_REASON_LENGTH} characters."
    return "Say why: the log keeps the reason."

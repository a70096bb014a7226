"""Moderators' decisions in the admin: the list's actions, the buttons, and the page that asks for a reason.

All of them end in comments/moderation/deciding.py, as every other page that moderates does.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from accounts.texts import LineField

from .admin_list import with_words
from .decisions import DECISIONS, Decision
from .models import Comment, ModerationEntry
from .moderation.deciding import moderate

# One decision covers at most this many comments: SQLite takes 32,766 values in one query.
MAX_AT_ONCE = 5000
MAX_SHOWN = 10
MAX_REASON_LENGTH = ModerationEntry._meta.get_field("reason").max_length or 0


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
        view = self.admin_site.admin_view(self.decide_view)
        return [path("moderate/<slug:name>/", view, name="comments_comment_moderate"), *super().get_urls()]

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
        return self._decide(request, DECISIONS[name], chosen) or self._back(request, pks[0])

    def _back(self, request: SignedInRequest, pk: str) -> HttpResponse:
        """To the page that the button was on, with the list's filters as they were."""
        if request.POST.get("back") == "comment":
            address, query = reverse("admin:comments_comment_change", args=[pk]), request.GET.urlencode()
        else:
            address = reverse("admin:comments_comment_changelist")
            query = request.GET.get("_changelist_filters", "")
        return redirect(f"{address}?{query}" if query else address)

    def _decide(self, request: SignedInRequest, decision: Decision, chosen: QuerySet) -> HttpResponse | None:
        """Carry a decision out, or return the page that asks for its reason."""
        statuses = dict(chosen.order_by().values_list("pk", "status")[: MAX_AT_ONCE + 1])
        if len(statuses) > MAX_AT_ONCE:
            self.message_user(request, f"Choose at most {MAX_AT_ONCE:,} comments.", messages.ERROR)
            return None
        pks = [pk for pk, status in statuses.items() if status in decision.sources]
        reason = LineField(required=False).clean(request.POST.get("reason", ""))
        if pks and (len(reason) > MAX_REASON_LENGTH or (decision.needs_reason and not reason)):
            return self._ask_reason(request, decision, pks)
        if pks:
            moderate(
                comments=Comment.objects.filter(pk__in=pks), to=decision.to, by=request.user, reason=reason
            )
            self.message_user(request, f"{_comments(len(pks))} {decision.done}.", messages.SUCCESS)
        if left := len(statuses) - len(pks):
            self.message_user(request, f"{_comments(left)} left as before.", messages.WARNING)
        return None

    def _ask_reason(self, request: SignedInRequest, decision: Decision, pks: list[int]) -> HttpResponse:
        error = _reason_error(request.POST.get("reason"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{decision.label} {_comments(len(pks))}",
            "opts": self.opts,
            "decision": decision,
            "pks": ",".join(map(str, pks)),
            "comments": with_words(Comment.objects.filter(pk__in=pks).order_by("-created_at"))[:MAX_SHOWN],
            "unseen": max(0, len(pks) - MAX_SHOWN),
            "reason": request.POST.get("reason", ""),
            "error": error,
            "max_length": MAX_REASON_LENGTH,
            "back": request.POST.get("back", ""),
            "preserved_filters": self.get_preserved_filters(request),
        }
        page = "admin/comments/comment/reason.html"
        return TemplateResponse(request, page, context, status=422 if error else 200)


def _comments(count: int) -> str:
    return f"{count:,} comment" if count == 1 else f"{count:,} comments"


def _reason_error(reason: str | None) -> str:
    """What is wrong with a reason; nothing as long as none was asked for."""
    if reason is None:
        return ""
    if reason.strip():
        return f"The reason is longer than {MAX_REASON_LENGTH} characters."
    return "Say why: the log keeps the reason."

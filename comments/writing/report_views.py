"""The page on which a reader reports a comment."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import User
from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from accounts.texts import LineField

from ..models import Comment, Report
from ..moderation.reporting import ReportedBefore, report_comment
from .finding import visible_comment

MAX_NOTE_LENGTH = Report._meta.get_field("note").max_length or 0
# More than one finds in an hour of reading.
MAX_REPORTS_PER_HOUR = 20


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what is wrong with it.",
            "invalid_choice": "Choose one of the reasons.",
        },
    )
    note = LineField(
        label="What should the moderators know?",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        help_text="A sentence or two, if you like.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["reason", "note"]


@form_methods
@sign_in_first()
def comment_report(request: SignedInRequest, pk: int) -> HttpResponse:
    comment = visible_comment(request, pk)
    if comment.author_id == request.user.pk:
        raise PermissionDenied
    if comment.reports.filter(reporter=request.user).exists():
        return _page(request, comment, status=409 if request.method == "POST" else 200)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, comment, form)
    if _reports_too_fast(request.user):
        form.add_error(None, "You have reported very many comments within an hour. Please try again later.")
        refusal = _page(request, comment, form, status=429)
        refusal["Retry-After"] = str(AN_HOUR)
        return refusal
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    try:
        report_comment(comment=comment, by=request.user, **form.cleaned_data)
    except ReportedBefore:  # by a second click
        return _page(request, comment, status=409)
    messages.success(request, "Thank you. The course’s staff will look at it.")
    return redirect(comment)


def _page(
    request: SignedInRequest, comment: Comment, form: ReportForm | None = None, status: int = 200
) -> HttpResponse:
    """Without a form: it has been reported by this reader."""
    context = {"comment": comment, "form": form}
    return render(request, "comments/comment_report.html", context, status=status)


def _reports_too_fast(reader: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    since = timezone.now() - timedelta(seconds=AN_HOUR)
    return reader.reports.filter(made_at__gte=since).count() >= MAX_REPORTS_PER_HOUR

"""The doors to the form of an enquiry, and the page that says it has arrived."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.requests import form_methods

from ..models import ContactWay, Enquiry
from .wizard import CHECK, SENT, EnquiryWizard

# The next person at a shared computer need not read whose enquiry was sent there last.
SHOWN_FOR = timedelta(hours=1)
_steps = EnquiryWizard.as_view(url_name="studynotes:enquiry_step", done_step_name=CHECK)


@require_safe
def enquiry_start(request: HttpRequest) -> HttpResponse:
    """One address for links, with `?about=` for what the page they stand on is about."""
    about = request.GET.get("about", "")
    response = redirect("studynotes:enquiry_step", "details")
    if about:
        response["Location"] += f"?{urlencode({'about': about})}"
    return response


@form_methods
def enquiry_step(request: HttpRequest, step: str) -> HttpResponse:
    answer: HttpResponse = _steps(request, step=step)
    return answer


@require_safe
def enquiry_sent(request: HttpRequest) -> HttpResponse:
    """Where sending leads: looked at again, it sends nothing."""
    own = request.session.get(SENT, 0)
    seen = Enquiry.objects.visible_to(request.user, own=own).kept()
    enquiry = seen.filter(pk=own, created_at__gt=timezone.now() - SHOWN_FOR).first()
    if enquiry is None:
        return redirect("studynotes:enquiry_step", "details")
    context = {"enquiry": enquiry, "ways": ContactWay.objects.all()}
    return render(request, "studynotes/enquiry_sent.html", context)

"""The steps of an enquiry, one page each, with what was typed kept between them (django-formtools).

What the library does otherwise, and why not here: its last step is a GET that writes; going back throws away
what was typed (its issue 284); two windows share one storage, and what is sent from one may be what the other
typed (126). Here the page to check carries all that it shows, and that is what is sent, wherever the session
has gone meanwhile.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from formtools.wizard.views import NamedUrlSessionWizardView

from accounts.arrivals import TRAP, Arrival, age_of, new_submission, submission_in
from accounts.clients import client_address, client_block
from accounts.rates import AN_HOUR, may_keep_typed
from accounts.texts import storable

from ..models import ContactWay
from ..models.enquiry import MAX_LINE_LENGTH
from .forms import DetailsForm, NeedForm, StepForm
from .sending import Client, EnquiryRefused, Said, TooManyEnquiries, send_enquiry

CHECK = "check"
SENT = "enquiry_sent"
# Three times what the forms take: what is longer is shown again with its error, and not kept.
MOST_KEPT = 15_000


class EnquiryWizard(NamedUrlSessionWizardView):
    storage_name = "studynotes.enquiries.typed.TypedStorage"
    template_name = "studynotes/enquiry_step.html"
    form_list = [("details", DetailsForm), ("need", NeedForm)]

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "enquiry"

    def get_form_initial(self, step: str) -> dict[str, str]:
        """What was typed before; on a first look, what the site knows."""
        known = {"subject": self._typed("details").get("about", "")}
        if step == "details":
            known = {
                "submission": new_submission(),
                "about": self.request.GET.get("about", "")[:MAX_LINE_LENGTH],
            }
            if self.request.user.is_authenticated:
                known |= {"name": self.request.user.display_name, "email": self.request.user.email}
        return known | self._typed(step)

    def get(self, request: HttpRequest, step: str) -> HttpResponse:
        if step not in [*self.steps.all, CHECK]:
            raise Http404("There is no such step.")
        if (reached := self._within_reach(step)) != step:
            return redirect(self.get_step_url(reached))
        return self._check(self._forms()) if step == CHECK else self._page(step, self.get_form(step))

    def post(self, request: HttpRequest, step: str) -> HttpResponse:
        if step not in [*self.steps.all, CHECK]:
            raise Http404("There is no such step.")
        intent = request.POST.get("intent", "")
        if intent == "forget":
            self.storage.reset()
            messages.success(request, "What you typed is forgotten.")
            return redirect(self.get_step_url(self.steps.first))
        if trap := request.POST.get(TRAP):
            self.storage.extra_data = {TRAP: trap[:100]}
        if step == CHECK:
            return self._send({name: self.get_form(name, data=request.POST) for name in self.steps.all})
        form = self.get_form(step, data=request.POST)
        if not may_keep_typed(request):
            return self._too_many(step, form)
        is_kept = self._keep(step, form)
        if not is_kept and form.is_valid():
            form.add_error(None, "All of this together is too long. Please shorten it.")
        if intent == "back" and is_kept:
            return redirect(self.get_step_url(self._back_from(step) or step))
        if not form.is_valid():
            return self._page(step, form, status=422, is_kept=is_kept)
        following = CHECK if self._is_change() else self.get_next_step(step) or CHECK
        return redirect(self.get_step_url(self._within_reach(following)))

    def _keep(self, step: str, form: StepForm) -> bool:
        """Keep what was typed in a step, right or wrong, unless it is far too long."""
        names = {form.add_prefix(name): name for name in form.fields}
        typed = {name: storable(form.data[key]) for key, name in names.items() if key in form.data}
        if sum(map(len, typed.values())) > MOST_KEPT:
            return False
        self.storage.set_step_data(step, {name: [value] for name, value in typed.items()})
        self.storage.keep()
        return True

    def _too_many(self, step: str, form: StepForm) -> HttpResponse:
        form.add_error(None, "Very many forms were begun from your network. Please try again in an hour.")
        response = self._page(step, form, status=429)
        response["Retry-After"] = str(AN_HOUR)
        return response

    def _typed(self, step: str) -> dict[str, str]:
        return self.storage.text_of(step)

    def _forms(self) -> dict[str, StepForm]:
        """The steps with what was typed in them, judged."""
        found = {}
        for name in self.steps.all:
            prefix = self.get_form_prefix(name)
            data = {f"{prefix}-{field}": value for field, value in self._typed(name).items()}
            found[name] = self.get_form(name, data=data)
        return found

    def _is_change(self) -> bool:
        """The step was asked for from the check, and leads back there."""
        return "change" in self.request.GET

    def _back_from(self, step: str) -> str | None:
        return CHECK if self._is_change() else self.get_prev_step(step)

    def _within_reach(self, step: str) -> str:
        """`step`, or the first one before it that is not filled in as it should be."""
        for name, form in self._forms().items():
            if name == step or not form.is_valid():
                return name
        return CHECK

    def _send(self, forms: dict[str, StepForm]) -> HttpResponse:
        for name, form in forms.items():
            if not form.is_valid():
                return self._page(name, form, status=422)
        data: dict[str, str] = {}
        for form in forms.values():
            data |= form.cleaned_data
        signed = data.pop("submission")
        data.pop("about")
        try:
            enquiry = send_enquiry(
                said=Said(**data),
                client=_client_of(self.request),
                submission=submission_in(signed),
                arrival=self._arrival(signed),
            )
        except EnquiryRefused as refusal:
            return self._check(forms, refusal)
        self.storage.reset()
        self.request.session[SENT] = enquiry.pk
        return redirect("studynotes:enquiry_sent")

    def _arrival(self, signed: str) -> Arrival:
        trap = self.storage.extra_data.get(TRAP, "")
        return Arrival(age_of(signed), trap, self.request.META.get("HTTP_USER_AGENT", ""))

    def _page(self, step: str, form: StepForm, status: int = 200, *, is_kept: bool = False) -> HttpResponse:
        """`is_kept`: it is refused, and what was typed is found again at its own address."""
        context = {"step": step, "form": form, "number": self.get_step_index(step) + 1, "is_kept": is_kept}
        change = "?change" if self._is_change() else ""
        context |= {"action": self.get_step_url(step) + change, "back": self._back_from(step)}
        return self._answer(context, status)

    def _check(self, forms: dict[str, StepForm], refusal: EnquiryRefused | None = None) -> HttpResponse:
        answers = [
            (form, self.get_step_url(name), [(field, _said(field)) for field in form.visible_fields()])
            for name, form in forms.items()
            if form.is_valid()
        ]
        context = {"step": CHECK, "answers": answers, "refused": refusal.told if refusal else ""}
        context |= {"action": self.get_step_url(CHECK)}
        response = self._answer(context, refusal.status if refusal else 200)
        if isinstance(refusal, TooManyEnquiries):
            response["Retry-After"] = str(refusal.retry_after)
        return response

    def _answer(self, context: dict[str, Any], status: int) -> HttpResponse:
        kept = {"days": settings.ENQUIRY_DAYS, "ways": ContactWay.objects.all(), "count": self.steps.count}
        kept["akismet"] = settings.AKISMET_KEY and not self.request.user.is_authenticated
        return self.render_to_response(kept | context, status=status)


def _said(field: Any) -> str:
    """An answer as its sender checks it."""
    value = field.form.cleaned_data[field.name]
    return str(dict(getattr(field.field, "choices", [])).get(value, value))


def _client_of(request: HttpRequest) -> Client:
    if request.user.is_authenticated:
        return Client(user=request.user)
    return Client(address=client_address(request), block=client_block(request))

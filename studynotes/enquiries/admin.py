"""Enquiries in the admin: site staff's alone. They are read, noted upon and moved on; nobody edits one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from accounts.admin_lists import Headed
from accounts.moments import moment_column
from accounts.requests import SignedInRequest
from accounts.texts import TextField
from courses.admin_scope import FORM_FIELDS

from ..models import ContactWay, Enquiry, EnquiryQuerySet
from ..models.enquiry import MAX_NOTE_LENGTH
from .admin_filters import LevelFilter, StateFilter
from .handling import MOVES, Move, add_note, erase, move_enquiries, open_to

CHIPS = {"new": "warn", "answered": "good", "held": "bad"}


class NoteForm(forms.Form):
    text = TextField(
        label="Note",
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please type a note."},
    )

    def __init__(self, *args: Any, moves: bool = False, **kwargs: Any) -> None:
        """With a move the note may be empty: the move is what is noted."""
        super().__init__(*args, **kwargs)
        self.fields["text"].required = not moves


@admin.register(Enquiry)
class EnquiryAdmin(Headed):
    list_display = ["heading", "level_said", "sender_said", "standing", "received", "noted"]
    list_filter = [StateFilter, LevelFilter, "created_at"]
    search_fields = ["name", "email", "phone", "subject", "needs", "notes__text"]
    search_help_text = "Name, e-mail address, telephone number, subject, words of the enquiry or of a note"
    actions = ["answer", "close", "reopen", "not_spam", "erase_now"]
    list_per_page = 50
    received = moment_column("created_at", "received")
    noted = moment_column("last_note", "last note")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Enquiry.objects.visible_to(request.user).annotate(last_note=Max("notes__made_at"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is personal is erased; that there was an enquiry stays."""
        return False

    @admin.display(description="enquiry", ordering="subject")
    def heading(self, enquiry: Enquiry) -> str:
        return enquiry.subject or str(enquiry)

    @admin.display(description="level", ordering="level", empty_value="–")
    def level_said(self, enquiry: Enquiry) -> str | None:
        return enquiry.get_level_display() or None

    @admin.display(description="sender", ordering="name", empty_value="–")
    def sender_said(self, enquiry: Enquiry) -> SafeString | None:
        if enquiry.erased_at:
            return None
        return format_html(
            '<span class="writer">{}</span> <span class="under">{}</span>', enquiry.name, enquiry.email
        )

    @admin.display(description="state", ordering="state")
    def standing(self, enquiry: Enquiry) -> SafeString:
        if enquiry.erased_at:
            return format_html('<span class="chip">{}</span>', f"Erased ({enquiry.get_state_display()})")
        chip = CHIPS.get(enquiry.state, "")
        return format_html('<span class="chip {}">{}</span>', chip, enquiry.get_state_display())

    @admin.action(description="Mark as answered")
    def answer(self, request: SignedInRequest, chosen: EnquiryQuerySet) -> None:
        self._move(request, chosen, MOVES["answer"])

    @admin.action(description="Close")
    def close(self, request: SignedInRequest, chosen: EnquiryQuerySet) -> None:
        self._move(request, chosen, MOVES["close"])

    @admin.action(description="Mark as new")
    def reopen(self, request: SignedInRequest, chosen: EnquiryQuerySet) -> None:
        self._move(request, chosen, MOVES["reopen"])

    @admin.action(description="Not spam: take in as new, and mail")
    def not_spam(self, request: SignedInRequest, chosen: EnquiryQuerySet) -> None:
        self._move(request, chosen, MOVES["not-spam"])

    def _move(self, request: SignedInRequest, chosen: EnquiryQuerySet, move: Move) -> None:
        asked = _plain(chosen)
        moved = move_enquiries(enquiries=asked, move=move, by=request.user)
        if moved:
            self.message_user(request, f"{_count(moved)} {move.done}.", messages.SUCCESS)
        if left := asked.count() - moved:
            self.message_user(request, f"{_count(left)} left as before.", messages.WARNING)

    @admin.action(description="Erase what is personal")
    def erase_now(self, request: SignedInRequest, chosen: EnquiryQuerySet) -> HttpResponse | None:
        """Asks first: there is no way back."""
        asked = _plain(chosen).kept()
        if "sure" in request.POST:
            self.message_user(request, f"{_count(erase(enquiries=asked))} erased.", messages.SUCCESS)
            return None
        title = f"Erase what is personal of {_count(asked.count())}?"
        return self._page(request, "erase", {"title": title, "chosen": asked})

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        note = path("<int:pk>/note/", guarded(self.note_view), name="studynotes_enquiry_note")
        return [note, *super().get_urls()]

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """To read, with a form for notes and moves: what strangers wrote is not edited."""
        return self._detail(request, self._asked_for(request, object_id), NoteForm())

    @method_decorator(require_POST)
    def note_view(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """A note, a move, or both: the buttons of the enquiry's page."""
        enquiry = self._asked_for(request, str(pk))
        move = MOVES.get(request.POST.get("move", ""))
        form = NoteForm(request.POST, moves=move is not None)
        if not form.is_valid():
            return self._detail(request, enquiry, form, 422)
        text = form.cleaned_data["text"]
        if move is None and add_note(enquiry=enquiry, by=request.user, text=text):
            said = "Your note is kept."
        elif move and move_enquiries(
            enquiries=Enquiry.objects.filter(pk=pk), move=move, by=request.user, text=text
        ):
            said = f"The enquiry is {move.done}."
        else:
            form.add_error(
                None, "Somebody has moved or erased it meanwhile. Nothing was kept: your note is below."
            )
            return self._detail(request, self._asked_for(request, str(pk)), form, 409)
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:studynotes_enquiry_change", pk)

    def _asked_for(self, request: HttpRequest, pk: str) -> Any:
        if not self.has_change_permission(request):
            raise PermissionDenied
        enquiry = self.get_object(request, pk)
        if enquiry is None:
            raise Http404
        return enquiry

    def _detail(self, request: HttpRequest, enquiry: Any, form: NoteForm, status: int = 200) -> HttpResponse:
        notes = enquiry.notes.select_related("author")
        context = {"enquiry": enquiry, "original": enquiry, "form": form, "notes": notes}
        context |= {"moves": open_to(enquiry), "chip": CHIPS.get(enquiry.state, ""), "title": _title(enquiry)}
        return self._page(request, "detail", context, status)

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/studynotes/enquiry/{name}.html", whole, status=status)


@admin.register(ContactWay)
class ContactWayAdmin(Headed):
    list_display = ["value", "kind", "note", "position"]
    formfield_overrides = FORM_FIELDS
    fields = ["kind", "value", "note", "position"]


def _plain(chosen: EnquiryQuerySet) -> EnquiryQuerySet:
    """The chosen rows without what the list joined to them: such a query locks and updates nothing."""
    return Enquiry.objects.filter(pk__in=list(chosen.values_list("pk", flat=True)))


def _title(enquiry: Enquiry) -> str:
    return f"{enquiry}: {enquiry.subject}" if enquiry.subject else str(enquiry)


def _count(number: int) -> str:
    return f"{number:,} enquir{pluralize(number, 'y,ies')}"

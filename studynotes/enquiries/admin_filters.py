"""The filters of the list of enquiries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from courses.admin_filters import ScopedFilter

from ..models import Enquiry

ERASED = "erased"
# What somebody has to look at: their numbers stand beside them.
COUNTED = (Enquiry.State.NEW, Enquiry.State.HELD)


class StateFilter(ScopedFilter):
    title = parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kept = Enquiry.objects.visible_to(request.user).kept()
        counts = kept.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in COUNTED})
        said = {state: f"{dict(Enquiry.State.choices)[state]} ({count})" for state, count in counts.items()}
        return [*(dict(Enquiry.State.choices) | said).items(), (ERASED, "Erased")]

    def chosen(self, queryset: Any, value: str) -> QuerySet:
        """An erased one is no new one, whatever it was when its time was over."""
        if value == ERASED:
            return queryset.filter(erased_at__isnull=False)
        return queryset.kept().filter(state=value)


class LevelFilter(ScopedFilter):
    title = parameter_name = lookup = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Enquiry.Level.choices)

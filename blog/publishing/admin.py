"""How essays come about in a course, on the course's page of the admin: for its instructors to set."""

from __future__ import annotations

from django.contrib import admin, messages
from django.forms.models import BaseInlineFormSet
from django.template.defaultfilters import pluralize

from accounts.requests import SignedInRequest
from courses.admin_scope import PartInline
from courses.models import WritingPolicy

from .audience import set_policy


class PolicyFormSet(BaseInlineFormSet):
    def store(self, request: SignedInRequest) -> None:
        """Save, and narrow what is open to more people than the course allows from now on."""
        for policy in self.save(commit=False):
            narrowed = set_policy(policy=policy, by=request.user)
            if narrowed:
                noun = f"essay{pluralize(narrowed, ' was,s were')}"
                said = f"{narrowed} {noun} open to more people: narrowed to “{policy.get_widest_display()}”."
                messages.warning(request, said)


class WritingPolicyInline(PartInline, admin.StackedInline):
    model = WritingPolicy
    formset = PolicyFormSet
    fieldsets = [
        (None, {"fields": ["publishing", "marks_late", "widest", "hides_until_own"]}),
        (
            "Names",
            {
                "fields": ["allows_pseudonyms", "allows_coauthors"],
                "description": "A pseudonym hides the author from classmates and readers, never from you.",
            },
        ),
        (
            "An essay is neither handed in nor published without",
            {
                "fields": ["requires_length", "requires_unit_sources", "requires_key_question"],
                "description": "A draft can always be saved. What is asked here and not required stands as "
                "advice beside the text. That citations have sources is asked for under “Citations”; "
                "pictures are always to be described.",
            },
        ),
    ]
    verbose_name = verbose_name_plural = "writing"
    extra = max_num = 1
    can_delete = False

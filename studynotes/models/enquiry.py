"""Enquiries after a tutor, and other ways to reach us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Viewer


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: Viewer) -> EnquiryQuerySet:
        """The site's staff's alone: they hold what strangers said of themselves."""
        return self.all() if user.is_active and user.is_staff else self.none()


class Enquiry(models.Model):
    """Somebody looks for a tutor. `submission` tells a form that was sent twice from two enquiries."""

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    submission = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=120, blank=True)
    needs = models.TextField("what is needed", max_length=4000, blank=True)
    times = models.CharField("when it suits", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # From then on nothing personal is left of it.
    erase_after = models.DateField(editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "answered", "closed"]), name="enquiry_state_known"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", needs="", times=""),
                name="enquiry_erased_holds_nothing_personal",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(name="") & ~Q(email="")),
                name="enquiry_can_be_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"Enquiry of {self.created_at:%d %B %Y}"


class EnquiryNote(models.Model):
    """What the staff wrote down about an enquiry: added, never changed."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enquiry_notes"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    text = models.TextField(max_length=4000)

    class Meta:
        ordering = ["enquiry", "made_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="enquiry_note_not_empty")]

    def __str__(self) -> str:
        return self.text[:60]


class ContactWay(models.Model):
    """Another way to reach the site's staff, shown beside the form."""

    class Kind(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp"
        PHONE = "phone", "Phone"
        EMAIL = "email", "E-mail"

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField("number or address", max_length=200)
    note = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "way of contact"
        verbose_name_plural = "ways of contact"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["whatsapp", "phone", "email"]) & ~Q(value=""),
                name="contact_way_leads_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

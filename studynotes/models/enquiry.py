"""Enquiries after a tutor, and other ways to reach us."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_NAME_LENGTH = 120
# RFC 5321, 4.5.3.1.3.
MAX_EMAIL_LENGTH = 254
MAX_PHONE_LENGTH = 40
MAX_LINE_LENGTH = 120
MAX_TIMES_LENGTH = 300
MAX_NEEDS_LENGTH = 4000
MAX_NOTE_LENGTH = 4000
# E.164: a country code and at most 15 digits in all.
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_BETWEEN_DIGITS = re.compile(r"[\s().\-/]+")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: Viewer, *, own: int | None = None) -> EnquiryQuerySet:
        """The site's staff's alone: they hold what strangers said of themselves.

        Its sender sees the one that they have just sent, whose key `own` the session keeps.
        """
        if user.is_active and user.is_staff:
            return self.all()
        return self.kept().filter(pk=own) if own else self.none()

    def kept(self) -> EnquiryQuerySet:
        """Those that still say whose they are."""
        return self.filter(erased_at__isnull=True)

    def due(self, now: datetime) -> EnquiryQuerySet:
        """Those whose time is over, and which still say whose they are."""
        return self.kept().filter(erase_after__lt=timezone.localdate(now))


class EnquiryManager(models.Manager.from_queryset(EnquiryQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, submission: str) -> Enquiry:
        return self.get(submission=submission)


class Enquiry(models.Model):
    """Somebody looks for a tutor. `submission` tells a form that was sent twice from two enquiries.

    What its sender typed, who they are and where they sent it from goes at `erase_after`; what stays says
    nothing of anybody. `suspicion` is why it looks like spam: nobody is mailed about such a one before
    somebody of the staff has said that it is none. `sender_block` is the network that a guest sent it from,
    for a day.
    """

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        HELD = "held", "Looks like spam"

    class Level(models.TextChoices):
        PRIMARY = "primary", "Primary school"
        GCSE = "gcse", "GCSE, IGCSE or similar"
        A_LEVEL = "a-level", "A-Level, AS or similar"
        IB = "ib", "International Baccalaureate"
        UNIVERSITY = "university", "University"
        OTHER = "other", "Something else"

    submission = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH, blank=True)
    email = models.EmailField("e-mail address", max_length=MAX_EMAIL_LENGTH, blank=True)
    phone = models.CharField(max_length=MAX_PHONE_LENGTH, blank=True)
    subject = models.CharField(max_length=MAX_LINE_LENGTH, blank=True)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    needs = models.TextField("what is needed", max_length=MAX_NEEDS_LENGTH, blank=True)
    times = models.CharField("when it suits", max_length=MAX_TIMES_LENGTH, blank=True)
    # SET_NULL: whose account it was goes with the rest that is personal, and the row stays.
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiries",
    )
    sender_block = models.CharField(max_length=43, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    suspicion = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField("received", default=timezone.now, editable=False)
    # From then on nothing personal is left of it.
    erase_after = models.DateField("kept until", editable=False)
    erased_at = models.DateTimeField("erased", null=True, blank=True, editable=False)

    objects = EnquiryManager()

    # What is erased: all that was typed freely, and what tells of the sender.
    PERSONAL = ("name", "email", "phone", "subject", "needs", "times", "sender_block", "suspicion")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "enquiries"
        indexes = [
            models.Index(fields=["sender_block", "-created_at"], name="enquiry_newest_of_block"),
            models.Index(fields=["email", "-created_at"], name="enquiry_newest_of_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "answered", "closed", "held"]), name="enquiry_state_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", "primary", "gcse", "a-level", "ib", "university", "other"]),
                name="enquiry_level_known",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    name="", email="", phone="", subject="", needs="", times="",
                    sender__isnull=True, sender_block="", suspicion="",
                ),
                name="enquiry_erased_holds_nothing_personal",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(name="") & ~Q(email="") & ~Q(needs="")),
                name="enquiry_can_be_answered",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"

    def natural_key(self) -> tuple[str]:
        return (str(self.submission),)


class EnquiryNote(models.Model):
    """What somebody of the staff wrote down about an enquiry, or did with it: added, never changed.

    `to_state` is what the enquiry became by it, if anything. Its words go when the enquiry is erased.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enquiry_notes"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    text = models.TextField(max_length=MAX_NOTE_LENGTH, blank=True)
    to_state = models.CharField(max_length=10, choices=Enquiry.State, blank=True)

    class Meta:
        ordering = ["enquiry", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", to_state=""), name="enquiry_note_not_empty"),
            models.CheckConstraint(
                condition=Q(to_state__in=["", "new", "answered", "closed", "held"]),
                name="enquiry_note_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.get_to_state_display()


class ContactWayManager(models.Manager["ContactWay"]):
    def get_by_natural_key(self, kind: str, value: str) -> ContactWay:
        return self.get(kind=kind, value=value)


class ContactWay(models.Model):
    """Another way to reach the site's staff, shown beside the form."""

    class Kind(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp"
        PHONE = "phone", "Phone"
        EMAIL = "email", "E-mail"

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(
        "number or address",
        max_length=200,
        help_text="A telephone number with its country code, such as +44 20 7946 0000, or an e-mail address.",
    )
    note = models.CharField(
        max_length=120, blank=True, help_text="Shown beside it: when somebody answers, for example."
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="The lowest stands first.")

    objects = ContactWayManager()

    class Meta:
        verbose_name = "way of contact"
        verbose_name_plural = "ways of contact"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["whatsapp", "phone", "email"]) & ~Q(value=""),
                name="contact_way_leads_somewhere",
            ),
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="contact_way_once",
                violation_error_message="This way of contact is there already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def natural_key(self) -> tuple[str, str]:
        return self.kind, self.value

    def clean(self) -> None:
        """An address that mail can go to, or a number that can be dialled from everywhere (E.164)."""
        if self.kind == self.Kind.EMAIL:
            try:
                validate_email(self.value)
            except ValidationError as error:
                told = "Type a whole e-mail address, such as tutors@example.org."
                raise ValidationError({"value": told}) from error
        elif not _NUMBER.fullmatch(self.number):
            told = "Type the number with + and its country code, such as +44 20 7946 0000."
            raise ValidationError({"value": told})

    @property
    def number(self) -> str:
        """The number as it is dialled: "+442079460000"."""
        return _BETWEEN_DIGITS.sub("", self.value)

    @property
    def link(self) -> str:
        """Where it leads: RFC 3966 and 6068, and WhatsApp's own links, which want the digits alone."""
        if self.kind == self.Kind.EMAIL:
            return f"mailto:{quote(self.value, safe='@')}"
        return f"https://wa.me/{self.number[1:]}" if self.kind == self.Kind.WHATSAPP else f"tel:{self.number}"

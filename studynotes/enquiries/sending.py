"""Sending an enquiry: stored once, or refused with a reason and nothing stored."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import akismet_check, arrivals
from accounts.addresses import address
from accounts.arrivals import Arrival
from accounts.models import User
from accounts.moments import said_date
from blog import markup

from ..models import Enquiry, EnquiryQuerySet
from . import telling
from .suspecting import suspicion

# A class behind one address does not look for tutors together.
MOST_OF_CLIENT, CLIENT_WINDOW = 10, timedelta(hours=1)
# Nobody can have a stranger mailed more often.
MOST_OF_ADDRESS, ADDRESS_WINDOW = 5, timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What somebody typed, cleaned."""

    name: str
    email: str
    phone: str
    subject: str
    level: str
    needs: str
    times: str


@dataclass(frozen=True)
class Client:
    """Who sent it: an account, or a guest from a network; the address is for Akismet alone, and not kept."""

    user: User | None = None
    address: str = ""
    block: str = ""


class EnquiryRefused(Exception):
    """Nothing was stored. `told` is for the sender."""

    status = 409

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class TooManyEnquiries(EnquiryRefused):
    status = 429

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(f"There were very many enquiries from you. Please try again in {minutes} minutes.")
        self.retry_after = retry_after  # seconds


def send_enquiry(*, said: Said, client: Client, submission: uuid.UUID, arrival: Arrival) -> Enquiry:
    """Store an enquiry and have the staff and its sender mailed; where it looks like spam, nobody.

    `submission` is the id of its form: what is sent twice with it in the same words is returned, not stored
    again. Raises the kinds of EnquiryRefused.
    """
    if first := _sent_before(said, submission):
        return first
    if client.user is None and settings.AKISMET_KEY and not _suspicion(said, client, arrival):
        arrival = replace(arrival, is_spam_to_akismet=_is_spam(said, client, arrival))
    try:
        return _store(said, client, submission, arrival)
    except IntegrityError:
        # The other half of a double click; or the id of a form that was sent with other words.
        return _sent_before(said, submission) or _store(said, client, uuid.uuid4(), arrival)


@transaction.atomic
def _store(said: Said, client: Client, submission: uuid.UUID, arrival: Arrival) -> Enquiry:
    now = timezone.now()
    _refuse(said, client, submission, now)
    why = _suspicion(said, client, arrival)
    enquiry = Enquiry(
        **asdict(said),
        submission=submission,
        sender=client.user,
        sender_block="" if client.user else client.block,
        state=Enquiry.State.HELD if why else Enquiry.State.NEW,
        suspicion=why,
        created_at=now,
        erase_after=timezone.localdate(now) + timedelta(days=settings.ENQUIRY_DAYS),
    )
    enquiry.full_clean(validate_unique=False, validate_constraints=False)
    enquiry.save(force_insert=True)
    if not why:
        telling.tell(enquiry)
    return enquiry


def _sent_before(said: Said, submission: uuid.UUID) -> Enquiry | None:
    """The enquiry that came with the same form in the same words."""
    return Enquiry.objects.kept().filter(submission=submission, **asdict(said)).first()


def _refuse(said: Said, client: Client, submission: uuid.UUID, now: datetime) -> None:
    earlier = Enquiry.objects.kept().filter(email=said.email)
    # The other half of a double click is no twin: storing it again finds it.
    same = earlier.filter(subject=said.subject, needs=said.needs)
    twin = same.exclude(submission=submission).first()
    if twin:
        raise EnquiryRefused(
            f"You sent this on {said_date(twin.created_at)}. We have it: there is no need to send it again."
        )
    if not settings.RATE_LIMITS:
        return
    for wait in (
        _wait(_of_client(client), MOST_OF_CLIENT, CLIENT_WINDOW, now),
        _wait(Enquiry.objects.filter(email=said.email), MOST_OF_ADDRESS, ADDRESS_WINDOW, now),
    ):
        if wait:
            raise TooManyEnquiries(wait)


def _of_client(client: Client) -> EnquiryQuerySet:
    """An account is one client; guests are told apart by their network, as with comments."""
    if client.user:
        return Enquiry.objects.filter(sender=client.user)
    return Enquiry.objects.filter(sender_block=client.block) if client.block else Enquiry.objects.none()


def _wait(theirs: EnquiryQuerySet, most: int, window: timedelta, now: datetime) -> int:
    moments = theirs.order_by("-created_at").values_list("created_at", flat=True)
    nth = next(iter(moments[most - 1 : most]), None)
    return arrivals.seconds_to_wait(nth, window=window, now=now)


def _suspicion(said: Said, client: Client, arrival: Arrival) -> str:
    text = "\n\n".join([said.name, said.subject, said.needs, said.times])
    links = arrivals.count_links(markup.render_comment(text))
    return suspicion(arrival, links=links, is_guest=client.user is None)


def _is_spam(said: Said, client: Client, arrival: Arrival) -> bool:
    return akismet_check.is_spam(
        user_ip=client.address,
        user_agent=arrival.user_agent,
        comment_type="contact-form",
        comment_author=said.name,
        comment_author_email=said.email,
        comment_content=said.needs,
        permalink=akismet_check.page(address("studynotes:enquiry_start")),
    )

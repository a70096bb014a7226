"""The mails about an enquiry: to the staff, with an answer going to its sender; and to its sender.

The sender's has no word of theirs: whoever types a stranger's address could have anything mailed to them.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.addresses import address
from accounts.later import again_later, soon, task
from accounts.letters import absolute, compose, host, message_id, title, try_to_send
from accounts.models import User

from ..models import ContactWay, Enquiry


def tell(enquiry: Enquiry) -> None:
    """Have the staff told, each in a mail of their own, and its sender, once the transaction holds."""
    for to in staff_addresses():
        soon(mail_staff, enquiry.pk, to)
    soon(mail_sender, enquiry.pk)


def staff_addresses() -> list[str]:
    """Where enquiries go: the addresses of ENQUIRIES_TO, else all of the site's staff."""
    if settings.ENQUIRIES_TO:
        return list(settings.ENQUIRIES_TO)
    return list(User.objects.filter(is_staff=True, is_active=True).values_list("email", flat=True))


@task()
def mail_staff(enquiry: int, to: str, tries: int = 0) -> bool:
    """Tell one of the staff. Returns whether there is nothing left to do."""
    found = _to_be_told(enquiry)
    if found is None:
        return True
    page = absolute(reverse("admin:studynotes_enquiry_change", args=[found.pk]))
    letter = _letter("staff", found, to, subject=f"Enquiry {found.pk}: {title(found.subject)}", page=page)
    letter.reply_to = [found.email]
    if try_to_send(letter, f"enquiry {enquiry}"):
        return True
    again_later(mail_staff, enquiry, to, tries=tries)
    return False


@task()
def mail_sender(enquiry: int, tries: int = 0) -> bool:
    """Confirm it to who sent it. Returns whether there is nothing left to do."""
    found = _to_be_told(enquiry)
    if found is None:
        return True
    page = absolute(address("studynotes:enquiry_start"))
    ways = list(ContactWay.objects.all())
    letter = _letter("sender", found, found.email, subject="We have your enquiry", page=page, ways=ways)
    if try_to_send(letter, f"enquiry {enquiry}"):
        return True
    again_later(mail_sender, enquiry, tries=tries)
    return False


def _to_be_told(enquiry: int) -> Enquiry | None:
    """It may have been erased, or put away, since somebody was to be told."""
    return Enquiry.objects.kept().exclude(state=Enquiry.State.HELD).filter(pk=enquiry).first()


def _letter(
    name: str, enquiry: Enquiry, to: str, *, subject: str, **context: object
) -> EmailMultiAlternatives:
    lines = {
        "Message-ID": message_id(f"enquiry-{name}", enquiry.pk, host()),
        "Auto-Submitted": "auto-generated",
    }
    context = {"enquiry": enquiry, "site": settings.SITE_URL, **context}
    template = f"studynotes/mail/enquiry_{name}"
    return compose(template, context, subject=f"[Colloquy] {subject}", to=to, lines=lines)

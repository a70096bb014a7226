"""Somebody is asked to write an essay with its authors: they are told by mail, and find it in My writing."""

from __future__ import annotations

from accounts import rates
from accounts.addresses import address
from accounts.later import again_later, soon, task
from accounts.letters import title, try_to_send
from blog.models import Authorship

from ..models import Frequency
from .essay_letters import essay_letter
from .timing import settings_of

# Whoever asks and takes it back, over and over, has nobody mailed more often.
MAILS_A_DAY = 3
DAY = 24 * 3600


def tell_asked(authorship: Authorship) -> None:
    """Have who is asked told by mail, unless they want none about what becomes of essays."""
    between = f"{authorship.asked_by_id}/{authorship.user_id}"
    if settings_of(authorship.user).decision == Frequency.NEVER:
        return
    if not rates.is_over("asked-to-write", between, limit=MAILS_A_DAY, seconds=DAY):
        soon(mail_asked, authorship.pk)


@task()
def mail_asked(authorship: int, tries: int = 0) -> bool:
    """Tell them, as long as they have not answered. Returns whether there is nothing left to do."""
    waiting = Authorship.objects.waiting().select_related("post__course", "user", "asked_by")
    asked = waiting.filter(pk=authorship, user__is_active=True).first()
    if asked is None:
        return True
    # As the page to which it leads: who asks is known to who is asked, whatever the essay's pseudonym.
    said = f"{title(str(asked.asked_by))} asks you to write “{title(str(asked.post))}” together"
    url = address("blog:authorship_answer", asked.post_id)
    letter = essay_letter(
        "asked", post=asked.post, reader=asked.user, key=asked.pk, said=said, url=url, asked=asked
    )
    if try_to_send(letter, f"invitation {authorship}"):
        return True
    again_later(mail_asked, authorship, tries=tries)
    return False

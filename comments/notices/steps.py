"""What became of an essay: to its writers, and to its course's staff when something is handed in.

It stands among their notices and on the essay's page of its way, and comes by e-mail. Who wants no mail about
decisions gets none about these.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q

from accounts.addresses import address
from accounts.later import again_later, soon, task
from accounts.letters import title, try_to_send
from accounts.models import User
from blog.models import Post, Step
from courses.models import TEACHING_ROLES

from ..models import Frequency, Notice
from .counting import recount
from .essay_letters import essay_letter
from .reading import mark_read
from .timing import settings_of
from .words import SAID_OF_STEPS, said_of_step


def tell(step: Step) -> None:
    """Tell those who did not take the step themselves: on the page of notices, and by mail who wants that.

    Whoever took it knows where the essay stood before: what they were told of that is no news any more.
    """
    if step.by:
        mark_read(user=step.by, notices=Notice.objects.filter(step__post=step.post))
    told = list(_told(step))
    if not told:
        return
    rows = [Notice(recipient=person, step=step, kind=Notice.Kind.STEP) for person in told]
    Notice.objects.bulk_create(rows)
    recount([person.pk for person in told])
    for person in told:
        if settings_of(person).decision != Frequency.NEVER:
            soon(mail_step, step.pk, person.pk)


def _told(step: Step) -> Iterable[User]:
    people = User.objects.filter(is_active=True).select_related("notice_settings")
    if step.kind == Step.Kind.SUBMITTED:
        teaching = Q(memberships__course=step.post.course_id, memberships__role__in=TEACHING_ROLES)
        return people.filter(teaching).exclude(pk=step.by_id or 0).distinct()
    writing = Q(pk=step.post.author_id) | Q(pk__in=step.post.authorships.accepted().values("user"))
    writers = list(people.filter(writing)) if step.kind in SAID_OF_STEPS else []
    return [] if any(writer.pk == step.by_id for writer in writers) else writers


@task()
def mail_step(step: int, person: int, tries: int = 0) -> bool:
    """Tell one person of one step. Returns whether the mail server took it."""
    taken = Step.objects.select_related("post__course", "by").filter(pk=step).first()
    reader = User.objects.filter(pk=person, is_active=True).first()
    if taken is None or reader is None:
        return True
    if not Post.objects.visible_to(reader).filter(pk=taken.post_id).exists():
        return True
    if try_to_send(_letter(taken, reader), f"the mail of step {step}"):
        return True
    again_later(mail_step, step, person, tries=tries)
    return False


def _letter(step: Step, reader: User) -> EmailMultiAlternatives:
    said = said_of_step(step.kind, title(str(step.post)))
    url = address("blog:post_publication", step.post_id)
    return essay_letter("step", post=step.post, reader=reader, key=step.pk, said=said, url=url, step=step)

from django.apps import AppConfig

from accounts.every_day import every_day
from blog.followers import follow_asking, follow_revisions, follow_steps, follow_words


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Moderation"

    def ready(self) -> None:
        # They need the models; the first one registers itself.
        from . import checks  # noqa: F401
        from .anchoring.placing import place_passages
        from .moderation.forgetting import forget_addresses
        from .notices.asking import tell_asked
        from .notices.confirming import forget_unconfirmed
        from .notices.steps import tell
        from .revising import name_cause

        follow_words(place_passages)
        follow_steps(tell)
        follow_asking(tell_asked)
        follow_revisions(name_cause)
        every_day(forget_addresses)
        every_day(forget_unconfirmed)

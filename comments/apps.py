from django.apps import AppConfig

from accounts.every_day import every_day
from blog import followers


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

        followers.words_changed.follow(place_passages)
        followers.step_taken.follow(tell)
        followers.author_asked.follow(tell_asked)
        followers.revised.follow(name_cause)
        every_day(forget_addresses)
        every_day(forget_unconfirmed)

from django.apps import AppConfig

from accounts.every_day import every_day


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = "Writing"

    def ready(self) -> None:
        # They need the models.
        from .copies import keeping
        from .images import sweeping
        from .library import registering
        from .publishing.actions import publish_due

        registering.register()
        # Should a task that waited for its hour have been lost.
        every_day(publish_due)
        every_day(keeping.sweep)
        every_day(sweeping.sweep)

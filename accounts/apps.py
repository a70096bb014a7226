from django.apps import AppConfig

from .every_day import every_day


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from .sessions import forget_ended  # needs the models

        every_day(forget_ended)

from django.apps import AppConfig

from accounts.every_day import every_day
from blog.followers import mark_words


class StudyNotesConfig(AppConfig):
    name = "studynotes"
    verbose_name = "Study notes"

    def ready(self) -> None:
        # They need the models.
        from . import loading
        from .enquiries.retention import forget
        from .terms.dressing import mark_terms
        from .writing import copies, registering

        mark_words(mark_terms)
        registering.register()
        every_day(forget)
        every_day(copies.sweep)
        loading.register()

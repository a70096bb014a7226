from django.apps import AppConfig

from blog.followers import mark_words


class StudyNotesConfig(AppConfig):
    name = "studynotes"
    verbose_name = "Study notes"

    def ready(self) -> None:
        from .terms.dressing import mark_terms  # needs the models

        mark_words(mark_terms)

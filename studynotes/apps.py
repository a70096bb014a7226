from django.apps import AppConfig


class StudyNotesConfig(AppConfig):
    name = "studynotes"
    verbose_name = "Study notes"

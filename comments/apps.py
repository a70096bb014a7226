from django.apps import AppConfig

from blog.followers import follow_asking, follow_revisions, follow_steps, follow_words


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Moderation"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers itself
        from .anchoring.placing import place_passages  # needs the models
        from .notices.asking import tell_asked  # needs the models
        from .notices.steps import tell  # needs the models
        from .revising import name_cause  # needs the models

        follow_words(place_passages)
        follow_steps(tell)
        follow_asking(tell_asked)
        follow_revisions(name_cause)

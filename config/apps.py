from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig

# Registered by libraries, and of no use here: rights follow from memberships, and an address changes
# together with its account.
UNUSED = ["auth.Group", "account.EmailAddress", "account.EmailConfirmation"]


class AdminConfig(DjangoAdminConfig):
    """The stock admin, with a site of ours that lets a course's staff in."""

    default_site = "config.admin.AdminSite"

    def ready(self) -> None:
        super().ready()
        for label in UNUSED:
            model = apps.get_model(label)
            if admin.site.is_registered(model):
                admin.site.unregister(model)

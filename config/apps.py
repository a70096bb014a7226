from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks

# Registered by libraries, and of no use here: rights follow from memberships, and an address changes
# together with its account.
UNUSED = ["auth.Group", "account.EmailAddress", "account.EmailConfirmation"]


class AdminConfig(SimpleAdminConfig):
    """The stock admin, with a site of ours that lets a course's staff in.

    Its pages are loaded with the site's addresses: the worker and most commands show none, start a quarter
    sooner without, and take up a fifth less.
    """

    default_site = "config.admin.AdminSite"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_pages, checks.Tags.admin)


def load_pages() -> None:
    admin.autodiscover()
    for label in UNUSED:
        model = apps.get_model(label)
        if admin.site.is_registered(model):
            admin.site.unregister(model)


def check_pages(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    load_pages()
    return check_admin_app(app_configs, **kwargs)

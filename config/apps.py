from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """The stock admin, with a site of ours that lets a course's staff in."""

    default_site = "config.admin.AdminSite"

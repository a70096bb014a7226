"""People in the admin: site staff's alone. Teachers meet people in their course's list of members."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .admin_lists import Headed
from .models import User
from .moments import moment_column
from .texts import LineField


class AddUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "display_name"]
        field_classes = {"display_name": LineField}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class ChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"display_name": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if password := self.fields.get("password"):
            # The stock page refers to this text by an id that it does not give it.
            password.help_text = ""


class ChangePasswordForm(AdminPasswordChangeForm):
    # The stock text is a list, which the stock page puts inside a paragraph.
    usable_password_help_text = (
        "Without a password nobody can sign in to the account. The present one is lost."  # noqa: S105
    )


@admin.register(User)
class UserAdmin(Headed, StockUserAdmin):
    add_form = AddUserForm
    form = ChangeForm
    change_password_form = ChangePasswordForm
    list_display = ["display_name", "standing", "email", "joined", "last_here"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["display_name", "email"]
    search_help_text = "Name or e-mail address"
    ordering = ["display_name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "password", "display_name", "website", "biography"]}),
        ("Rights", {"fields": ["is_active", "is_staff"]}),
        ("Dates", {"fields": ["joined", "last_here"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "display_name", "usable_password", "password1", "password2"]})
    ]
    # The apps to the left add theirs.
    inlines = []
    joined = moment_column("date_joined", "joined")
    last_here = moment_column("last_login", "last signed in")

    @admin.display(ordering="is_staff", empty_value="")
    def standing(self, user: User) -> SafeString | None:
        if not user.is_active:
            return format_html('<span class="chip bad">{}</span>', "Switched off")
        return format_html('<span class="chip">{}</span>', "Site staff") if user.is_staff else None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody locks themselves out: one's own rights are another's to change."""
        if obj is None:
            return []
        own = ["is_active", "is_staff"] if obj.pk == request.user.pk else []
        return ["email", "joined", "last_here", *own]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people wrote stays under their name: an account is switched off instead."""
        return False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else []

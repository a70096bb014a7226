"""Who: people with an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from . import faces, slugs
from .addresses import address

MAX_NAME_LENGTH = 150
MAX_BIOGRAPHY_LENGTH = 1000


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account. Without a password nobody can sign in to it."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, **fields)


class User(AbstractBaseUser):
    """An account, signed in to by e-mail address.

    `is_staff` is the one flag for the people who run the site: they may do everything. What others
    may do follows from their memberships of courses, so there are no groups and no permissions.
    """

    email = models.EmailField("e-mail address", unique=True)
    display_name = models.CharField(max_length=MAX_NAME_LENGTH)
    slug = models.SlugField(max_length=170, unique=True, allow_unicode=True, editable=False)
    picture = models.ImageField(upload_to="pictures", blank=True)
    website = models.URLField(blank=True)
    biography = models.TextField(max_length=MAX_BIOGRAPHY_LENGTH, blank=True)
    # A value of sources/styling/styles.py; empty where the reader has chosen none.
    citation_style = models.CharField(max_length=60, blank=True, editable=False)
    # Whether they see what is marked in essays: blog/marks.py.
    sees_marks = models.BooleanField(default=True, editable=False)
    # Kept by comments/notices: read with the account, so that the number in the header costs no query.
    unread_notices = models.PositiveIntegerField(default=0, editable=False)
    is_staff = models.BooleanField("site staff", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ["display_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lowercase"),
            models.CheckConstraint(condition=~models.Q(display_name=""), name="user_display_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return address("comments:author_detail", self.slug)

    def picture_url(self) -> str:
        name = self.picture.name
        return address("accounts:picture_show", name.rpartition("/")[2]) if name else ""

    def initials(self) -> str:
        return faces.initials(self.display_name)

    def tint(self) -> int:
        return faces.tint(self.display_name)

    def natural_key(self) -> tuple[str]:
        return (self.email,)

    def clean(self) -> None:
        self.email = self.email.lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        if not self.slug:
            self.slug = slugs.free_slug(self.display_name or "writer", User.objects.all(), max_length=150)
        super().save(*args, **kwargs)

    # The admin and other apps ask these two. The admin of a course's staff answers for itself.
    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


Viewer = User | AnonymousUser

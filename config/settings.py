"""The only settings module. What differs between installations comes from the environment.

Every name read here is documented in docs/configuration.md.
"""

import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("COLLOQUY_VAR", default=str(BASE_DIR / "var"))).resolve()
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)


def _secret_key() -> str:
    """The installation's own key: from the environment, else made once and kept in VAR_DIR."""
    # Not through env(), which reads a value that starts with "$" as the name of another variable.
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    if not path.exists():
        # Written first, linked after: of two processes that start together, one sets the key, and
        # neither ever reads half of it.
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR, delete=False) as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(file.name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(file.name)
    return path.read_text()


SECRET_KEY = _secret_key()
# For real use; ./run serves this machine alone, over plain HTTP.
HTTPS = env.bool("HTTPS", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The number of reverse proxies of ours in front of the server. X-Forwarded-For is believed only
# for that many hops, counted from the right; with 0 it is ignored.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Akismet is asked about what guests send only where there is a key for it.
AKISMET_KEY = os.environ.get("AKISMET_KEY", "")
AKISMET_BLOG = env("AKISMET_BLOG", default="")
# Enquiries go to all site staff where nobody else is named, and are erased after so many days.
ENQUIRIES_TO = env.list("ENQUIRIES_TO", default=[])
ENQUIRY_DAYS = env.int("ENQUIRY_DAYS", default=180)
# Where readers find the site, for the links in its mail: no request says so there.
_home = f"https://{ALLOWED_HOSTS[0]}" if HTTPS else f"http://localhost:{env.int('PORT', default=8000)}"
SITE_URL = env("SITE_URL", default=_home).rstrip("/")
# False for benchmarks only: switches off the limits on comments, saves and enquiries per client.
RATE_LIMITS = env.bool("COLLOQUY_RATE_LIMITS", default=True)

INSTALLED_APPS = [
    "transfer",
    "comments",
    "studynotes",
    "blog",
    "sources",
    "courses",
    "accounts",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.page_for_wrong_method",
    "config.middleware.utf8_forms_only",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["config.templates.Loader", "django.template.loaders.app_directories.Loader"],
                ),
            ],
            "builtins": ["config.templates"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Django's own SQLite defaults lose most of a burst of concurrent replies to "database is locked".
# FULL, because in WAL mode NORMAL may roll an acknowledged comment back at a power loss.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA journal_size_limit=27103364;"
    ),
}
# No address for the default: a folder's name may hold what an address may not.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL")
    if os.environ.get("DATABASE_URL")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "colloquy.sqlite3"}
}
DATABASES["default"].update(CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

HAS_MAIL_SERVER = bool(os.environ.get("EMAIL_URL"))
if HAS_MAIL_SERVER:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
# A mail server that does not answer must not hold a page for longer.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Colloquy <colloquy@localhost>")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "blog:post_mine"
ACCOUNT_LOGOUT_REDIRECT_URL = "blog:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.NameForm"
ACCOUNT_FORMS = {
    "login": "accounts.allauth_forms.LoginForm",
    "signup": "accounts.allauth_forms.SignupForm",
    "add_email": "accounts.allauth_forms.AddEmailForm",
    "change_password": "accounts.allauth_forms.ChangePasswordForm",
    "reset_password": "accounts.allauth_forms.ResetPasswordForm",
    "reauthenticate": "accounts.allauth_forms.ReauthenticateForm",
    "reset_password_from_key": "accounts.allauth_forms.ResetPasswordKeyForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Colloquy] "
ACCOUNT_SESSION_REMEMBER = True
# With a mail server, an address is verified by a code. Without one nobody could ever sign up.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL_SERVER else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = HAS_MAIL_SERVER
# Never by address alone: a whole class sits behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/m/key,30/h/key",
    "signup": "120/m/ip",
    "reset_password": "60/m/ip,5/h/key",
}

LANGUAGE_CODE = "en"
TIME_ZONE = env("TIME_ZONE", default="UTC")
USE_I18N = False
# An address typed without a scheme is https, as Django 6 has it without this line.
FORMS_URLFIELD_ASSUME_HTTPS = True
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]


def _static_is_built() -> bool:
    """`collectstatic` has run, and nothing that it collects from has changed since.

    `./run` collects. Without that step (`manage.py runserver`), and after an edit, the files are
    served from where they are, so nobody looks at yesterday's style sheet.
    """
    manifest = STATIC_ROOT / "staticfiles.json"
    if DEBUG or not manifest.exists():
        return False
    sources = [BASE_DIR / "requirements.txt", *(BASE_DIR / "static").rglob("*")]
    return manifest.stat().st_mtime >= max(source.stat().st_mtime for source in sources)


STATIC_IS_BUILT = _static_is_built()
WHITENOISE_USE_FINDERS = not STATIC_IS_BUILT
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "config.storage.StaticStorage"
            if STATIC_IS_BUILT or "collectstatic" in sys.argv
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
# The classes by kind of field: nothing of ours is styled by them.
CRISPY_CLASS_CONVERTERS = dict.fromkeys(
    ["textinput", "emailinput", "urlinput", "checkboxinput", "textarea"], ""
)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# A picture of 12 MB and a text of 1 MB are the most that one form carries.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = [
    "accounts.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_NAME = "colloquy_session"
CSRF_COOKIE_NAME = "colloquy_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused form or a closed page is no fault of the site, and Django writes a traceback for each.
    "loggers": {"django.request": {"level": "ERROR"}},
}

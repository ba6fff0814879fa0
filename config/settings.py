"""Every setting of the product in one room. What differs between installations comes from the environment."""

import os
from pathlib import Path

import django_stubs_ext

from config import environment
from vinculo.foundation.postgres.url import database_settings

# Lets annotations such as BaseFormSet[Any] exist at run time too.
django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parent.parent
DATA_FOLDER = Path(os.environ.get("VINCULO_DATA", ROOT / "var"))

DEBUG = environment.boolean("VINCULO_DEBUG", default=False)
SECRET_KEY = environment.secret("VINCULO_SECRET_KEY", fallback_file=DATA_FOLDER / "secret_key")
ALLOWED_HOSTS = environment.words("VINCULO_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.words("VINCULO_ORIGINS", default=[])
BEHIND_TLS = environment.boolean("VINCULO_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "vinculo.foundation.database",
    "vinculo.foundation.audit",
    "vinculo.foundation.numbering",
    "vinculo.foundation.jobs",
    "vinculo.foundation.notifications",
    "vinculo.foundation.drafts",
    "vinculo.foundation.lists",
    "vinculo.foundation.ui",
    "vinculo.geography",
    "vinculo.organization",
    "vinculo.customers",
    "vinculo.cases",
    "vinculo.agenda",
    "vinculo.imports",
    "vinculo.workspace",
    "vinculo.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "vinculo.foundation.access.middleware.ActorMiddleware",
    "vinculo.foundation.ui.middleware.ContentSecurityMiddleware",
    "vinculo.foundation.ui.middleware.ToastMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "vinculo.foundation.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

DATABASES = {"default": database_settings(os.environ)}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 15}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organization.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "pt-br"
TIME_ZONE = "America/Sao_Paulo"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
MEDIA_ROOT = DATA_FOLDER / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "vinculo.foundation.ui.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

DEFAULT_FROM_EMAIL = os.environ.get("VINCULO_MAIL_FROM", "Vínculo <nao-responda@localhost>")
EMAIL_HOST = os.environ.get("VINCULO_MAIL_HOST", "")
EMAIL_PORT = environment.integer("VINCULO_MAIL_PORT", default=25)
EMAIL_HOST_USER = os.environ.get("VINCULO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("VINCULO_MAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.boolean("VINCULO_MAIL_TLS", default=False)
# Without a mail server, messages wait in a local outbox that administrators can read in the product.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_FOLDER / "outbox"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("VINCULO_LOG_LEVEL", "WARNING")},
}

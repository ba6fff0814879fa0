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
# Where a CEP's street is asked, such as https://viacep.com.br/ws/{cep}/json/. Empty: nowhere.
CEP_SERVICE = os.environ.get("VINCULO_CEP_SERVICE", "")
# Every answer says what it cost; for `make bench`.
MEASURE = environment.boolean("VINCULO_MEASURE", default=False)

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
    "vinculo.foundation.database",
    "vinculo.foundation.audit",
    "vinculo.foundation.numbering",
    "vinculo.foundation.jobs",
    "vinculo.foundation.notifications",
    "vinculo.foundation.drafts",
    "vinculo.foundation.undo",
    "vinculo.foundation.reversal",
    "vinculo.foundation.lists",
    "vinculo.foundation.ui",
    "vinculo.foundation.custom_fields",
    "vinculo.geography",
    "vinculo.organization",
    "vinculo.books",
    "vinculo.customers",
    "vinculo.identity",
    "vinculo.catalogue",
    "vinculo.stock",
    "vinculo.matrices",
    "vinculo.approvals",
    "vinculo.price_book",
    "vinculo.tax_book",
    "vinculo.privacy",
    "vinculo.portfolios",
    "vinculo.cases",
    "vinculo.agenda",
    "vinculo.imports",
    "vinculo.simulator",
    "vinculo.workspace",
    "vinculo.demo",
    # After our own apps: their templates give way to ours.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]

MIDDLEWARE = [
    "vinculo.foundation.measuring.MeasuringMiddleware",
    "vinculo.foundation.access.middleware.ClientAddressMiddleware",
    "vinculo.foundation.ui.middleware.PlainAddressMiddleware",
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
    "vinculo.foundation.ui.middleware.ButtonAddressMiddleware",
    "vinculo.foundation.ui.middleware.CrossedWritingMiddleware",
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
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sign-in: by e-mail and password, then the second factor; nobody registers themselves.
ACCOUNT_ADAPTER = "vinculo.organization.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "vinculo.organization.account_forms.SignInForm",
    "change_password": "vinculo.organization.account_forms.PasswordChangeForm",
    "reset_password": "vinculo.organization.account_forms.PasswordLinkForm",
    "reset_password_from_key": "vinculo.organization.account_forms.NewPasswordForm",
    "reauthenticate": "vinculo.organization.account_forms.ReauthenticateForm",
}
MFA_ADAPTER = "vinculo.organization.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Addresses are given by administrators, not claimed by strangers: there is nothing to verify before the second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Vínculo"
MFA_FORMS = {
    "authenticate": "vinculo.organization.account_forms.SecondFactorForm",
    "reauthenticate": "vinculo.organization.account_forms.SecondFactorAgainForm",
    "activate_totp": "vinculo.organization.account_forms.ActivateSecondFactorForm",
}
USERSESSIONS_ADAPTER = "vinculo.organization.adapters.UserSessionsAdapter"

# Lock-out: wrong passwords are counted by person and address, in the database; its limits are parameters.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "vinculo.organization.lockout.typed_email"
AXES_FAILURE_LIMIT = "vinculo.organization.lockout.failure_limit"
AXES_COOLOFF_TIME = "vinculo.organization.lockout.cool_off"
AXES_LOCKOUT_CALLABLE = "vinculo.organization.lockout.locked_out"
AXES_USE_ATTEMPT_EXPIRATION = True
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
AXES_VERBOSE = False

LANGUAGE_CODE = "pt-br"
TIME_ZONE = "America/Sao_Paulo"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
# Files asked for at the root of the site, such as /favicon.ico.
WHITENOISE_ROOT = ROOT / "vinculo" / "foundation" / "ui" / "root"
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
    "formatters": {
        "line": {
            "()": "vinculo.foundation.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("VINCULO_LOG_LEVEL", "WARNING")},
}

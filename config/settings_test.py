"""What the tests change: cheap hashing, mail in memory, plain static files."""

from config import settings
from config.settings import *  # noqa: F403  (Django reads settings from one module; the tests override a few)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Tests open and close many connections from threads: a pool would keep the test database busy when it is dropped.
DATABASES = {
    "default": {
        **settings.DATABASES["default"],
        "OPTIONS": {key: value for key, value in settings.DATABASES["default"]["OPTIONS"].items() if key != "pool"},
    }
}
# Static files straight from the source folders: nothing has to be collected before a browser test.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

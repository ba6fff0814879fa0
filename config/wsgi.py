import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# What is loaded by now stays: the collector need not walk it during every other page. What it walks it walks often and
# little: a page waits two milliseconds, not ten.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)

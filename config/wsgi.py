import os

from django.core.wsgi import get_wsgi_application

from vinculo.foundation.collecting import collect_between_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
collect_between_pages()

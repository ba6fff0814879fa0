from pathlib import Path

from django.conf import settings
from django.http import HttpResponse

from vinculo.demo import outbox
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import page
from vinculo.organization.permissions import Permission


@requires(Permission.READ_OUTBOX)
def read_outbox(request: Request) -> HttpResponse:
    return page(request, "demo/outbox.html", {"letters": outbox.letters(Path(settings.EMAIL_FILE_PATH))})

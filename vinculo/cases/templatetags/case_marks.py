"""`{% load case_marks %}`: the words and colours of cases and of the agenda's three groups."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.cases.lists import status_badge
from vinculo.cases.models import ServiceCase
from vinculo.cases.rules import Bucket
from vinculo.foundation.ui import marks

register = template.Library()

BUCKETS = {
    Bucket.OVERDUE: ("Atrasado", "alert-circle"),
    Bucket.TODAY: ("Hoje", "calendar-event"),
    Bucket.FUTURE: ("Futuro", "calendar-due"),
}


@register.simple_tag
def case_status(case: ServiceCase) -> SafeString:
    return status_badge(case)


@register.simple_tag
def bucket_mark(bucket: Bucket) -> SafeString:
    """Colour, icon and word of where a contact stands: colour alone says nothing to who does not see it."""
    word, icon = BUCKETS[bucket]
    return format_html('<span class="bucket-mark {}">{}{}</span>', bucket.value, marks.icon(icon), word)

import uuid

from django.conf import settings
from django.db import models


class UndoOffer(models.Model):
    """One action that its author may still reverse, once, until `expires_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    company_id = models.BigIntegerField()
    kind = models.TextField()
    payload = models.JSONField()
    label = models.TextField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="undo_offer_expiry")]

    def __str__(self) -> str:
        return self.label

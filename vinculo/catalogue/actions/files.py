"""Pictures and attachments of a product."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from vinculo.catalogue import queries
from vinculo.catalogue.files import keep_file, keep_picture
from vinculo.catalogue.models import Product, ProductAttachment, ProductPicture
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404


def add_picture(
    actor: Actor, product: Product, upload: UploadedFile[Any], *, caption: str, now: datetime
) -> ProductPicture:
    """`Refused` for what is not a picture. The first one stands for the product."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    kept = keep_picture(product.company_id, upload)
    with audit.writing(actor, Verb.PICTURE_ADDED):
        last = product.pictures.aggregate(last=Max("position"))["last"] or 0
        picture: ProductPicture = ProductPicture.objects.create(
            company_id=product.company_id,
            product=product,
            file=kept.file,
            thumbnail=kept.thumbnail,
            width=kept.width,
            height=kept.height,
            caption=caption,
            position=last + 1,
            added_at=now,
        )
    return picture


def edit_picture(actor: Actor, picture: ProductPicture, *, caption: str, is_first: bool) -> None:
    """Its caption, and whether it stands for the product."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.PICTURE_EDITED):
        picture.caption = caption
        if is_first:
            for position, each in enumerate(
                [picture, *picture.product.pictures.exclude(pk=picture.pk).order_by("position", "id")], start=1
            ):
                each.position = position
                each.save(update_fields=["position"])
        picture.save(update_fields=["caption"])


def remove_picture(actor: Actor, picture: ProductPicture) -> None:
    """The file stays in the storage: another product may show the same picture."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.PICTURE_REMOVED):
        picture.delete()


def add_attachment(
    actor: Actor, product: Product, upload: UploadedFile[Any], *, description: str, now: datetime
) -> ProductAttachment:
    """`Refused` for kinds of file that are not accepted."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    kept = keep_file(product.company_id, upload)
    with audit.writing(actor, Verb.ATTACHMENT_ADDED):
        attachment: ProductAttachment = ProductAttachment.objects.create(
            company_id=product.company_id,
            product=product,
            file=kept.file,
            name=kept.name,
            kind=kept.kind,
            size=kept.size,
            description=description,
            added_by_id=actor.user_id,
            added_at=now,
        )
    return attachment


def edit_attachment(actor: Actor, attachment: ProductAttachment, *, description: str) -> None:
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.ATTACHMENT_EDITED):
        attachment.description = description
        attachment.save(update_fields=["description"])


def remove_attachment(actor: Actor, attachment: ProductAttachment) -> None:
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.ATTACHMENT_REMOVED):
        attachment.delete()

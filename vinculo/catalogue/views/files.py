"""Pictures and attachments: sent, shown, taken away."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.catalogue import queries
from vinculo.catalogue.actions import files as actions
from vinculo.catalogue.files import media_type
from vinculo.catalogue.forms.uploads import AttachmentDetailsForm, AttachmentForm, PictureDetailsForm, PictureForm
from vinculo.catalogue.models import Product, ProductAttachment, ProductPicture
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.reversals import offer_restore, offer_take_back
from vinculo.catalogue.views.posting import posted
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.reversal import recorded
from vinculo.foundation.ui import page, redirect, toast

_KEPT = "private, max-age=604800, immutable"


@requires(Permission.VIEW)
def picture(request: Request, pk: int) -> FileResponse:
    return _shown(_picture(request, pk).file)


@requires(Permission.VIEW)
def thumbnail(request: Request, pk: int) -> FileResponse:
    return _shown(_picture(request, pk).thumbnail)


@requires(Permission.VIEW)
def attachment(request: Request, pk: int) -> FileResponse:
    """Always downloaded, never shown inside the product."""
    row = get_or_404(ProductAttachment.objects.filter(company_id=request.actor.company_id), pk)
    if not default_storage.exists(row.file):
        raise Http404("O arquivo não está mais guardado.")
    return FileResponse(
        default_storage.open(row.file), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )


@requires(Permission.EDIT)
def add_picture(request: Request, pk: int) -> HttpResponse:
    product = _product(request, pk)
    form = PictureForm(*posted(request))

    def save(upload: UploadedFile[Any]) -> None:
        actions.add_picture(request.actor, product, upload, caption=form.cleaned_data["caption"], now=clock.now())

    return _upload(request, product, form, "Incluir imagem", "informacoes", save)


@requires(Permission.EDIT)
def edit_picture(request: Request, pk: int, row_id: int) -> HttpResponse:
    product = _product(request, pk)
    row = get_or_404(ProductPicture.objects.filter(product=product), row_id)
    form = PictureDetailsForm(posted(request)[0], initial={"caption": row.caption})
    save = partial(actions.edit_picture, request.actor, row)
    remove_url = reverse("catalogue:remove_picture", args=[pk, row_id])
    return _details(request, product, form, "Imagem", "informacoes", save, remove_url)


@require_POST
@requires(Permission.EDIT)
def remove_picture(request: Request, pk: int, row_id: int) -> HttpResponse:
    product = _product(request, pk)
    row = get_or_404(ProductPicture.objects.filter(product=product), row_id)
    actions.remove_picture(request.actor, row)
    undo_url = offer_restore(request.actor, product, row, row_id, now=clock.now())
    toast(request, "Imagem excluída.", undo_url=undo_url)
    return redirect(request, "catalogue:section", pk, "informacoes")


@requires(Permission.EDIT)
def add_attachment(request: Request, pk: int) -> HttpResponse:
    product = _product(request, pk)
    form = AttachmentForm(*posted(request))

    def save(upload: UploadedFile[Any]) -> None:
        actions.add_attachment(
            request.actor, product, upload, description=form.cleaned_data["description"], now=clock.now()
        )

    return _upload(request, product, form, "Incluir anexo", "anexos", save)


@requires(Permission.EDIT)
def edit_attachment(request: Request, pk: int, row_id: int) -> HttpResponse:
    product = _product(request, pk)
    row = get_or_404(ProductAttachment.objects.filter(product=product), row_id)
    form = AttachmentDetailsForm(posted(request)[0], initial={"description": row.description})
    save = partial(actions.edit_attachment, request.actor, row)
    remove_url = reverse("catalogue:remove_attachment", args=[pk, row_id])
    return _details(request, product, form, row.name, "anexos", save, remove_url)


@require_POST
@requires(Permission.EDIT)
def remove_attachment(request: Request, pk: int, row_id: int) -> HttpResponse:
    """Removes at once; the file is kept, so the toast can offer the way back."""
    product = _product(request, pk)
    row = get_or_404(ProductAttachment.objects.filter(product=product), row_id)
    actions.remove_attachment(request.actor, row)
    undo_url = offer_restore(request.actor, product, row, row_id, now=clock.now())
    toast(request, "Anexo excluído.", undo_url=undo_url)
    return redirect(request, "catalogue:section", pk, "anexos")


def _details(
    request: Request,
    product: Product,
    form: forms.Form,
    title: str,
    section: str,
    save: Callable[..., None],
    remove_url: str,
) -> HttpResponse:
    """What is written about a file; saved, back to the section, with the way back at hand."""
    if request.method == "POST" and form.is_valid():
        span = recorded(partial(save, **form.cleaned_data))
        undo_url = offer_take_back(request.actor, product, Permission.EDIT, span, now=clock.now())
        toast(request, "Salvo.", undo_url=undo_url)
        return redirect(request, "catalogue:section", product.pk, section)
    context = {"product": product, "form": form, "title": title, "section": section, "remove_url": remove_url}
    return page(request, "catalogue/dialog.html", context, status=422 if form.errors else 200)


def _upload(
    request: Request,
    product: Product,
    form: forms.Form,
    title: str,
    section: str,
    save: Callable[[UploadedFile[Any]], None],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                span = recorded(partial(save, form.cleaned_data["file"]))
            except Refused as refused:
                form.add_error("file", refused.sentence)
            else:
                undo_url = offer_take_back(request.actor, product, Permission.EDIT, span, now=clock.now())
                toast(request, "Arquivo incluído.", undo_url=undo_url)
                return redirect(request, "catalogue:section", product.pk, section)
    context = {"product": product, "form": form, "title": title, "section": section, "submit": "Enviar"}
    return page(request, "catalogue/dialog.html", context, status=status)


def _shown(file: str) -> FileResponse:
    if not default_storage.exists(file):
        raise Http404("A imagem não está mais guardada.")
    return FileResponse(default_storage.open(file), content_type=media_type(file), headers={"Cache-Control": _KEPT})


def _picture(request: Request, pk: int) -> ProductPicture:
    return get_or_404(ProductPicture.objects.filter(company_id=request.actor.company_id), pk)


def _product(request: Request, pk: int) -> Product:
    return get_or_404(queries.products(request.actor), pk)

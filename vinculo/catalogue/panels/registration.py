"""Sections of what the product is: its own fields, what it owes, how it is sold."""

from dataclasses import replace
from decimal import Decimal

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from vinculo.catalogue import nomenclature, queries
from vinculo.catalogue.models import Product
from vinculo.catalogue.panels.pieces import add_button, edit_button, edit_url, figure
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.section_view import Button, Facts, Row, SectionView, Table
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.custom_fields.queries import answers
from vinculo.foundation.ui import marks


def product(request: Request, product: Product) -> SectionView:
    dimensions = [product.height, product.width, product.length]
    identity = [
        ("Código", product.code),
        ("Descrição", product.description),
        ("Código do fabricante", product.manufacturer_code),
        ("GTIN", product.gtin),
        ("Marca", product.brand),
        ("Modelo", product.model),
        ("Palavras de busca", product.keywords),
    ]
    classification = [
        ("Linha principal", product.line),
        ("Classe", product.product_class),
        ("Tipo", product.type),
        ("Espécie (SPED)", product.species and f"{product.species.code} · {product.species}"),
        ("Situação", product.get_status_display()),
        ("Motivo do bloqueio", product.block_reason),
    ]
    measures = [
        ("Peso líquido", figure(product.net_weight, " kg")),
        ("Peso bruto", figure(product.gross_weight, " kg")),
        ("A × L × C (cm)", " × ".join(map(figure, dimensions)) if any(dimensions) else ""),
        ("Garantia", figure(product.warranty_months, " meses")),
        ("Lote e validade", "Controla" if product.tracks_lots else "Não controla"),
        ("Validade mínima na venda", figure(product.minimum_shelf_life, " dias") if product.tracks_lots else ""),
    ]
    return SectionView(
        facts=(
            Facts("Produto", identity, edit_button(request, product, "produto")),
            Facts("Classificação", classification),
            Facts("Medidas, garantia e controle", measures),
        )
    )


def fiscal(request: Request, product: Product) -> SectionView:
    ncm = nomenclature.all_ncm().get(product.ncm)
    cest = nomenclature.all_cest().get(product.cest)
    pairs: list[tuple[str, object]] = [
        ("NCM", nomenclature.ncm_mask(product.ncm)),
        ("Descrição do NCM", ncm.path if ncm else ""),
        ("CEST", nomenclature.cest_mask(product.cest)),
        ("Descrição do CEST", cest.description if cest else ""),
        ("Origem", f"{product.origin} · {nomenclature.origins()[product.origin]}"),
        ("Grupo fiscal", product.fiscal_group),
        ("Categoria fiscal", product.fiscal_category),
        ("Registro na ANVISA", product.anvisa_registration),
        ("Unidade tributável na exportação", ncm.tax_unit if ncm else ""),
    ]
    note = "" if product.ncm else "Sem NCM não se calcula imposto nem se emite nota deste produto."
    if product.ncm and (ncm is None or not ncm.is_in_force(clock.today())):
        note = f"O NCM {nomenclature.ncm_mask(product.ncm)} não está mais em vigor: escolha outro."
    elif product.ncm and product.cest and not nomenclature.cest_fits(product.cest, product.ncm):
        note = "O convênio não lista este CEST para este NCM: confira."
    button = edit_button(request, product, "fiscais", Permission.EDIT_FISCAL)
    return SectionView(note=note, facts=(Facts("Dados fiscais", pairs, button),))


def units(request: Request, product: Product) -> SectionView:
    sold_by = product.sale_unit or product.unit
    known = queries.conversions(product.company_id, [product.pk], on=clock.today())
    factor = known.factor(product.pk, sold_by.pk, product.unit_id)
    pairs = [
        ("Unidade de estoque", f"{product.unit.code} · {product.unit.name}"),
        ("Unidade de venda", f"{sold_by.code} · {sold_by.name}"),
        ("Múltiplo de venda", figure(product.sale_multiple)),
        ("Quantidade mínima", figure(product.minimum_sale)),
        ("Na unidade de venda cabem", figure(factor, f" {product.unit}") if factor is not None else ""),
    ]
    note = ""
    if factor is None:
        note = f"Falta o fator entre {sold_by} e {product.unit}: sem ele, o produto não pode ser vendido em {sold_by}."
    return SectionView(note=note, facts=(Facts("Unidades", pairs, edit_button(request, product, "unidades")),))


def discounts(request: Request, product: Product) -> SectionView:
    limit = figure(product.maximum_discount, "%") if product.maximum_discount is not None else "sem limite próprio"
    pairs = [("Desconto padrão", figure(product.standard_discount, "%")), ("Desconto máximo", limit)]
    return SectionView(facts=(Facts("Descontos", pairs, edit_button(request, product, "descontos")),))


def lines(request: Request, product: Product) -> SectionView:
    others = product.other_lines.select_related("line__type").order_by("line__type__name", "line__name")
    rows = [
        Row((f"{each.line.code} · {each.line}", each.line.type), edit_url(request, product, "linha", each))
        for each in others
    ]
    main = [("Linha principal", product.line), ("Tipo", product.line.type if product.line else "")]
    return SectionView(
        facts=(Facts("Linha principal", main, edit_button(request, product, "linhas")),),
        tables=(
            Table(
                "Outras linhas",
                ("Linha", "Tipo de linha"),
                rows,
                "O produto está só na linha principal.",
                add_button(request, product, "linha", "Linha"),
            ),
        ),
    )


def information(request: Request, product: Product) -> str:
    may_edit = request.actor.may(Permission.EDIT)
    context = {
        "product": product,
        "pictures": product.pictures.order_by("position", "id"),
        "edit": edit_button(request, product, "informacoes"),
        "add": Button("Imagem", reverse("catalogue:add_picture", args=[product.pk]), hotkey="n") if may_edit else None,
        "may_edit": may_edit,
    }
    return render_to_string("catalogue/information.html", context, request=request)


def attachments(request: Request, product: Product) -> SectionView:
    may_edit = request.actor.may(Permission.EDIT)
    rows = [
        Row(
            (
                format_html('<a href="{}">{}</a>', reverse("catalogue:attachment", args=[each.pk]), each.name),
                each.description,
                _size(each.size),
                format_html("{} · {}", marks.when(each.added_at), each.added_by),
            ),
            reverse("catalogue:edit_attachment", args=[product.pk, each.pk]) if may_edit else "",
        )
        for each in product.attachments.select_related("added_by").order_by("-added_at")
    ]
    add = None
    if may_edit:
        add = Button("Anexo", reverse("catalogue:add_attachment", args=[product.pk]), "paperclip", hotkey="n")
    table = Table("Anexos", ("Arquivo", "Descrição", "Tamanho#", "Incluído"), rows, "Nenhum arquivo anexado.", add)
    return SectionView(tables=(table,))


def custom(request: Request, product: Product) -> SectionView:
    fields = queries.custom_fields(product)
    if not fields:
        return SectionView(note="A empresa ainda não criou campos para produtos: Configurador, Campos adicionais.")
    button = None
    if request.actor.may(Permission.EDIT):
        button = Button("Alterar", reverse("catalogue:custom_values", args=[product.pk]), "pencil", hotkey="e")
    sections = answers(fields, product.custom_values.all())
    facts = [Facts(each.title, [(answer.label, answer.words) for answer in each.answers]) for each in sections]
    return SectionView(facts=[replace(facts[0], edit=button), *facts[1:]])


def _size(octets: int) -> str:
    """`60 bytes`, `1,4 MB`."""
    if octets < 1024:
        return f"{octets} bytes"
    kilo = Decimal(octets) / 1024
    return figure(round(kilo), " KB") if kilo < 1024 else figure(round(kilo / 1024, 1), " MB")

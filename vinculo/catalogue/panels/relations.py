"""Sections of who and what the product is related to."""

from django.urls import reverse
from django.utils.html import format_html

from vinculo.catalogue import queries
from vinculo.catalogue.models import Product, SimilarMember
from vinculo.catalogue.panels.pieces import add_button, edit_button, edit_url, figure, link
from vinculo.catalogue.section_view import Facts, Row, SectionView, Table
from vinculo.customers.queries import about_readable
from vinculo.foundation.access import Request
from vinculo.foundation.ui import marks


def similar(request: Request, product: Product) -> SectionView:
    members = list(queries.similar_members(product))
    rows = [
        Row(
            (
                marks.badge("este produto", "accent") if member.product_id == product.pk else link(member.product),
                member.group.name,
                member.priority,
                member.get_direction_display(),
            ),
            edit_url(request, product, "similar", member),
        )
        for member in members
    ]
    note = ""
    own = next((member for member in members if member.product_id == product.pk), None)
    if own is not None and own.direction == SimilarMember.Direction.REPLACES:
        note = "Este produto só substitui os outros: quando ele falta, nada é oferecido no lugar."
    table = Table(
        "Similares",
        ("Produto", "Grupo", "Prioridade#", "Sentido"),
        rows,
        "Nenhum similar: quando este produto falta, nada é oferecido no lugar.",
        add_button(request, product, "similar", "Similar"),
    )
    return SectionView(note=note, tables=(table,))


def kit(request: Request, product: Product) -> SectionView:
    items = queries.kit_items(product)
    rows = [
        Row(
            (link(item.component), figure(item.quantity), item.component.unit),
            edit_url(request, product, "componente", item),
        )
        for item in items
    ]
    inside = product.component_of.select_related("kit").order_by("kit__description_key")
    kits = [Row((link(item.kit), figure(item.quantity, f" {product.unit}"))) for item in inside]
    facts = Facts("Kit", [("Como se vende", product.get_kit_mode_display())], edit_button(request, product, "kit"))
    add = add_button(request, product, "componente", "Componente") if product.is_kit else None
    tables = [Table("Componentes", ("Produto", "Quantidade#", "Unidade"), rows, "Nenhum componente.", add)]
    if kits:
        tables.append(Table("Entra nestes kits", ("Kit", "Quantidade#"), kits, ""))
    return SectionView(facts=(facts,), tables=tables if product.is_kit or kits else ())


def complements(request: Request, product: Product) -> SectionView:
    rows = [
        Row(
            (link(each.complement), figure(each.ratio), each.complement.unit),
            edit_url(request, product, "complementar", each),
        )
        for each in product.complements.select_related("complement__unit").order_by("position", "id")
    ]
    return SectionView(
        tables=(
            Table(
                "Produtos complementares",
                ("Produto", "Para cada um#", "Unidade"),
                rows,
                "Nenhum complementar: a venda não sugere nada junto.",
                add_button(request, product, "complementar", "Complementar"),
            ),
        )
    )


def partners(request: Request, product: Product) -> SectionView:
    rows = [
        Row(
            (
                format_html('<a href="{}">{}</a>', reverse("customers:profile", args=[each.party_id]), each.party),
                each.get_role_display(),
                each.code,
                each.description,
                each.classification,
            ),
            edit_url(request, product, "parceiro", each),
        )
        for each in product.partner_codes.filter(about_readable(request.actor))
        .select_related("party")
        .order_by("party__name_key", "code")
    ]
    return SectionView(
        tables=(
            Table(
                "Códigos e classificações dos parceiros",
                ("Parceiro", "Papel", "Código", "Descrição", "Classificação"),
                rows,
                "Nenhum cliente ou fornecedor tem código próprio para este produto.",
                add_button(request, product, "parceiro", "Código do parceiro"),
            ),
        )
    )


def equipment(request: Request, product: Product) -> SectionView:
    rows = [
        Row(
            (
                each.serial,
                format_html('<a href="{}">{}</a>', reverse("customers:profile", args=[each.party_id]), each.party)
                if each.party
                else "",
                marks.day(each.installed_on),
                format_html("{} {}", marks.badge("Comodato", "info"), marks.day(each.loan_until))
                if each.is_loan
                else "",
                marks.day(each.next_maintenance),
                each.notes,
            ),
            edit_url(request, product, "equipamento", each),
        )
        for each in product.equipment.filter(about_readable(request.actor)).select_related("party").order_by("serial")
    ]
    return SectionView(
        tables=(
            Table(
                "Equipamentos",
                ("Número de série", "Instalado em", "Desde", "Comodato", "Próxima manutenção", "Observações"),
                rows,
                "Nenhum número de série cadastrado.",
                add_button(request, product, "equipamento", "Equipamento"),
            ),
        )
    )

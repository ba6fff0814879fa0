"""The maintenance of a product as its keeper walks it: forms, sections, refusals, and two people at once."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.catalogue import queries
from vinculo.catalogue.lists import PRODUCTS
from vinculo.catalogue.models import (
    Equipment,
    KitItem,
    PartnerCode,
    Product,
    ProductClass,
    ProductEstablishment,
    ProductPicture,
    SimilarMember,
)
from vinculo.catalogue.search import find
from vinculo.customers.models import Party
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.panels import panels_for

SignIn = Callable[[str], Client]


@pytest.fixture
def alice(signed_in: SignIn, shelf: Shelf) -> Client:
    return signed_in("alice")


def url(name: str, *args: object) -> str:
    return reverse(f"catalogue:{name}", args=args)


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def edit_data(client: Client, product: Product, key: str, **typed: Any) -> dict[str, Any]:
    """What the form of a section would post, with some fields typed over."""
    context = client.get(url("edit", product.pk, key)).context
    form = context["form"]
    data = {name: form[name].value() for name in form.fields}
    shown = {name: "" if value is None or value is False else value for name, value in data.items()}
    return shown | {"base": context["base"]} | typed


def test_the_simple_form_asks_only_for_what_is_obligatory(alice: Client, shelf: Shelf) -> None:
    unit = shelf.unit().pk
    assert alice.get(url("new")).context["form"].fields.keys() == {"code", "description", "unit"}
    refused = alice.post(url("new"), {"modo": "simples", "code": "A1", "description": ""})
    assert refused.status_code == 422
    assert 'value="A1"' in said(refused)
    saved = alice.post(url("new"), {"modo": "simples", "code": " A  1 ", "description": "Vela", "unit": unit})
    product = Product.objects.get()
    assert saved.headers["Location"] == url("section", product.pk, "produto")
    assert (product.code, product.description, product.origin, product.sale_multiple) == ("A 1", "Vela", "0", 1)
    again = alice.post(url("new"), {"modo": "simples", "code": "A 1", "description": "Outra", "unit": unit})
    assert again.status_code == 422
    assert "Já existe um produto com este código." in said(again)


def test_changing_to_the_advanced_form_keeps_what_was_typed(alice: Client, shelf: Shelf) -> None:
    typed = {"trocar": "avancado", "modo": "avancado", "code": "B2", "description": "Correia", "unit": shelf.unit().pk}
    answer = alice.post(url("new"), typed)
    assert answer.status_code == 200
    assert 'value="B2"' in said(answer)
    assert "Dados fiscais" in said(answer)
    assert not Product.objects.exists()


def test_a_number_that_its_column_cannot_hold_is_refused_beside_it(alice: Client, shelf: Shelf) -> None:
    product = shelf.product("L1", "Lâmpada LED")
    answer = alice.post(
        url("edit", product.pk, "produto"), edit_data(alice, product, "produto", minimum_shelf_life="32768")
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"minimum_shelf_life"}


def test_fiscal_codes_are_checked_beside_their_fields(alice: Client, shelf: Shelf) -> None:
    product = shelf.product("L1", "Lâmpada LED")
    answer = alice.post(
        url("edit", product.pk, "fiscais"), edit_data(alice, product, "fiscais", ncm="8539.50.00", cest="9999999")
    )
    assert answer.status_code == 422
    assert "Foi substituído por 8539.51.00 ou 8539.52.00." in said(answer)
    assert "não existe na tabela do Convênio" in said(answer)
    good = edit_data(alice, product, "fiscais", ncm="8539.52.00", cest="01.007.00")
    followed = alice.post(url("edit", product.pk, "fiscais"), good, follow=True)
    product.refresh_from_db()
    assert (product.ncm, product.cest) == ("85395200", "0100700")
    assert "O convênio não lista este CEST para este NCM" in said(followed)
    assert "Lâmpadas e tubos" in said(followed)


def test_a_supervisor_edits_products_but_not_their_taxes_nor_costs(shelf: Shelf, signed_in: SignIn) -> None:
    product, sofia = shelf.product("L1"), signed_in("sofia")
    assert sofia.get(url("edit", product.pk, "produto")).status_code == 200
    assert sofia.get(url("edit", product.pk, "fiscais")).status_code == 403
    assert sofia.get(url("section", product.pk, "custos")).status_code == 404
    assert sofia.post(url("branch", product.pk, shelf.cast.head.pk, "custo"), {}).status_code == 403


def test_two_people_at_once_both_keep_what_they_changed(alice: Client, shelf: Shelf) -> None:
    product = shelf.product("P1", "Pastilha", manufacturer_code="X")
    mine = edit_data(alice, product, "produto", description="Pastilha dianteira", manufacturer_code="MEU")
    theirs = edit_data(alice, product, "produto", manufacturer_code="DELES", keywords="freio")
    assert alice.post(url("edit", product.pk, "produto"), theirs).status_code == 302
    clash = alice.post(url("edit", product.pk, "produto"), mine)
    assert clash.status_code == 409
    assert "DELES" in said(clash)
    product.refresh_from_db()
    assert product.description == "Pastilha"
    resolved = {**mine, "base": clash.context["base"], "resolution": "merge", "keep_manufacturer_code": "theirs"}
    assert alice.post(url("edit", product.pk, "produto"), resolved).status_code == 302
    product.refresh_from_db()
    assert (product.description, product.manufacturer_code) == ("Pastilha dianteira", "DELES")


def test_every_section_opens_in_few_queries(
    alice: Client, shelf: Shelf, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    product = shelf.product("P1", brand="Cobreq", line="Freios", sale_unit=shelf.unit("CX"))
    for key in [panel.key for panel in panels_for(cast.alice, queries.RECORD)]:
        with django_assert_max_num_queries(14):
            assert alice.get(url("section", product.pk, key)).status_code == 200, key
    assert "Falta o fator entre CX e UN" in said(alice.get(url("section", product.pk, "unidades")))
    shelf.factor(product, "CX", "UN", 12)
    assert "12 UN" in said(alice.get(url("section", product.pk, "unidades")))


def test_a_factor_is_added_refused_twice_removed_and_put_back(alice: Client, shelf: Shelf) -> None:
    product = shelf.product("P1")
    box, one = shelf.unit("CX").pk, shelf.unit().pk
    typed = {"from_unit": box, "numerator": "12,5", "to_unit": one, "denominator": "1", "valid_from": "01/01/2026"}
    assert alice.post(url("add_belonging", product.pk, "fator"), typed).status_code == 302
    again = alice.post(url("add_belonging", product.pk, "fator"), typed)
    assert again.status_code == 422
    assert "Já existe um fator" in said(again)
    same = alice.post(url("add_belonging", product.pk, "fator"), typed | {"to_unit": box})
    assert "duas unidades diferentes" in said(same)
    factor = product.factors.get()
    page = alice.post(url("remove_belonging", product.pk, "fator", factor.pk), follow=True)
    assert not product.factors.exists()
    undo = said(page).split("/desfazer/")[1].split('"')[0]
    alice.post(f"/desfazer/{undo}")
    assert product.factors.get().numerator == factor.numerator


def last_way_back(page: str) -> str:
    """The address of the newest toast that can undo."""
    return f"/desfazer/{page.rsplit('/desfazer/', 1)[1].split(chr(34))[0]}"


def test_a_change_is_taken_back_unless_somebody_changed_it_since(alice: Client, shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("P1")
    cost = url("branch", product.pk, cast.head.pk, "custo")
    cell = product.establishments.filter(establishment=cast.head)
    saved = said(alice.post(cost, {"replacement_cost": "10,50"}, follow=True))
    alice.post(cost, {"replacement_cost": "12,00"})
    assert "Alguém alterou isto depois" in said(alice.post(last_way_back(saved), follow=True))
    assert cell.get().replacement_cost == 12
    saved = said(alice.post(url("standing", product.pk, "bloquear"), {"reason": "Recall"}, follow=True))
    product.refresh_from_db()
    assert product.status == "blocked"
    alice.post(last_way_back(saved))
    product.refresh_from_db()
    assert (product.status, product.block_reason) == ("active", "")


def test_a_group_of_similars_and_files_come_back_as_they_were(
    alice: Client, shelf: Shelf, cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    old, new = shelf.product("OLD"), shelf.product("NEW")
    alice.post(url("add_belonging", old.pk, "similar"), {"product": new.pk, "priority": 1, "direction": "replaces"})
    sheet = SimpleUploadedFile("ficha.txt", b"Torque: 25 Nm")
    alice.post(url("add_attachment", old.pk), {"file": sheet, "description": "Ficha"})
    member = SimilarMember.objects.get(product=new)
    removals = {
        url("remove_belonging", old.pk, "similar", member.pk): lambda: [
            (each.product_id, each.group.name, each.direction)
            for each in SimilarMember.objects.order_by("product_id").select_related("group")
        ],
        url("remove_attachment", old.pk, old.attachments.get().pk): lambda: [
            (each.name, each.file) for each in old.attachments.all()
        ],
    }
    for removal, state in removals.items():
        before = state()
        page = said(alice.post(removal, follow=True))
        assert (len(before) > 0, state()) == (True, [])
        alice.post(last_way_back(page))
        assert state() == before


def test_similars_replace_each_other_by_priority_and_direction(alice: Client, shelf: Shelf, cast: Cast) -> None:
    old, new, other = shelf.product("OLD"), shelf.product("NEW"), shelf.product("OTHER")
    for product, priority, direction in ((new, 1, "replaces"), (other, 2, "both")):
        typed = {"product": product.pk, "priority": priority, "direction": direction}
        assert alice.post(url("add_belonging", old.pk, "similar"), typed).status_code == 302
    assert [each.code for each in queries.substitutes(cast.company.pk, old.pk)] == ["NEW", "OTHER"]
    assert [each.code for each in queries.substitutes(cast.company.pk, other.pk)] == ["NEW", "OLD"]
    assert queries.substitutes(cast.company.pk, new.pk) == []
    Product.objects.filter(pk=new.pk).update(status="blocked")
    assert [each.code for each in queries.substitutes(cast.company.pk, old.pk)] == ["OTHER"]
    twice = alice.post(url("add_belonging", old.pk, "similar"), {"product": new.pk, "priority": 1, "direction": "both"})
    assert "já está no grupo" in said(twice)
    for product in (new, other):
        member = SimilarMember.objects.get(product=product)
        alice.post(url("remove_belonging", old.pk, "similar", member.pk))
    assert not SimilarMember.objects.exists()


def test_a_kit_holds_no_kit_and_no_figure_of_nothing(alice: Client, shelf: Shelf) -> None:
    kit = shelf.product("KIT1", "Kit revisão", kit_mode="exploded")
    oil, other_kit = shelf.product("OIL", unit="L"), shelf.product("KIT2", kit_mode="single")
    add = url("add_belonging", kit.pk, "componente")
    assert "Um kit não entra em outro kit" in said(
        alice.post(add, {"component": other_kit.pk, "quantity": "1", "position": 1})
    )
    assert "maior que zero" in said(alice.post(add, {"component": oil.pk, "quantity": "0", "position": 1}))
    assert alice.post(add, {"component": oil.pk, "quantity": "4,5", "position": 1}).status_code == 302
    assert KitItem.objects.get().quantity == 4.5
    undone = alice.post(url("edit", kit.pk, "kit"), edit_data(alice, kit, "kit", kit_mode=""))
    assert "Retire os componentes" in said(undone)
    inside = alice.post(url("edit", oil.pk, "kit"), edit_data(alice, oil, "kit", kit_mode="single"))
    assert "componente de um kit" in said(inside)


def test_branches_partners_and_equipment(alice: Client, shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("P1")
    silva = Party.objects.create(
        company=cast.company, kind="organization", stage="prospect", name="Silva Ltda.", establishment=cast.head
    )
    head = url("branch", product.pk, cast.head.pk, "estabelecimento")
    blocked = alice.post(head, {"is_active": "on", "is_blocked": "on"})
    assert "Diga por que" in said(blocked)
    swapped = alice.post(head, {"is_active": "on", "minimum": "10", "maximum": "2"})
    assert "não pode ser menor que o mínimo" in said(swapped)
    costs = url("branch", product.pk, cast.head.pk, "custo")
    assert alice.post(costs, {"replacement_cost": "1.234,5678", "cost_date": "01/10/2026"}).status_code == 302
    assert str(ProductEstablishment.objects.get().replacement_cost) == "1234.5678"
    code = {"party": silva.pk, "role": "customer", "code": "S-9", "description": "", "classification": "A"}
    assert alice.post(url("add_belonging", product.pk, "parceiro"), code).status_code == 302
    taken = alice.post(url("add_belonging", shelf.product("P2").pk, "parceiro"), code)
    assert "já usa este código" in said(taken)
    assert PartnerCode.objects.count() == 1
    machine = {"serial": "SN1", "party": "", "is_loan": "on", "installed_on": "", "loan_until": ""}
    assert "precisa dizer com quem está" in said(alice.post(url("add_belonging", product.pk, "equipamento"), machine))
    lent = alice.post(url("add_belonging", product.pk, "equipamento"), machine | {"party": silva.pk})
    assert lent.status_code == 302
    assert Equipment.objects.get().party == silva


def test_blocking_needs_a_reason_and_a_seller_may_not(alice: Client, shelf: Shelf, signed_in: SignIn) -> None:
    product = shelf.product("P1")
    block = url("standing", product.pk, "bloquear")
    assert "Diga por que" in said(alice.post(block, {"reason": " "}))
    assert alice.post(block, {"reason": "Recall"}).status_code == 302
    product.refresh_from_db()
    assert (product.status, product.block_reason) == ("blocked", "Recall")
    assert signed_in("ana").post(url("standing", product.pk, "liberar"), {}).status_code == 403
    alice.post(url("standing", product.pk, "liberar"), {})
    product.refresh_from_db()
    assert (product.status, product.block_reason) == ("active", "")


def test_a_copy_starts_from_everything_but_what_names_one(alice: Client, shelf: Shelf) -> None:
    source = shelf.product("P1", "Pastilha", brand="Cobreq", gtin="7891910000197", ncm="87083019")
    form = alice.get(url("new"), {"copiar": source.pk}).context["form"]
    assert form["description"].value() == "Pastilha"
    assert form["ncm"].value() == "87083019"
    assert not form["code"].value()
    assert not form["gtin"].value()


def test_pictures_are_written_anew_and_what_is_no_picture_is_refused(
    alice: Client, shelf: Shelf, tmp_path: Any
) -> None:
    product = shelf.product("P1")
    sent = BytesIO()
    Image.new("RGB", (2400, 1200), "navy").save(sent, "JPEG", comment=b"<script>")
    with override_settings(MEDIA_ROOT=tmp_path):
        add = url("add_picture", product.pk)
        fake = SimpleUploadedFile("foto.jpg", b"<html>not a picture</html>")
        refused = alice.post(add, {"file": fake})
        assert refused.status_code == 422
        assert "não é uma imagem" in said(refused)
        assert alice.post(add, {"file": SimpleUploadedFile("x.jpg", sent.getvalue())}).status_code == 302
        picture = ProductPicture.objects.get()
        assert (picture.width, picture.height) == (1600, 800)
        kept = b"".join(alice.get(url("picture", picture.pk)).streaming_content)  # type: ignore[attr-defined]
        assert b"<script>" not in kept
        small = alice.get(url("thumbnail", picture.pk))
        assert small.headers["Content-Type"] == "image/jpeg"
        assert Image.open(BytesIO(b"".join(small.streaming_content))).size == (240, 120)  # type: ignore[attr-defined]
        assert url("thumbnail", picture.pk) in said(alice.get(url("product", product.pk)))


def test_attachments_are_what_they_say_and_only_downloaded(alice: Client, shelf: Shelf, tmp_path: Any) -> None:
    product = shelf.product("P1")
    add = url("add_attachment", product.pk)
    with override_settings(MEDIA_ROOT=tmp_path):
        page = SimpleUploadedFile("pagina.html", b"<script>alert(1)</script>")
        assert "Tipo de arquivo não aceito" in said(alice.post(add, {"file": page}))
        disguised = SimpleUploadedFile("bula.pdf", b"<script>alert(1)</script>")
        assert "não é de um PDF" in said(alice.post(add, {"file": disguised}))
        good = SimpleUploadedFile("bula técnica.pdf", b"%PDF-1.7 x")
        assert alice.post(add, {"file": good}).status_code == 302
        row = product.attachments.get()
        answer = alice.get(url("attachment", row.pk))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_classes_form_a_tree_that_the_database_keeps(shelf: Shelf, cast: Cast) -> None:
    parts = ProductClass.objects.create(company=cast.company, code="PEC", name="Peças")
    brakes = ProductClass.objects.create(company=cast.company, code="FRE", name="Freios", parent=parts)
    pads = ProductClass.objects.create(company=cast.company, code="PAS", name="Pastilhas", parent=brakes)
    pads.refresh_from_db()
    assert pads.path == "PEC/FRE/PAS/"
    parts.refresh_from_db()
    parts.code = "AUTO"
    parts.save()
    pads.refresh_from_db()
    assert pads.path == "AUTO/FRE/PAS/"


def test_a_class_inside_itself_is_refused_in_words(alice: Client, shelf: Shelf, cast: Cast) -> None:
    parts = ProductClass.objects.create(company=cast.company, code="PEC", name="Peças")
    brakes = ProductClass.objects.create(company=cast.company, code="FRE", name="Freios", parent=parts)
    answer = alice.post(
        reverse("books:edit", args=["classes", parts.pk]),
        {"code": "PEC", "name": "Peças", "parent": brakes.pk, "is_active": "on"},
    )
    assert answer.status_code == 422
    assert "não fica dentro de si mesma" in said(answer)


def test_the_company_s_own_fields_are_asked_by_kind_of_product(alice: Client, shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("P1")
    own = {"company_id": cast.company.pk, "record": queries.RECORD, "section": "Técnico", "kind": "text"}
    voltage = CustomField.objects.create(**own, label="Voltagem", is_mandatory=True)
    CustomField.objects.create(**own, label="Prazo do serviço", audience="service")
    address = url("custom_values", product.pk)
    assert "Prazo do serviço" not in said(alice.get(address))
    assert alice.post(address, {f"custom_{voltage.pk}": ""}).status_code == 422
    assert alice.post(address, {f"custom_{voltage.pk}": "12 V"}).status_code == 302
    assert "12 V" in said(alice.get(url("section", product.pk, "complementos")))


def test_a_class_of_product_has_a_form_that_its_inner_classes_fill_and_searches_find(
    alice: Client, shelf: Shelf, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    parts = ProductClass.objects.create(company=cast.company, code="PEC", name="Peças")
    brakes = ProductClass.objects.create(company=cast.company, code="FRE", name="Freios", parent=parts)
    pad, oil = shelf.product("PAD", product_class=brakes), shelf.product("OIL")
    asked = {"label": "Eixo", "section": "Aplicação", "audience": f"class:{parts.pk}", "kind": "list"}
    signed_in("adele").post(
        reverse("custom_fields:create", args=[queries.RECORD]), {**asked, "options": "Dianteiro\nTraseiro"}
    )
    field = CustomField.objects.get(label="Eixo")
    assert "Eixo" not in said(alice.get(url("custom_values", oil.pk)))
    assert alice.post(url("custom_values", pad.pk), {f"custom_{field.pk}": "Traseiro"}).status_code == 302
    assert PRODUCTS.prepare is not None
    PRODUCTS.prepare(rows := list(Product.objects.filter(pk=pad.pk)), {"custom"})
    assert next(column for column in PRODUCTS.columns if column.key == "custom").value(rows[0]) == "Eixo: Traseiro"
    assert [found.product.code for found in find(cast.alice, "traseiro")] == ["PAD"]
    alice.post(url("custom_values", pad.pk), {f"custom_{field.pk}": ""})
    assert find(cast.alice, "traseiro") == []

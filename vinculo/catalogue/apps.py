from django.apps import AppConfig
from django.urls import reverse

TABLES = {
    "catalogue_product": "Produto",
    "catalogue_productestablishment": "Produto no estabelecimento",
    "catalogue_conversionfactor": "Fator de conversão",
    "catalogue_similarmember": "Similar",
    "catalogue_complement": "Complementar",
    "catalogue_kititem": "Item do kit",
    "catalogue_productline": "Outra linha",
    "catalogue_partnercode": "Código do parceiro",
    "catalogue_productpicture": "Imagem",
    "catalogue_productattachment": "Anexo",
    "catalogue_equipment": "Equipamento",
    "catalogue_productcustomvalue": "Dado complementar",
    "catalogue_promiserule": "Regra da data de promessa",
    "catalogue_promisetransit": "Prazo de trânsito",
}
COSTS = ("replacement_cost", "average_cost", "last_cost")


class CatalogueConfig(AppConfig):
    name = "vinculo.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from vinculo.books import registry as books
        from vinculo.catalogue import (
            panels,
            permissions,
            queries,
            reversals,  # noqa: F401  (registers the ways back)
            search,
            verbs,
        )
        from vinculo.catalogue.actions.founding import create_default_tables
        from vinculo.catalogue.books import BOOKS, REFUSALS
        from vinculo.catalogue.lists import PRODUCTS
        from vinculo.foundation import audit, custom_fields, navigation, personal_data
        from vinculo.foundation import panels as record_pages
        from vinculo.foundation import search as universal_search
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.organization import founding

        permission_registry.register(
            permissions.Permission, group="Produtos", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
        audit.register_record(
            queries.RECORD,
            label="Produto",
            visible=lambda actor, pk: (
                actor.may(permissions.Permission.VIEW) and queries.products(actor).filter(pk=pk).exists()
            ),
            url=lambda pk: reverse("catalogue:product", args=[pk]),
            tables=TABLES,
        )
        for column in COSTS:
            audit.register_private(
                "catalogue_productestablishment",
                column,
                permission=permissions.Permission.SEE_COSTS,
                mask=lambda _cost: "reservado",
            )
        register_list(PRODUCTS)
        personal_data.hold(
            personal_data.Holding(
                "catalogue.PartnerCode",
                "Códigos de produto do parceiro",
                personal_data.Fate.KEEP,
                why="Códigos e nomes de produtos; não trazem dados da pessoa.",
            ),
            personal_data.Holding("catalogue.Equipment", "Equipamentos", personal_data.Fate.BLANK, blank=("notes",)),
        )
        record_pages.register(*panels.PANELS)
        universal_search.register(search.PROVIDER)
        custom_fields.register_record(
            custom_fields.CustomizedRecord(
                queries.RECORD,
                "Produtos",
                [custom_fields.Audience(*each) for each in queries.AUDIENCES],
                queries.class_audiences,
            )
        )
        books.register(*BOOKS)
        books.register_refusals(REFUSALS)
        founding.register("catalogue", create_default_tables)
        navigation.register(
            navigation.NavEntry(
                "products", "Produtos", "package", "catalogue:list", permissions.Permission.VIEW, 50, hotkey="g p"
            ),
            navigation.CreateEntry(
                "product", "Produto", "package", "catalogue:new", permissions.Permission.CREATE, "i d"
            ),
        )

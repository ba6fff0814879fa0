"""The sentences of the constraints that a write of the catalogue may break."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from vinculo.catalogue.refusals import Refused
from vinculo.foundation.database.breaches import broken_constraint

# constraint: (field of the form, sentence)
SENTENCES = {
    "product_code_is_unique": ("code", "Já existe um produto com este código."),
    "gtin_is_unique_among_products_in_use": ("gtin", "Outro produto em uso já tem este GTIN."),
    "gross_weight_holds_the_net_weight": ("gross_weight", "O peso bruto não pode ser menor que o líquido."),
    "discounts_are_in_order": ("maximum_discount", "O desconto máximo vai do padrão até 100%."),
    "sale_multiple_is_positive": (
        "sale_multiple",
        "O múltiplo é maior que zero; a mínima não é negativa.",
    ),
    "one_factor_per_pair_and_start": ("valid_from", "Já existe um fator entre estas unidades com este início."),
    "one_general_factor_per_pair_and_start": ("valid_from", "Já existe um fator entre estas unidades com este início."),
    "conversionfactor_is_a_positive_fraction": ("numerator", "O fator é uma fração de números maiores que zero."),
    "generalfactor_is_a_positive_fraction": ("numerator", "O fator é uma fração de números maiores que zero."),
    "conversionfactor_joins_two_units": ("to_unit", "Escolha duas unidades diferentes."),
    "generalfactor_joins_two_units": ("to_unit", "Escolha duas unidades diferentes."),
    "costs_are_not_negative": ("replacement_cost", "Um custo não é negativo."),
    "maximum_stock_is_above_the_minimum": ("maximum", "O máximo não pode ser menor que o mínimo."),
    "product_once_per_similar_group": ("product", "Este produto já está no grupo."),
    "similar_priority_starts_at_one": ("priority", "A prioridade começa em 1."),
    "complement_once_per_product": ("complement", "Este produto já é complementar."),
    "complement_is_another_product": ("complement", "Escolha outro produto."),
    "complement_ratio_is_positive": ("ratio", "A proporção é maior que zero."),
    "component_once_per_kit": ("component", "Este componente já está no kit."),
    "kit_does_not_hold_itself": ("component", "Um kit não contém a si mesmo."),
    "kit_quantity_is_positive": ("quantity", "A quantidade é maior que zero."),
    "line_once_per_product": ("line", "O produto já está nesta linha."),
    "partner_code_names_one_product": ("code", "Este parceiro já usa este código para um produto."),
    "serial_is_unique_by_product": ("serial", "Este número de série já está cadastrado."),
    "loan_has_a_holder": ("party", "Um comodato precisa dizer com quem está."),
    "one_transit_per_product_and_state": ("state", "Já existe um prazo para esta UF."),
}


@contextmanager
def told() -> Iterator[None]:
    """Turn the breach of a known constraint into a `Refused`; others go on as they are."""
    try:
        yield
    except IntegrityError as error:
        name = broken_constraint(error)
        if name not in SENTENCES:
            raise
        field, sentence = SENTENCES[name]
        raise Refused(sentence, field=field) from error

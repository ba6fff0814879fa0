"""What a new company finds in its tables of products."""

from vinculo.catalogue.models import LineType, ProductSpecies, ProductType, Unit
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit

# (code, name, decimals)
UNITS = (
    ("UN", "Unidade", 0),
    ("PC", "Peça", 0),
    ("CX", "Caixa", 0),
    ("PT", "Pacote", 0),
    ("PAR", "Par", 0),
    ("JG", "Jogo", 0),
    ("KIT", "Kit", 0),
    ("KG", "Quilograma", 3),
    ("L", "Litro", 3),
    ("M", "Metro", 2),
    ("RL", "Rolo", 0),
    ("TB", "Tambor", 0),
    ("BD", "Balde", 0),
    ("H", "Hora", 2),
)
# (name, is service, is equipment)
TYPES = (
    ("Mercadoria", False, False),
    ("Produto acabado", False, False),
    ("Matéria-prima", False, False),
    ("Kit", False, False),
    ("Equipamento", False, True),
    ("Serviço", True, False),
)
# Types of item of the SPED fiscal bookkeeping, register 0200 (Ato COTEPE/ICMS 44/2018).
SPECIES = (
    ("00", "Mercadoria para revenda"),
    ("01", "Matéria-prima"),
    ("02", "Embalagem"),
    ("03", "Produto em processo"),
    ("04", "Produto acabado"),
    ("05", "Subproduto"),
    ("06", "Produto intermediário"),
    ("07", "Material de uso e consumo"),
    ("08", "Ativo imobilizado"),
    ("09", "Serviços"),
    ("10", "Outros insumos"),
    ("99", "Outras"),
)
LINE_TYPES = ("Comercial", "Carteira", "Metas")


def create_default_tables(company_id: int) -> None:
    """Units, types, species and kinds of line for a new company."""
    with audit.writing(None, Verb.TABLES_CREATED):
        Unit.objects.bulk_create(
            Unit(company_id=company_id, code=code, name=name, decimals=decimals) for code, name, decimals in UNITS
        )
        ProductType.objects.bulk_create(
            ProductType(company_id=company_id, name=name, position=position, is_service=service, is_equipment=equipment)
            for position, (name, service, equipment) in enumerate(TYPES)
        )
        ProductSpecies.objects.bulk_create(
            ProductSpecies(company_id=company_id, code=code, name=name, position=position)
            for position, (code, name) in enumerate(SPECIES)
        )
        LineType.objects.bulk_create(
            LineType(company_id=company_id, name=name, position=position) for position, name in enumerate(LINE_TYPES)
        )

"""What a new company's price book starts with. Codes of the NF-e (tPag, modFrete): Manual de Orientação, anexo I."""

from datetime import date
from typing import Final

SINCE: Final = date(2020, 1, 1)

# (code, name, tPag)
PAYMENT_TYPES: Final = (
    ("DIN", "Dinheiro", "01"),
    ("CHQ", "Cheque", "02"),
    ("CCR", "Cartão de crédito", "03"),
    ("CDE", "Cartão de débito", "04"),
    ("CRL", "Crédito da loja (crediário)", "05"),
    ("VAL", "Vale-alimentação", "10"),
    ("VRE", "Vale-refeição", "11"),
    ("VPR", "Vale-presente", "12"),
    ("VCO", "Vale-combustível", "13"),
    ("DUP", "Duplicata mercantil", "14"),
    ("BOL", "Boleto bancário", "15"),
    ("DEP", "Depósito bancário", "16"),
    ("PIX", "PIX dinâmico", "17"),
    ("TRF", "Transferência, carteira digital", "18"),
    ("FID", "Programa de fidelidade", "19"),
    ("PXE", "PIX estático", "20"),
    ("CRD", "Crédito em loja", "21"),
    ("SEM", "Sem pagamento", "90"),
    ("OUT", "Outros", "99"),
)

# (code, name, type)
PAYMENT_METHODS: Final = (
    ("DINHEIRO", "Dinheiro", "DIN"),
    ("PIX", "PIX", "PIX"),
    ("BOLETO", "Boleto bancário", "BOL"),
    ("CARTAO", "Cartão de crédito", "CCR"),
    ("DEBITO", "Cartão de débito", "CDE"),
)

# (code, name, modFrete, charged)
FREIGHT_TYPES: Final = (
    ("CIF", "CIF: por nossa conta", "0", False),
    ("CIF-C", "CIF cobrado na nota", "0", True),
    ("FOB", "FOB: por conta do cliente", "1", False),
    ("TERC", "Por conta de terceiros", "2", False),
    ("PROP", "Entrega própria", "3", False),
    ("RETIRA", "Cliente retira", "4", False),
    ("SEM", "Sem transporte", "9", False),
)

# (code, name, days)
PAYMENT_TERMS: Final = (
    ("AV", "À vista", (0,)),
    ("28", "28 dias", (28,)),
    ("30/60", "30/60 dias", (30, 60)),
    ("30/60/90", "30/60/90 dias", (30, 60, 90)),
)
PRICE_TABLE: Final = ("BASE", "Tabela base")

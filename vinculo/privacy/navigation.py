"""The cards of this room in the configurator."""

from vinculo.organization.configurator import Card
from vinculo.privacy.permissions import Permission

CARDS = (
    Card(
        "privacy_requests",
        "Privacidade",
        "Pedidos de titulares",
        "Acesso, correção e exclusão de dados, com protocolo e prazo",
        "shield",
        "privacy:requests",
        Permission.ATTEND,
        105,
    ),
    Card(
        "sensitive_reads",
        "Privacidade",
        "Leituras de dados sensíveis",
        "Quem viu CPF completo, contas e relatórios, e por quê",
        "eye",
        "privacy:reads",
        Permission.READ_LOG,
        115,
    ),
)

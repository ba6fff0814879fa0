from enum import StrEnum


class Permission(StrEnum):
    VIEW = "customers.view"
    CREATE = "customers.create"
    EDIT = "customers.edit"
    CHANGE_DOCUMENT = "customers.change_document"
    DEACTIVATE = "customers.deactivate"
    REASSIGN = "customers.reassign"
    EXPORT = "customers.export"
    SEE_DOCUMENTS = "customers.see_documents"
    SUPPRESS = "customers.suppress"


LABELS = {
    Permission.VIEW: "Consultar clientes e prospects",
    Permission.CREATE: "Cadastrar prospects e clientes",
    Permission.EDIT: "Alterar o cadastro",
    Permission.CHANGE_DOCUMENT: "Corrigir o CPF/CNPJ de um cliente",
    Permission.DEACTIVATE: "Inativar e reativar cadastros",
    Permission.REASSIGN: "Mudar a carteira de um cliente",
    Permission.EXPORT: "Exportar listas de clientes",
    Permission.SEE_DOCUMENTS: "Ver CPF completo",
    Permission.SUPPRESS: "Manter a lista de não contatar e os textos de consentimento",
}

_EVERYONE = ("reception", "seller", "advisor", "sac", "marketing", "supervisor", "manager", "analyst")
_LEADERS = ("supervisor", "manager")

ROLES = {
    Permission.VIEW: _EVERYONE,
    Permission.CREATE: ("reception", "seller", "advisor", "sac", *_LEADERS),
    Permission.EDIT: ("reception", "seller", "advisor", "sac", *_LEADERS),
    Permission.CHANGE_DOCUMENT: ("manager",),
    Permission.DEACTIVATE: _LEADERS,
    Permission.REASSIGN: _LEADERS,
    Permission.EXPORT: ("marketing", *_LEADERS),
    Permission.SEE_DOCUMENTS: ("reception", "seller", "advisor", *_LEADERS),
    Permission.SUPPRESS: ("sac", "marketing", "manager"),
}

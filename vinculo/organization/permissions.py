from enum import StrEnum


class Permission(StrEnum):
    MANAGE_USERS = "organization.manage_users"
    MANAGE_ROLES = "organization.manage_roles"
    MANAGE_STRUCTURE = "organization.manage_structure"
    MANAGE_PARAMETERS = "organization.manage_parameters"
    MANAGE_CALENDAR = "organization.manage_calendar"
    READ_AUDIT = "organization.read_audit"
    READ_OUTBOX = "organization.read_outbox"
    SEE_STYLE_PAGE = "ui.style_page"


LABELS = {
    Permission.MANAGE_USERS: "Cadastrar usuários e seus perfis",
    Permission.MANAGE_ROLES: "Editar perfis de acesso",
    Permission.MANAGE_STRUCTURE: "Cadastrar estabelecimentos e equipes",
    Permission.MANAGE_PARAMETERS: "Alterar parâmetros",
    Permission.MANAGE_CALENDAR: "Manter o calendário de feriados",
    Permission.READ_AUDIT: "Ler a auditoria e o registro de exportações",
    Permission.READ_OUTBOX: "Ler a caixa de saída local de e-mails",
    Permission.SEE_STYLE_PAGE: "Ver a página de estilo",
}

ROLES = {
    Permission.MANAGE_PARAMETERS: ("analyst",),
    Permission.MANAGE_CALENDAR: ("analyst", "manager"),
    Permission.READ_AUDIT: ("manager",),
}

from enum import StrEnum


class Permission(StrEnum):
    MANAGE_USERS = "organization.manage_users"
    MANAGE_ROLES = "organization.manage_roles"
    MANAGE_COMPANY = "organization.manage_company"
    MANAGE_STRUCTURE = "organization.manage_structure"
    MANAGE_PARAMETERS = "organization.manage_parameters"
    MANAGE_CALENDAR = "organization.manage_calendar"
    READ_ACCESS_LOG = "organization.read_access_log"
    READ_OUTBOX = "organization.read_outbox"


LABELS = {
    Permission.MANAGE_USERS: "Cadastrar usuários e seus perfis",
    Permission.MANAGE_ROLES: "Editar perfis de acesso",
    Permission.MANAGE_COMPANY: "Alterar os dados da empresa",
    Permission.MANAGE_STRUCTURE: "Cadastrar estabelecimentos e equipes",
    Permission.MANAGE_PARAMETERS: "Alterar parâmetros",
    Permission.MANAGE_CALENDAR: "Manter o calendário de feriados",
    Permission.READ_ACCESS_LOG: "Ler o registro de acessos (entradas, recusas, senhas)",
    Permission.READ_OUTBOX: "Ler a caixa de saída local de e-mails",
}

ROLES = {
    Permission.MANAGE_PARAMETERS: ("analyst",),
    Permission.MANAGE_CALENDAR: ("analyst", "manager"),
}

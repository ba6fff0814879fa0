"""Companies, establishments and teams."""

from django.db import IntegrityError, transaction

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, permissions
from vinculo.geography.models import Municipality
from vinculo.organization import founding, invitations
from vinculo.organization.actions.authority import lock_company, require_someone_with_keys
from vinculo.organization.default_roles import DEFAULT_ROLES
from vinculo.organization.models import Company, CompanyLetterhead, Establishment, Membership, Role, Team, User
from vinculo.organization.permissions import Permission
from vinculo.organization.refusals import AlreadyTaken, InUse, Refused

ADMINISTRATOR = "administrator"


def create_company(*, name: str, trade_name: str = "", document: str = "") -> Company:
    """Create a company with the default roles and what each app gives a new company; the system itself is the author.

    Establishments and people come next.
    """
    with audit.writing(None, "organization.company.created"):
        company = Company.objects.create(name=name, trade_name=trade_name, document=document)
        Role.objects.bulk_create(
            Role(
                company=company,
                code=default.code,
                name=default.name,
                scope=default.scope,
                permissions=sorted(permissions.default_permissions(default.code)),
            )
            for default in DEFAULT_ROLES
        )
        founding.found(company.pk)
    return company


def bootstrap(
    *,
    name: str,
    trade_name: str,
    document: str,
    municipality: Municipality,
    establishment_name: str,
    admin_name: str,
    admin_email: str,
    site: str,
) -> str:
    """A company that someone can enter: with its first establishment and an administrator without a password.

    Returns the address where the administrator chooses the password, which is also sent by e-mail when a mail server is
    set. Raises `AlreadyTaken` for an e-mail in use; then nothing is created.
    """
    administrator = User(email=admin_email.lower(), name=admin_name)
    administrator.set_unusable_password()
    with audit.writing(None, "organization.company.created"):
        company = create_company(name=name, trade_name=trade_name, document=document)
        establishment = Establishment.objects.create(
            company=company, code="01", name=establishment_name, document=document, municipality=municipality
        )
        administrator.company = company
        save_user(administrator)
        role = Role.objects.get(company=company, code=ADMINISTRATOR)
        Membership.objects.create(user=administrator, establishment=establishment, role=role)
    return invitations.send_invitation(administrator, invited_by="A instalação", site=site)


def sync_default_roles() -> int:
    """Give every administrator role the permissions the product has gained; the other roles stay as people made them.

    Returns how many roles changed. Run after each upgrade, once the migrations are done.
    """
    everything = permissions.all_permissions()
    outdated = [
        role for role in Role.objects.filter(code=ADMINISTRATOR).order_by("pk") if everything - set(role.permissions)
    ]
    if outdated:
        with audit.writing(None, "organization.role.synchronised"):
            for role in outdated:
                role.permissions = sorted(everything | set(role.permissions))
            Role.objects.bulk_update(outdated, ["permissions"])
    return len(outdated)


def update_company(actor: Actor, *, name: str, trade_name: str, document: str) -> None:
    """Change the data of the actor's company. `document` is a CNPJ without punctuation, or empty."""
    actor.require(Permission.MANAGE_COMPANY)
    with audit.writing(actor, "organization.company.updated"):
        Company.objects.filter(pk=actor.company_id).update(name=name, trade_name=trade_name, document=document)


def update_letterhead(actor: Actor, *, line: str, colour: str, logo: bytes, remove_logo: bool) -> None:
    """Change how printed documents look. An empty `logo` keeps the present one, unless it is to be removed."""
    actor.require(Permission.MANAGE_COMPANY)
    values: dict[str, object] = {"line": line, "colour": colour}
    if logo or remove_logo:
        values["logo"] = logo or None
    with audit.writing(actor, "organization.letterhead.updated"):
        CompanyLetterhead.objects.update_or_create(company_id=actor.company_id, defaults=values)


def create_establishment(
    actor: Actor, *, code: str, name: str, document: str, municipality: Municipality
) -> Establishment:
    """Raises `AlreadyTaken` when the code belongs to another establishment of the company."""
    actor.require(Permission.MANAGE_STRUCTURE)
    establishment = Establishment(
        company_id=actor.company_id, code=code, name=name, document=document, municipality=municipality
    )
    with audit.writing(actor, "organization.establishment.created"):
        _save_establishment(establishment)
    return establishment


def update_establishment(
    actor: Actor, establishment: Establishment, *, code: str, name: str, document: str, municipality: Municipality
) -> None:
    """Raises `AlreadyTaken` when the code belongs to another establishment of the company."""
    actor.require(Permission.MANAGE_STRUCTURE)
    establishment.code, establishment.name, establishment.document = code, name, document
    establishment.municipality = municipality
    with audit.writing(actor, "organization.establishment.updated"):
        _save_establishment(establishment)


def set_establishment_active(actor: Actor, establishment: Establishment, *, active: bool) -> None:
    """Open or close an establishment. Nobody works in a closed one.

    Refuses the actor's own (`Refused`) and one without which nobody could administrate (`LastAdministrator`).
    """
    actor.require(Permission.MANAGE_STRUCTURE)
    if not active and establishment.pk == actor.establishment_id:
        raise Refused("Você está trabalhando neste estabelecimento. Troque para outro antes de inativá-lo.")
    verb = "organization.establishment.activated" if active else "organization.establishment.deactivated"
    with audit.writing(actor, verb):
        lock_company(actor.company_id)
        Establishment.objects.filter(pk=establishment.pk).update(is_active=active)
        require_someone_with_keys(actor.company_id)


def create_team(actor: Actor, *, establishment: Establishment, name: str) -> Team:
    """Raises `AlreadyTaken` when the establishment has a team of that name."""
    actor.require(Permission.MANAGE_STRUCTURE)
    team = Team(company_id=actor.company_id, establishment=establishment, name=name)
    with audit.writing(actor, "organization.team.created"):
        _save_team(team)
    return team


def rename_team(actor: Actor, team: Team, *, name: str) -> None:
    """A team never changes establishment: what it did belongs where it was done. Raises `AlreadyTaken`."""
    actor.require(Permission.MANAGE_STRUCTURE)
    team.name = name
    with audit.writing(actor, "organization.team.updated"):
        _save_team(team)


def set_team_active(actor: Actor, team: Team, *, active: bool) -> None:
    """Refuses (`InUse`) to close a team that still has active people."""
    actor.require(Permission.MANAGE_STRUCTURE)
    if not active and Membership.objects.filter(team=team, user__is_active=True).exists():
        raise InUse("A equipe ainda tem pessoas ativas. Mude-as de equipe antes de inativá-la.")
    verb = "organization.team.activated" if active else "organization.team.deactivated"
    with audit.writing(actor, verb):
        Team.objects.filter(pk=team.pk).update(is_active=active)


def save_user(user: User) -> None:
    """Raises `AlreadyTaken` when the e-mail, in any case, is another user's. Call it inside `audit.writing`."""
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise AlreadyTaken("Já existe um usuário com este e-mail.", field="email") from error


def _save_establishment(establishment: Establishment) -> None:
    try:
        with transaction.atomic():
            establishment.save()
    except IntegrityError as error:
        raise AlreadyTaken(f"Já existe um estabelecimento com o código {establishment.code}.", field="code") from error


def _save_team(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise AlreadyTaken(f"Já existe a equipe {team.name} neste estabelecimento.", field="name") from error

"""People: invitation, data, where they work, and the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.organization import door, invitations, lockout
from vinculo.organization.actions.authority import (
    lock_company,
    require_authority_over,
    require_authority_over_roles,
    require_someone_with_keys,
)
from vinculo.organization.actions.structure import save_user
from vinculo.organization.models import AccessEvent, Establishment, Membership, Role, Team, User
from vinculo.organization.permissions import Permission
from vinculo.organization.refusals import MailNotSent, OwnAccount, Refused


@dataclass(frozen=True, slots=True)
class Place:
    """A role at an establishment, perhaps in one of its teams."""

    establishment: Establishment
    role: Role
    team: Team | None


@dataclass(frozen=True, slots=True)
class Invited:
    """A new user; `mail_problem` says why the invitation did not leave, or is empty."""

    user: User
    mail_problem: str


def invite_user(actor: Actor, *, name: str, email: str, places: Sequence[Place], site: str) -> Invited:
    """Create a user without a password and send the link with which they choose one. `site` is the product's address.

    Raises `AlreadyTaken` for an e-mail in use, `BeyondAuthority` for a role beyond the actor's. A mail server out of
    order does not lose the user: the invitation can be sent again.
    """
    actor.require(Permission.MANAGE_USERS)
    require_authority_over_roles(actor, [place.role for place in places])
    user = User(company_id=actor.company_id, name=name, email=email.lower())
    user.set_unusable_password()
    with audit.writing(actor, "organization.user.invited"):
        save_user(user)
        _replace_places(user, places)
    try:
        invitations.send_invitation(user, invited_by=actor.name, site=site)
    except MailNotSent as problem:
        return Invited(user, str(problem))
    return Invited(user, "")


def update_user(actor: Actor, user: User, *, name: str, email: str, places: Sequence[Place]) -> None:
    """Replace the data of a user and where they work.

    Raises `AlreadyTaken`, `BeyondAuthority`, `LastAdministrator`; `OwnAccount` when the actor would lose the
    establishment they are in.
    """
    actor.require(Permission.MANAGE_USERS)
    require_authority_over(actor, user)
    require_authority_over_roles(actor, [place.role for place in places])
    if user.pk == actor.user_id and actor.establishment_id not in {place.establishment.pk for place in places}:
        raise OwnAccount("Você não pode sair do estabelecimento em que está trabalhando. Troque para outro antes.")
    user.name, user.email = name, email.lower()
    with audit.writing(actor, "organization.user.updated"):
        lock_company(actor.company_id)
        save_user(user)
        _forget_former_addresses(user)
        _replace_places(user, places)
        require_someone_with_keys(actor.company_id)


def rename_self(actor: Actor, *, name: str) -> None:
    """Anyone corrects their own name."""
    with audit.writing(actor, "organization.user.renamed_self"):
        User.objects.filter(pk=actor.user_id).update(name=name)


def deactivate_user(actor: Actor, user: User) -> None:
    """Close the door to a user at once; what they did stays.

    Raises `OwnAccount`, `BeyondAuthority` and `LastAdministrator`.
    """
    actor.require(Permission.MANAGE_USERS)
    if user.pk == actor.user_id:
        raise OwnAccount("Você não pode inativar a sua própria conta.")
    require_authority_over(actor, user)
    with audit.writing(actor, "organization.user.deactivated"):
        lock_company(actor.company_id)
        User.objects.filter(pk=user.pk).update(is_active=False)
        require_someone_with_keys(actor.company_id)


def activate_user(actor: Actor, user: User) -> None:
    """Open the door again. Raises `BeyondAuthority`."""
    actor.require(Permission.MANAGE_USERS)
    require_authority_over(actor, user)
    with audit.writing(actor, "organization.user.activated"):
        User.objects.filter(pk=user.pk).update(is_active=True)


def send_password_link(actor: Actor, user: User, *, site: str) -> None:
    """Send the user the link with which they choose a password. Raises `BeyondAuthority`, `MailNotSent`, `Refused`."""
    actor.require(Permission.MANAGE_USERS)
    require_authority_over(actor, user)
    if not user.is_active:
        raise Refused("O usuário está inativo. Reative-o antes de enviar o convite.")
    invitations.send_invitation(user, invited_by=actor.name, site=site)


def unlock_user(actor: Actor, user: User, *, now: datetime) -> None:
    """Let a person who typed too many wrong passwords try again now. Recorded in the access log.

    Raises `BeyondAuthority`.
    """
    actor.require(Permission.MANAGE_USERS)
    require_authority_over(actor, user)
    with transaction.atomic():
        lockout.forget_attempts(user.email)
        door.record(AccessEvent.Kind.UNLOCKED, user=user, at=now)


def remove_second_factor(actor: Actor, user: User, *, now: datetime) -> None:
    """For who lost the telephone: the next sign-in asks only for the password. Recorded in the access log.

    Raises `BeyondAuthority` and `OwnAccount`.
    """
    actor.require(Permission.MANAGE_USERS)
    if user.pk == actor.user_id:
        raise OwnAccount("Para desligar o seu próprio segundo fator, use a página Minha conta.")
    require_authority_over(actor, user)
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk).delete()
        door.record(AccessEvent.Kind.SECOND_FACTOR_REMOVED, user=user, at=now)


def _forget_former_addresses(user: User) -> None:
    """The sign-in library keeps its own copy of each address; a former one must not open the door any more."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def _replace_places(user: User, places: Sequence[Place]) -> None:
    """Keep the rows that stay, so that the history tells only what changed."""
    present = {row.establishment_id: row for row in Membership.objects.filter(user=user)}
    wanted = {place.establishment.pk: place for place in places}
    Membership.objects.filter(user=user).exclude(establishment_id__in=wanted).delete()
    for establishment_id, place in wanted.items():
        row = present.get(establishment_id) or Membership(user=user, establishment=place.establishment)
        row.role, row.team = place.role, place.team
        row.save()

"""Company, establishment, team, user, role; the parameter values and the local holidays."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from vinculo.foundation.access import Scope
from vinculo.geography.models import Municipality, State


class Company(models.Model):
    name = models.CharField("razão social", max_length=150)
    trade_name = models.CharField("nome fantasia", max_length=150, blank=True)
    document = models.CharField("CNPJ", max_length=14, blank=True)
    created_at = models.DateTimeField("criada em", auto_now_add=True)

    class Meta:
        verbose_name = "empresa"

    def __str__(self) -> str:
        return self.trade_name or self.name


class CompanyLetterhead(models.Model):
    """How the company's printed documents look: the line under the name, the colour, the logo as PNG."""

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="letterhead")
    line = models.CharField("linha de contato", max_length=160, blank=True, default="")
    colour = models.CharField("cor", max_length=7, default="#1f4e79")
    logo = models.BinaryField("logotipo", null=True, blank=True)

    class Meta:
        verbose_name = "papel timbrado"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(colour__regex=r"^#[0-9a-f]{6}$"), name="letterhead_colour_is_hexadecimal"
            )
        ]

    def __str__(self) -> str:
        return self.line


class Establishment(models.Model):
    """A branch: a place that invoices or serves. Its municipality decides its holidays and time zone."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="establishments")
    code = models.CharField("código", max_length=10)
    name = models.CharField("nome", max_length=100)
    document = models.CharField("CNPJ", max_length=14, blank=True)
    municipality = models.ForeignKey(Municipality, verbose_name="município", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField("ativo", default=True)

    class Meta:
        verbose_name = "estabelecimento"
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="establishment_code_is_unique")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField("nome", max_length=100)
    is_active = models.BooleanField("ativa", default=True)

    class Meta:
        verbose_name = "equipe"
        constraints = [models.UniqueConstraint(fields=["establishment", "name"], name="team_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A set of permissions and how far it sees."""

    SCOPES = [
        (Scope.OWN, "Só o que é seu"),
        (Scope.TEAM, "A equipe"),
        (Scope.ESTABLISHMENT, "O estabelecimento"),
        (Scope.COMPANY, "A empresa toda"),
    ]

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="roles")
    code = models.SlugField("código", max_length=40)
    name = models.CharField("nome", max_length=80)
    scope = models.CharField("alcance", max_length=20, choices=SCOPES)
    permissions = ArrayField(models.CharField(max_length=80), verbose_name="permissões", default=list, blank=True)

    class Meta:
        verbose_name = "perfil"
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="role_code_is_unique")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in, by e-mail. What they may do comes from their memberships."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="users")
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField("nome", max_length=120)
    is_active = models.BooleanField("ativo", default=True)
    date_joined = models.DateTimeField("cadastrado em", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "usuário"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Membership(models.Model):
    """The role of a user at an establishment, and their team there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="memberships"
    )
    team = models.ForeignKey(
        Team, verbose_name="equipe", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.ForeignKey(Role, verbose_name="perfil", on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name = "lotação"
        constraints = [
            models.UniqueConstraint(fields=["user", "establishment"], name="one_role_per_user_and_establishment")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.establishment_id}"


class ParameterValue(models.Model):
    """The value of a declared parameter for a company, or for one of its establishments."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    establishment = models.ForeignKey(Establishment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("parâmetro", max_length=100)
    value = models.JSONField("valor")
    changed_at = models.DateTimeField("alterado em", auto_now=True)
    changed_by = models.ForeignKey(
        "User", verbose_name="alterado por", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "parâmetro"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "establishment", "key"],
                name="one_value_per_parameter_and_place",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class Holiday(models.Model):
    """A local holiday the company keeps itself: of a municipality, a state, or (both empty) of the whole company."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("nome", max_length=100)
    date = models.DateField("data")
    repeats_yearly = models.BooleanField("todo ano", default=True)
    state = models.ForeignKey(
        State, verbose_name="UF", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="município", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "feriado"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__isnull=True) | models.Q(municipality__isnull=True),
                name="holiday_is_of_a_state_or_of_a_municipality",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.date:%d/%m})"


class AccessEvent(models.Model):
    """Something that happened at the door: who came in, who was refused, who changed the locks. Rows are only added.

    `company` and `user` are empty when nobody knows the e-mail typed. Kept as long as the company says, and never less
    than the six months of the law (Lei 12.965/2014, art. 15).
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Entrou"
        FAILED = "failed", "Senha recusada"
        LOCKED_OUT = "locked_out", "Acesso bloqueado por tentativas"
        UNLOCKED = "unlocked", "Desbloqueado pela administração"
        SIGNED_OUT = "signed_out", "Saiu"
        PASSWORD_CHANGED = "password_changed", "Trocou a senha"
        PASSWORD_RESET = "password_reset", "Criou nova senha pelo link"
        SECOND_FACTOR_ON = "second_factor_on", "Ligou o segundo fator"
        SECOND_FACTOR_OFF = "second_factor_off", "Desligou o segundo fator"
        SECOND_FACTOR_REMOVED = "second_factor_removed", "Segundo fator removido pela administração"
        SECOND_FACTOR_FAILED = "second_factor_failed", "Código do segundo fator recusado"
        RECOVERY_CODES = "recovery_codes", "Gerou códigos de recuperação"
        SESSIONS_ENDED = "sessions_ended", "Encerrou as outras sessões"

    at = models.DateTimeField()
    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.CharField(max_length=254)
    kind = models.CharField(max_length=30, choices=Kind)
    address = models.CharField(max_length=45)
    user_agent = models.CharField(max_length=300)

    class Meta:
        verbose_name = "acesso"
        indexes = [
            models.Index(fields=["company", "-id"], name="access_event_company"),
            models.Index(fields=["user", "-id"], name="access_event_user"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.email}"

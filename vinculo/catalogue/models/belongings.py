"""What belongs to a product: substitutes, companions, kits, other lines, others' codes, pictures, files, equipment."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from vinculo.catalogue.models.product import Product
from vinculo.catalogue.models.tables import Line
from vinculo.customers.models import Party
from vinculo.foundation.custom_fields.models import CustomValue
from vinculo.geography.models import State
from vinculo.organization.models import Company


class SimilarGroup(models.Model):
    """Products that do the same: each may take the place of another, in the order of priority."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nome", max_length=80)

    class Meta:
        verbose_name = "grupo de similares"
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="similar_group_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class SimilarMember(models.Model):
    """A product in a group of similars. Priority 1 is offered first."""

    class Direction(models.TextChoices):
        BOTH = "both", "Substitui e é substituído"
        REPLACES = "replaces", "Só substitui os outros"
        REPLACED = "replaced", "Só é substituído"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(SimilarGroup, on_delete=models.CASCADE, related_name="members", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="similar_memberships")
    priority = models.PositiveSmallIntegerField("prioridade", default=1)
    direction = models.CharField("sentido", max_length=10, choices=Direction, default=Direction.BOTH)

    class Meta:
        verbose_name = "similar"
        constraints = [
            models.UniqueConstraint(fields=["group", "product"], name="product_once_per_similar_group"),
            models.CheckConstraint(condition=Q(priority__gte=1), name="similar_priority_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} ({self.priority})"


class Complement(models.Model):
    """`ratio` of `complement` (in its stock unit) is suggested for each stock unit of `product`."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="complements", db_index=False)
    complement = models.ForeignKey(
        Product, verbose_name="complementar", on_delete=models.CASCADE, related_name="complement_of"
    )
    ratio = models.DecimalField("proporção", max_digits=12, decimal_places=4, default=Decimal(1))
    position = models.PositiveSmallIntegerField("ordem", default=1)

    class Meta:
        verbose_name = "produto complementar"
        constraints = [
            models.UniqueConstraint(fields=["product", "complement"], name="complement_once_per_product"),
            models.CheckConstraint(condition=~Q(product=F("complement")), name="complement_is_another_product"),
            models.CheckConstraint(condition=Q(ratio__gt=0), name="complement_ratio_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} + {self.complement_id}"


class KitItem(models.Model):
    """One kit holds `quantity` of `component`, in the component's stock unit. Kits do not hold kits."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    kit = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="kit_items", db_index=False)
    component = models.ForeignKey(
        Product, verbose_name="componente", on_delete=models.PROTECT, related_name="component_of"
    )
    quantity = models.DecimalField("quantidade", max_digits=12, decimal_places=4)
    position = models.PositiveSmallIntegerField("ordem", default=1)

    class Meta:
        verbose_name = "item do kit"
        constraints = [
            models.UniqueConstraint(fields=["kit", "component"], name="component_once_per_kit"),
            models.CheckConstraint(condition=~Q(kit=F("component")), name="kit_does_not_hold_itself"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="kit_quantity_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kit_id}: {self.quantity} × {self.component_id}"


class ProductLine(models.Model):
    """A line the product is in besides its main one, such as a line of goals or of a portfolio."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="other_lines", db_index=False)
    line = models.ForeignKey(Line, verbose_name="linha", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "outra linha do produto"
        constraints = [models.UniqueConstraint(fields=["product", "line"], name="line_once_per_product")]

    def __str__(self) -> str:
        return f"{self.product_id} / {self.line_id}"


class PartnerCode(models.Model):
    """How a customer or supplier calls the product: their code, their description and their class of it."""

    class Role(models.TextChoices):
        CUSTOMER = "customer", "Cliente"
        SUPPLIER = "supplier", "Fornecedor"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="partner_codes")
    party = models.ForeignKey(
        Party, verbose_name="parceiro", on_delete=models.PROTECT, related_name="product_codes", db_index=False
    )
    role = models.CharField("papel", max_length=10, choices=Role, default=Role.CUSTOMER)
    code = models.CharField("código do parceiro", max_length=60)
    description = models.CharField("descrição do parceiro", max_length=200, blank=True, default="")
    classification = models.CharField("classificação do parceiro", max_length=80, blank=True, default="")
    search_code = models.GeneratedField(
        expression=Func(F("code"), function="catalogue_code_key"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = "código do parceiro"
        constraints = [
            models.UniqueConstraint(fields=["party", "code"], name="partner_code_names_one_product"),
            models.CheckConstraint(condition=~Q(code=""), name="partner_code_is_filled"),
        ]
        indexes = [models.Index(OpClass(F("search_code"), name="text_pattern_ops"), name="partner_code_prefix")]

    def __str__(self) -> str:
        return self.code


class ProductPicture(models.Model):
    """A picture, kept re-encoded as JPEG or PNG in two sizes; the first by `position` stands for the product."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures", db_index=False)
    file = models.CharField(max_length=120)
    thumbnail = models.CharField(max_length=120)
    caption = models.CharField("legenda", max_length=120, blank=True, default="")
    position = models.PositiveSmallIntegerField("ordem", default=1)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "imagem"
        indexes = [models.Index(fields=["product", "position", "id"], name="picture_by_product")]

    def __str__(self) -> str:
        return self.caption or self.file


class ProductAttachment(models.Model):
    """A file about the product: leaflet, data sheet. `file` is its name in the storage, `name` the one for people."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="attachments")
    file = models.CharField(max_length=120)
    name = models.CharField("nome do arquivo", max_length=150)
    kind = models.CharField("tipo", max_length=100)
    size = models.PositiveIntegerField("tamanho (bytes)")
    description = models.CharField("descrição", max_length=200, blank=True, default="")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "anexo"

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    """One numbered piece of an equipment product, where it stands and whether it is lent (comodato)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="equipment")
    serial = models.CharField("número de série", max_length=60)
    party = models.ForeignKey(
        Party, verbose_name="instalado em", null=True, blank=True, on_delete=models.PROTECT, related_name="equipment"
    )
    installed_on = models.DateField("instalado em (data)", null=True, blank=True)
    is_loan = models.BooleanField("em comodato", default=False)
    loan_until = models.DateField("comodato até", null=True, blank=True)
    next_maintenance = models.DateField("próxima manutenção", null=True, blank=True)
    notes = models.CharField("observações", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "equipamento"
        constraints = [
            models.UniqueConstraint(fields=["product", "serial"], name="serial_is_unique_by_product"),
            models.CheckConstraint(condition=Q(is_loan=False) | Q(party__isnull=False), name="loan_has_a_holder"),
        ]

    def __str__(self) -> str:
        return self.serial


class PromiseRule(models.Model):
    """What a promise of delivery of the product counts with. Days are business days of the shipping branch.

    `lead_days` is how long replacing it takes (None: it cannot be promised without stock), `picking_days` how long it
    takes to leave; an order after `cut_off` counts from the next day; nothing is promised before `first_available_on`.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="promise_rule")
    lead_days = models.PositiveSmallIntegerField("prazo de reposição (dias úteis)", null=True, blank=True)
    picking_days = models.PositiveSmallIntegerField("separação (dias úteis)", default=0)
    cut_off = models.TimeField("hora de corte", null=True, blank=True)
    first_available_on = models.DateField("disponível a partir de", null=True, blank=True)

    class Meta:
        verbose_name = "regra da data de promessa"

    def __str__(self) -> str:
        return f"{self.product_id}: {self.lead_days}"


class PromiseTransit(models.Model):
    """How many business days the product travels to a state, when it is not as the freight says."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="transits", db_index=False)
    state = models.ForeignKey(State, verbose_name="UF", on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField("trânsito (dias úteis)")

    class Meta:
        verbose_name = "prazo de trânsito"
        constraints = [models.UniqueConstraint(fields=["product", "state"], name="one_transit_per_product_and_state")]

    def __str__(self) -> str:
        return f"{self.state_id}: {self.days}"


class FavouriteProduct(models.Model):
    """A product somebody keeps at hand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="favourite_once_per_user")]

    def __str__(self) -> str:
        return f"{self.user_id} ★ {self.product_id}"


class ProductCustomValue(CustomValue):
    """The product's answer to a field that the company made up (dados complementares, formulário)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="custom_values", db_index=False)

    class Meta:
        verbose_name = "dado complementar"
        constraints = [models.UniqueConstraint(fields=["product", "field"], name="one_answer_per_product_and_field")]

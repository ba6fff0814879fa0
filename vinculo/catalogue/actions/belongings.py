"""What belongs to a product: added, edited, removed and put back, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Model

from vinculo.catalogue import queries
from vinculo.catalogue.actions.breaches import told
from vinculo.catalogue.models import (
    Complement,
    ConversionFactor,
    Equipment,
    KitItem,
    PartnerCode,
    Product,
    ProductAttachment,
    ProductCustomValue,
    ProductEstablishment,
    ProductLine,
    ProductPicture,
    PromiseRule,
    PromiseTransit,
    SimilarGroup,
    SimilarMember,
)
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.audit.models import Change
from vinculo.foundation.custom_fields.rules import changed
from vinculo.organization.models import Establishment

RESTORABLE: dict[str, type[Model]] = {
    model._meta.db_table: model
    for model in (
        Complement,
        ConversionFactor,
        Equipment,
        KitItem,
        PartnerCode,
        ProductAttachment,
        ProductLine,
        ProductPicture,
        PromiseTransit,
    )
}


def save_row(actor: Actor, product: Product, row: Any, values: Mapping[str, Any], verb: Verb) -> Any:
    """Adds a row of the product or changes it. `Refused` with the field when the database does not accept it."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    with told(), audit.writing(actor, verb):
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is None:
            row.company_id = product.company_id
        row.save()
    return row


def remove_row(actor: Actor, product: Product, row: Model, verb: Verb) -> None:
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    with audit.writing(actor, verb):
        row.delete()


def restore_row(actor: Actor, product: Product, table: str, row_id: int) -> None:
    """Puts back what the actor removed from the product, as the audit kept it. `Refused` when its place is taken."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    removals = Change.objects.filter(
        root_type=queries.RECORD,
        root_id=product.pk,
        table_name=table,
        row_id=row_id,
        operation=Change.Operation.DELETE,
        actor_id=actor.user_id,
    )
    removal = removals.order_by("-id").first()
    model = RESTORABLE.get(table)
    if removal is None or removal.before is None or model is None:
        raise Refused("Esta exclusão não pode mais ser desfeita.")
    kept = {field.attname for field in model._meta.concrete_fields if not field.generated}
    with told(), audit.writing(actor, Verb.RESTORED):
        model(**{name: value for name, value in removal.before.items() if name in kept}).save(force_insert=True)


def add_kit_item(actor: Actor, kit: Product, row: KitItem, values: Mapping[str, Any]) -> KitItem:
    """A component of the kit. `Refused` for a component that is itself a kit, or a product that is no kit."""
    component: Product = values["component"]
    if component.is_kit:
        raise Refused("Um kit não entra em outro kit: inclua os componentes dele.", field="component")
    if not kit.is_kit:
        raise Refused("Escolha primeiro como este kit é vendido.")
    saved: KitItem = save_row(actor, kit, row, values, Verb.KIT_EDITED)
    return saved


def add_similar(actor: Actor, to: Product, *, product: Product, priority: int, direction: str) -> SimilarMember:
    """Makes `product` a similar of `to`: in the group of either, or in a new one named after `to`.

    `Refused` when both are in groups already.
    """
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), to.pk)
    if product.pk == to.pk:
        raise Refused("Escolha outro produto.", field="product")
    with told(), audit.writing(actor, Verb.SIMILAR_ADDED):
        own, theirs = _membership(to), _membership(product)
        if own and theirs and own.group_id == theirs.group_id:
            raise Refused("Este produto já está no grupo.", field="product")
        if own and theirs:
            raise Refused(f"Ele já está no grupo “{theirs.group.name}”; retire-o de lá primeiro.", field="product")
        joined = own or theirs
        group = (
            joined.group if joined else SimilarGroup.objects.create(company_id=actor.company_id, name=_group_name(to))
        )
        if own is None:
            _join(group, to, _last_priority(group) + 1, SimilarMember.Direction.BOTH)
        if theirs is None:
            return _join(group, product, priority, direction)
        theirs.priority, theirs.direction = priority, direction
        theirs.save(update_fields=["priority", "direction"])
    return theirs


def remove_similar(actor: Actor, product: Product, member: SimilarMember) -> dict[str, Any]:
    """Takes a member out of its group; a group of one is no group and goes too. What `restore_similar` puts back."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    with audit.writing(actor, Verb.SIMILAR_REMOVED):
        group = member.group
        gone = [member]
        member.delete()
        left = list(SimilarMember.objects.filter(group=group))
        if len(left) < 2:
            gone += left
            SimilarMember.objects.filter(group=group).delete()
            group.delete()
    return {"group": group.name, "members": [[each.product_id, each.priority, each.direction] for each in gone]}


def restore_similar(actor: Actor, product: Product, group_name: str, members: Sequence[Sequence[Any]]) -> None:
    """Puts the members back in their group, made anew when it went. `Refused` when one is in another group now."""
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    with told(), audit.writing(actor, Verb.RESTORED):
        group, _ = SimilarGroup.objects.get_or_create(company_id=actor.company_id, name=group_name)
        for product_id, priority, direction in members:
            member = get_or_404(queries.products(actor), product_id)
            if _membership(member) is not None:
                raise Refused(f"{member.code} já está em um grupo de similares.")
            _join(group, member, priority, direction)


def save_branch(
    actor: Actor, product: Product, establishment: Establishment, values: Mapping[str, Any]
) -> ProductEstablishment:
    """What differs at one branch; costs need their own permission."""
    actor.require(Permission.EDIT_COSTS if "replacement_cost" in values else Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    if values.get("is_blocked") and not values.get("block_reason"):
        raise Refused("Diga por que o produto fica bloqueado aqui.", field="block_reason")
    with told(), audit.writing(actor, Verb.BRANCH_EDITED):
        row, _ = ProductEstablishment.objects.select_for_update().get_or_create(
            product=product, establishment=establishment, defaults={"company_id": actor.company_id}
        )
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def save_promise_rule(actor: Actor, product: Product, values: Mapping[str, Any]) -> PromiseRule:
    actor.require(Permission.EDIT)
    get_or_404(queries.products(actor), product.pk)
    with audit.writing(actor, Verb.PROMISE_EDITED):
        rule, _ = PromiseRule.objects.update_or_create(
            product=product, defaults={"company_id": actor.company_id, **values}
        )
    return rule


def _membership(product: Product) -> SimilarMember | None:
    return SimilarMember.objects.filter(product=product).select_related("group").order_by("pk").first()


def _join(group: SimilarGroup, product: Product, priority: int, direction: str) -> SimilarMember:
    member: SimilarMember = SimilarMember.objects.create(
        company_id=product.company_id, group=group, product=product, priority=priority, direction=direction
    )
    return member


def save_custom_values(
    actor: Actor, product: Product, answers: Mapping[int, object], *, original: Mapping[int, object]
) -> None:
    """The answers to the company's own fields, by the id of the field; an empty one is taken away.

    `original` are the answers the person started from: what others changed since stays. Raises `AnswersCollide` when
    both changed one.
    """
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.CUSTOM_EDITED):
        get_or_404(queries.products(actor).select_for_update(of=("self",)), product.pk)
        wanted = changed(answers, original, queries.custom_answers(product))
        empty = [field for field, value in wanted.items() if value in (None, "")]
        ProductCustomValue.objects.filter(product=product, field_id__in=empty).delete()
        for field, value in wanted.items():
            if value not in (None, ""):
                ProductCustomValue.objects.update_or_create(
                    product=product, field_id=field, defaults={"value": value, "company_id": actor.company_id}
                )


def _group_name(product: Product) -> str:
    """A name for a new group that no other has: the product's description and, when it is taken, its code too."""
    name = product.description[:80]
    taken = SimilarGroup.objects.filter(company_id=product.company_id, name=name).exists()
    return f"{product.code} · {product.description}"[:80] if taken else name


def _last_priority(group: SimilarGroup) -> int:
    return SimilarMember.objects.filter(group=group).aggregate(last=Max("priority"))["last"] or 0

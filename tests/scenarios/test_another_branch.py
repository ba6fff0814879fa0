"""Carla sells in Curitiba. She knocks on every door of the product with the numbers of what Ana keeps in Campinas."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cases.world import World
from tests.sweeps.test_doors import DOORS, Door
from vinculo.cases.models import ServiceCase
from vinculo.customers.actions import write_note
from vinculo.customers.models import Email, Party, Phone
from vinculo.foundation import clock
from vinculo.foundation.audit.models import Change
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.runner import execute
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.notifications.models import Notification
from vinculo.imports.models import Run

SignIn = Callable[[str], Client]
SECRETS = (
    "98111-4477",
    "981114477",
    "529.982.247-25",
    "52998224725",
    "maria.secreta",
    "Segredo",
    "planilha-da-ana",
)


@dataclass(frozen=True)
class Numbers:
    """What the numbers in an address would be, by the room of the door."""

    party: int
    case: int
    contact: int
    note: int
    phone: int
    view: int
    job: int
    run: int
    notification: int

    def candidates(self, door: Door) -> dict[str, list[object]]:
        room, _, page = door.name.partition(":")
        pk = {
            "customers": self.party,
            "cases": self.contact if "contact" in page or page == "reschedule" else self.case,
            "agenda": self.contact,
            "lists": self.view,
            "jobs": self.job,
            "imports": self.run,
            "notifications": self.notification,
        }.get(room, self.party)
        return {
            "pk": [pk],
            "party_id": [self.party],
            "row_id": [self.note] if "note" in page else [self.phone],
            "root_id": [self.party],
            "root_type": ["customers.party"],
            "kind": ["telefone", "email", "endereco", "referencia"],
            "key": ["customers-new-prospect" if room == "drafts" else "customers"],
            "action_key": ["owner"],
            "one": [self.party],
            "other": [self.party + 1],
        }

    def addresses(self, door: Door) -> list[str]:
        known = self.candidates(door)
        choices = [known.get(name, [self.party]) for name in door.arguments]
        return [
            reverse(door.name, kwargs=dict(zip(door.arguments, values, strict=True)))
            for values in product(*choices)
            if not {"code", "cep", "uidb36", "offer_id"} & set(door.arguments)
        ]


@pytest.fixture
def numbers(world: World, signed_in: SignIn, settings: object, tmp_path: Path) -> Numbers:
    """Ana's customer with everything that hangs on it; and what Ana and Bruno left half done."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # the plugin's settings take any name
    cast, party = world.cast, world.party
    Party.objects.filter(pk=party.pk).update(document="52998224725", stage="customer")
    Phone.objects.filter(party=party).update(number="+5519981114477")
    Email.objects.create(company=cast.company, party=party, address="maria.secreta@example.com", is_main=True)
    note = write_note(cast.ana, party, "Segredo da nota", now=clock.now())
    now = clock.now()
    case = world.case(
        now=now, due_at=now + timedelta(days=1), description="Segredo do atendimento", perception="Segredo"
    )
    ana, bruno = signed_in("ana"), signed_in("bruno")
    draft = {"fields": {"name": ["Segredo do rascunho"]}, "url": "/", "title": "Segredo"}
    ana.post("/rascunhos/customers-new-prospect/", json.dumps(draft), content_type="application/json")
    bruno.post(
        reverse("lists:new_view", args=["customers"]), {"name": "Segredo da visão", "visibility": "own", "consulta": ""}
    )
    bruno.post(
        reverse("lists:export", args=["customers"]),
        {"formato": "csv", "coluna": ["name", "document", "phone"], "motivo": "Auditoria"},
    )
    job = JobRun.objects.get()
    execute(job.pk)
    sheet = SimpleUploadedFile("planilha-da-ana.csv", b"Nome;CPF\nSegredo da Silva;529.982.247-25\n")
    bruno.post(reverse("imports:upload"), {"file": sheet})
    told = Notification.objects.create(user=cast.user("ana"), title="Segredo", url="/")
    return Numbers(
        party=party.pk,
        case=case.pk,
        contact=case.contacts.get().pk,
        note=note.pk,
        phone=Phone.objects.get(party=party).pk,
        view=SavedView.objects.get().pk,
        job=job.pk,
        run=Run.objects.get().pk,
        notification=told.pk,
    )


@pytest.mark.parametrize("who", ["carla", "caio"])
def test_no_door_opens_with_the_numbers_of_another_branch(
    numbers: Numbers, world: World, signed_in: SignIn, who: str
) -> None:
    client, user = signed_in(who), world.cast.user(who)
    told = []
    knocked = 0
    for door in DOORS:
        if not door.arguments or door.access == "public" or door.name == "lists:display":
            continue
        for address in numbers.addresses(door):
            for method in ("get", "post"):
                answer = getattr(client, method)(address)
                knocked += 1
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                found = [secret for secret in SECRETS if secret in body.decode(errors="replace")]
                if answer.status_code >= 500 or found:
                    told.append((method, address, answer.status_code, found))
    assert told == []
    assert knocked > 100
    written = (
        Change.objects.filter(actor_id=user.pk).exclude(root_type__startswith="lists").values_list("verb", flat=True)
    )
    assert list(written) == []


def test_the_same_numbers_open_the_doors_of_the_own_branch(numbers: Numbers, signed_in: SignIn) -> None:
    client = signed_in("bruno")
    guarded = [door for door in DOORS if door.arguments and door.access != "public"]
    opened = {
        door.name for door in guarded for address in numbers.addresses(door) if client.get(address).status_code == 200
    }
    assert len(opened) > 15
    assert {"customers:profile", "cases:case", "agenda:preview", "imports:run", "lists:edit_view"} <= opened


QUESTIONS = (
    "/clientes/?nome=maria",
    "/clientes/?nome=maria&carteira={ana}",
    "/clientes/?visao={view}",
    "/clientes/consulta/?q=maria",
    "/buscar?q=maria aparecida",
    "/buscar?q=529.982.247-25",
    "/buscar?q=98111-4477",
    "/buscar?q=maria.secreta@example.com",
    "/buscar?q={protocol}",
    "/buscar/janela?nome=maria&telefone=98111",
    "/clientes/novo/prospect/?q=maria",
    "/atendimentos/?protocolo={protocol}",
    "/atendimentos/?responsavel={ana}",
    "/atendimentos/novo/?cliente={party}",
    "/agenda/?ver=equipe&pessoa={ana}",
    "/agenda/?pessoa={ana}",
    "/agenda/?contato={contact}",
    "/agenda/?modo=semana&pessoa={ana}",
    "/processos/?de=todos",
    "/processos/bandeja/",
    "/notificacoes/",
    "/rascunhos/",
    "/rascunhos/customers-new-prospect/",
    "/importacoes/",
)


@pytest.mark.parametrize("who", ["carla", "caio"])
def test_no_question_brings_what_another_branch_keeps(
    numbers: Numbers, world: World, signed_in: SignIn, who: str
) -> None:
    client = signed_in(who)
    client.get(reverse("customers:profile", args=[numbers.party]))
    protocol = ServiceCase.objects.get(pk=numbers.case).protocol
    names = {"ana": world.cast.user("ana").pk, "protocol": protocol, **numbers.__dict__}
    for question in QUESTIONS:
        address = question.format(**names)
        body = client.get(address).content.decode().replace(address.partition("q=")[2] or "\0", "")
        assert [secret for secret in SECRETS if secret in body and secret not in address] == [], address


def test_typing_the_telephone_of_another_branchs_customer_tells_whose_it_is_and_no_more(
    numbers: Numbers, signed_in: SignIn
) -> None:
    typed = {"kind": "person", "name": "Maria", "phones-0-number": "(19) 98111-4477"}
    body = signed_in("carla").post(reverse("customers:lookalikes"), typed).content.decode()
    assert "Ana Aurora" in body
    assert not any(secret in body for secret in ("52998224725", "529.982.247-25", "maria.secreta"))


def test_a_manager_exports_and_changes_only_the_own_branch(numbers: Numbers, world: World, signed_in: SignIn) -> None:
    own = world.customer("Ivo Curitibano", owner="carla", at="branch")
    caio = signed_in("caio")
    caio.post(
        reverse("lists:export", args=["customers"]),
        {"formato": "csv", "coluna": ["name", "document"], "motivo": "Auditoria"},
    )
    job = JobRun.objects.filter(owner=world.cast.user("caio")).get()
    execute(job.pk)
    job.refresh_from_db()
    with job.output.open("rb") as file:
        exported = file.read().decode("utf-8-sig")
    assert own.name in exported
    assert "Maria" not in exported

    chosen = {"linha": [numbers.party], "confirmado": "1", "owner": world.cast.user("carla").pk, "reason": "Minha"}
    caio.post(reverse("lists:bulk", args=["customers", "owner"]), chosen)
    assert Party.objects.get(pk=numbers.party).owner == world.cast.user("ana")
    assert signed_in("carla").post(reverse("lists:export", args=["customers"]), {"formato": "csv"}).status_code == 403

"""The queue, the comparison and the merges, as people open them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.customers.people import person, prospect
from tests.identity.people import NOW, party, twins
from vinculo.customers import actions as customers
from vinculo.customers.models import Party
from vinculo.customers.particulars import PhoneEntry, Registration
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.runner import execute
from vinculo.identity import actions
from vinculo.identity.models import Distinction, LookalikePair, Merge

SignIn = Callable[[str], Client]
QUEUE = "/clientes/duplicidades/"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def pair(cast: Cast, one: Party, two: Party, points: int = 70) -> LookalikePair:
    return LookalikePair.objects.create(
        company=cast.company, first=one, second=two, kind="person", points=points, evidence=["same_phone", "same_name"]
    )


def test_the_queue_shows_each_its_own_and_filters(cast: Cast, signed_in: SignIn) -> None:
    one, two = twins(cast)
    far = party(cast, "Carla Longe", owner="carla", at="branch")
    pair(cast, one, two)
    pair(cast, two, far, points=95)
    body = text(signed_in("bruno").get(QUEUE))
    assert "Maria Silva Souza" in body
    assert "mesmo telefone, mesmo nome, na escrita ou no som" in body
    assert "Carla Longe" not in body
    everything = signed_in("adele").get(QUEUE)
    assert "Carla Longe" in text(everything)
    assert "Carla Longe" not in text(signed_in("adele").get(f"{QUEUE}?certeza=provaveis"))
    assert "Carla Longe" in text(signed_in("adele").get(f"{QUEUE}?nome=longe&por=same_phone"))
    assert signed_in("ana").get(QUEUE).status_code == 403


def test_merging_through_the_queue_and_back(cast: Cast, signed_in: SignIn) -> None:
    one, two = twins(cast)
    pair(cast, one, two)
    client = signed_in("bruno")
    address = reverse("identity:compare", args=[one.pk, two.pk])
    body = text(client.get(f"{address}?fila=1"))
    assert "É a mesma pessoa?" in body
    assert 'name="survivor" value="one" checked' in body
    assert 'name="field_trade_name" value="other" checked' in body
    assert client.post(f"{address}?fila=1", {"survivor": "terceiro"}).status_code == 422
    answer = client.post(f"{address}?fila=1", {"survivor": "one", "field_trade_name": "other", "reason": "Mesma"})
    assert (answer.status_code, answer["Location"]) == (302, QUEUE)
    merge = Merge.objects.get()
    assert Party.objects.get(pk=one.pk).trade_name == "Mariazinha"
    gone = client.get(reverse("customers:profile", args=[two.pk]))
    assert gone["Location"] == reverse("customers:profile", args=[one.pk])
    assert "Maria Silva Souza foi unificado com Maria da Silva em" in text(client.get(gone["Location"]))
    assert client.get(address)["Location"] == reverse("customers:profile", args=[one.pk])

    customers.add_phone(cast.bruno, Party.objects.get(pk=one.pk), PhoneEntry("+5519955554444"))
    answer = client.post(reverse("identity:unmerge", args=[merge.pk]), follow=True)
    assert "Telefone (1): entrou depois da unificação e ficou." in text(answer)
    assert "Desfeita por Bruno Aurora" in text(answer)
    assert client.get(reverse("customers:profile", args=[two.pk])).status_code == 200
    assert "já foi desfeita" in text(client.post(reverse("identity:unmerge", args=[merge.pk]), follow=True))
    assert "Maria Silva Souza" in text(client.get(reverse("identity:merges")))


def test_a_refusal_comes_back_beside_the_choices(cast: Cast, signed_in: SignIn) -> None:
    one, two = twins(cast)
    address = reverse("identity:compare", args=[one.pk, two.pk])
    answer = signed_in("bruno").post(address, {"survivor": "other", "field_document": "other"})
    assert answer.status_code == 422
    assert "Um cliente precisa de CPF/CNPJ" in text(answer)
    assert 'name="field_document" value="other" checked' in text(answer)
    assert Party.objects.filter(pk__in=(one.pk, two.pk)).count() == 2


def test_saying_they_are_different_and_taking_it_back(cast: Cast, signed_in: SignIn) -> None:
    one, two = twins(cast)
    pair(cast, one, two)
    client = signed_in("bruno")
    assert client.post(reverse("identity:distinct", args=[one.pk, one.pk])).status_code == 404
    assert client.post(f"{reverse('identity:distinct', args=[one.pk, two.pk])}?fila=1")["Location"] == QUEUE
    assert Distinction.objects.get().decided_by == cast.user("bruno")
    assert "pessoas diferentes" in text(client.get(reverse("identity:compare", args=[one.pk, two.pk])))
    client.post(reverse("identity:forget", args=[one.pk, two.pk]))
    assert not Distinction.objects.exists()


def test_what_the_registration_answers_is_remembered(cast: Cast) -> None:
    known = prospect(cast.ana, "Maria da Silva", "+5519987654321")
    again = Registration(
        person("Maria Silva"), phones=(PhoneEntry("+5519987654321"),), distinct_from=frozenset({known.pk})
    )
    registered = customers.register_prospect(cast.ana, again, now=NOW)
    distinction = Distinction.objects.get()
    assert (distinction.first_id, distinction.second_id) == (known.pk, registered.pk)


def test_the_page_of_a_customer_leads_to_its_look_alikes(cast: Cast, signed_in: SignIn) -> None:
    one, two = twins(cast)
    pair(cast, one, two)
    client = signed_in("bruno")
    panel = text(client.get(reverse("customers:panel", args=[one.pk, "lookalikes"])))
    assert reverse("identity:compare", args=[one.pk, two.pk]) in panel
    partner = reverse("identity:partner", args=[one.pk])
    assert "Maria Silva Souza" in text(client.get(partner))
    assert client.post(partner, {"other": one.pk}).status_code == 422
    assert "fora do seu alcance" in text(client.post(partner, {"other": 999_999}))
    assert client.post(partner, {"other": two.pk})["Location"] == reverse("identity:compare", args=[one.pk, two.pk])
    actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
    assert "Unificado com Maria Silva Souza" in text(client.get(reverse("customers:timeline", args=[one.pk])))


def test_the_scan_on_demand(cast: Cast, signed_in: SignIn) -> None:
    twins(cast)
    assert signed_in("sofia").post(reverse("identity:search")).status_code == 403
    assert signed_in("bruno").post(reverse("identity:search")).status_code == 302
    job = JobRun.objects.get()
    execute(job.pk)
    job.refresh_from_db()
    assert job.result["message"].startswith("1 par parecido na fila")
    assert LookalikePair.objects.count() == 1

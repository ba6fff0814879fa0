"""The pages of a matrix over HTTP: who opens them, what they answer, what they refuse."""

import json
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.matrices.world import FREIGHT, GENERAL, NOW, TO_RIO
from vinculo.matrices import actions
from vinculo.matrices.actions.drafts import start_draft
from vinculo.matrices.models import Publication, Version
from vinculo.organization.models import Company

URL = "/matrizes/test_freight/"


@pytest.fixture
def published(cast: Cast) -> Version:
    rows = [GENERAL, TO_RIO]
    return actions.publish_rows(cast.alice, FREIGHT.code, rows, valid_from=None, reason="Início", now=NOW)


@pytest.fixture
def draft(cast: Cast, published: Version) -> Version:
    return start_draft(cast.alice, FREIGHT.code, based_on=published, now=NOW)


@pytest.fixture
def alice(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("alice")


def send(client: Client, draft: Version, **body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"{URL}celulas/?draft={draft.pk}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json() if "json" in answer.headers["Content-Type"] else {}


def test_every_tab_opens_for_the_version_in_force_and_for_the_draft(alice: Client, draft: Version) -> None:
    for tab in ("", "testar/", "verificar/", "repetir/", "versoes/", "comparar/"):
        for number in (1, 2):
            assert alice.get(f"{URL}{tab}?versao={number}").status_code == 200
    assert alice.get(f"{URL}?versao=9").status_code == 404
    assert alice.get("/matrizes/nenhuma/").status_code == 404
    assert "Frete de teste" in alice.get("/matrizes/").content.decode()


def test_who_only_reads_gets_the_grid_without_its_tools(signed_in: Callable[[str], Client], draft: Version) -> None:
    manager = signed_in("bruno")
    page = manager.get(URL).content.decode()
    assert "data-editable" not in page
    assert "Versão 1" in page
    assert send(manager, draft, deleted=[1])[0] == 403
    assert signed_in("ana").get(URL).status_code == 403


def test_the_grid_saves_and_marks_what_cannot_be(alice: Client, draft: Version) -> None:
    status, answer = send(
        alice,
        draft,
        typed=[{"line": 1, "cells": {"per_kilo": "caro"}}],
        added=[{"after": None, "cells": {"per_kilo": "3,10", "_note": "<b>nova</b>"}}],
    )
    assert (status, answer["added"], answer["deleted"]) == (200, [3], [])
    rows = {row["line"]: row["html"] for row in answer["rows"]}  # type: ignore[attr-defined]
    assert "“caro” não é um número." in rows[1]
    assert "&lt;b&gt;nova&lt;/b&gt;" in rows[3]
    assert "com erro" in str(answer["status"])
    undone = alice.post(f"{URL}desfazer/?draft={draft.pk}").json()
    assert undone["sentence"] == "Desfeito: 1 célula alterada, 1 linha incluída."
    assert undone["deleted"] == [3]
    assert alice.post(f"{URL}refazer/?draft={draft.pk}").status_code == 200
    assert "linha com erro" in alice.get(f"{URL}verificar/?versao=2").content.decode()


@pytest.mark.parametrize("body", ["", "[]", '{"typed": [{"line": "x"}]}', '{"typed": 3}', '{"added": [null]}'])
def test_what_no_grid_sends_is_refused(alice: Client, draft: Version, body: str) -> None:
    answer = alice.post(f"{URL}celulas/?draft={draft.pk}", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_steps_on_what_is_no_draft_get_a_sentence(alice: Client, published: Version) -> None:
    status, answer = send(alice, published, deleted=[1])
    assert status == 409
    assert "não é mais um rascunho" in str(answer["sentence"])


def test_a_draft_with_faults_is_compared_and_not_published(alice: Client, draft: Version) -> None:
    send(alice, draft, typed=[{"line": 1, "cells": {"weight": "abc", "per_kilo": "dez"}}])
    for page in ("comparar/?versao=2", "publicar/"):
        words = alice.get(f"{URL}{page}").text
        assert "abc" in words
        assert "dez" in words
    answer = alice.post(f"{URL}publicar/", {"reason": "Já"})
    assert answer.status_code == 422


def test_typing_over_what_one_had_not_seen_is_told(alice: Client, draft: Version) -> None:
    first = send(alice, draft, typed=[{"line": 1, "cells": {"per_kilo": "3"}, "known": 0}])[1]
    assert first["sentence"] == ""
    late = send(alice, draft, typed=[{"line": 1, "cells": {"per_kilo": "4"}, "known": 0}])[1]
    assert "tinha posto “3,00” em Por quilo, linha 1" in str(late["sentence"])
    aware = send(alice, draft, typed=[{"line": 1, "cells": {"per_kilo": "5"}, "known": late["edit"]}])[1]
    assert aware["sentence"] == ""


def test_trying_tells_the_winner_and_what_would_change(alice: Client, draft: Version) -> None:
    page = alice.get(f"{URL}testar/", {"versao": 2, "c-destination_uf": "RJ", "c-weight": "10,5", "on": "26/11/2026"})
    text = page.content.decode()
    assert "A linha 1 é a única que se aplica." in text
    assert "Peso teria de ser 0 a 10, e é 10,5." in text
    assert "Venceria se Peso fosse 0 a 10." in text
    send(alice, draft, typed=[{"line": 1, "cells": {"per_kilo": "3"}, "known": 0}])
    page = alice.get(f"{URL}testar/", {"versao": 2, "c-destination_uf": "RJ", "c-weight": "10,5", "on": "26/11/2026"})
    assert "e não 3,00" in page.content.decode().partition("Na versão em vigor seria outro resultado")[2]
    wrong = alice.get(f"{URL}testar/", {"c-weight": "muito", "on": "26/11/2026"})
    assert wrong.status_code == 422
    assert "“muito” não é um número." in wrong.content.decode()


def test_publishing_asks_for_a_reason_and_tells_of_ties(alice: Client, draft: Version) -> None:
    send(alice, draft, added=[{"cells": {"per_kilo": "3"}}])
    form = alice.get(f"{URL}publicar/").content.decode()
    assert "1 empate" in form
    no_reason = alice.post(f"{URL}publicar/", {"valid_from": "01/12/2026", "reason": ""})
    assert no_reason.status_code == 422
    tied = alice.post(f"{URL}publicar/", {"valid_from": "01/12/2026", "reason": "Dezembro"})
    assert (tied.status_code, Publication.objects.count()) == (422, 1)
    done = alice.post(f"{URL}publicar/", {"valid_from": "01/12/2099", "reason": "Dezembro", "accept_ties": "on"})
    assert done.status_code == 302
    coming = Publication.objects.latest("pk")
    assert "Dezembro" in alice.get(f"{URL}versoes/").content.decode()
    scheduled = alice.get(URL, {"versao": coming.version.number}).content.decode()
    assert "Agendada" in scheduled
    assert "a partir de" in scheduled
    assert alice.post(f"{URL}publicacoes/{coming.pk}/cancelar/").status_code == 302
    coming.refresh_from_db()
    assert coming.withdrawn_at
    assert "Fora de vigor" in alice.get(URL, {"versao": coming.version.number}).content.decode()


def test_going_back_from_the_page(alice: Client, draft: Version) -> None:
    alice.post(f"{URL}publicar/", {"valid_from": "", "reason": "Segunda"})
    assert alice.get(f"{URL}versoes/voltar/?versao=1").status_code == 200
    alice.post(f"{URL}versoes/voltar/?versao=1", {"valid_from": "", "reason": "Estava certa antes"})
    assert Publication.objects.latest("pk").version.number == 1


def test_drafts_start_are_discarded_and_recovered(alice: Client, published: Version) -> None:
    alice.post(f"{URL}rascunho/?versao=1")
    draft = Version.objects.get(status="draft")
    alice.post(f"{URL}rascunho/descartar/")
    draft.refresh_from_db()
    assert draft.status == "discarded"
    alice.post(f"{URL}rascunho/{draft.pk}/retomar/")
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_spreadsheets_go_out_and_come_in(alice: Client, draft: Version, tmp_path: object, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    out = alice.get(f"{URL}exportar/?versao=2")
    content = b"".join(out.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][:4] == ["Linha", "UF de destino", "UF de destino (nome)", "Peso"]
    upload = SimpleUploadedFile("frete.xlsx", content)
    back = alice.post(f"{URL}importar/", {"file": upload, "mode": "keep"})
    assert back.status_code == 302
    broken = alice.post(f"{URL}importar/", {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 nada"), "mode": "keep"})
    assert broken.status_code == 422


def test_look_ups_answer_codes_and_names(alice: Client, published: Version) -> None:
    found = alice.get(f"{URL}consulta/destination_uf/", {"q": "paraná"}).json()
    assert found == [{"value": "PR", "label": "Paraná", "hint": "PR"}]
    assert alice.get(f"{URL}consulta/nada/").status_code == 404


def test_another_company_sees_nothing(alice: Client, draft: Version) -> None:
    Version.objects.filter(pk=draft.pk).update(company_id=_other_company())
    assert send(alice, draft, deleted=[1])[0] == 404


def _other_company() -> int:
    return Company.objects.create(name="Outra Ltda.").pk


def test_cases_given_by_hand_are_decided_by_both_versions(alice: Client, draft: Version) -> None:
    send(alice, draft, typed=[{"line": 1, "cells": {"per_kilo": "2"}}])
    pasted = "Peso\tUF de destino\tData\n12\tParaná\t26/11/2026\n5\tRJ\t\n"
    page = alice.post(f"{URL}repetir/?versao=2", {"pasted": pasted}).content.decode()
    assert "Caso 1" in page
    assert "Caso 2" not in page
    assert "<del>1,50</del> → <ins>2,00</ins>" in page
    wrong = alice.post(f"{URL}repetir/?versao=2", {"pasted": "Peso\nmuito"})
    assert wrong.status_code == 422
    assert "Caso 1: “muito” não é um número." in wrong.content.decode()
    assert alice.post(f"{URL}repetir/?versao=2", {"pasted": "Nome\nAna"}).status_code == 422
    assert "Cole os casos." in alice.post(f"{URL}repetir/?versao=2", {"pasted": " \n "}).content.decode()


def test_a_case_may_be_named_as_people_say_it(alice: Client, draft: Version) -> None:
    page = alice.get(f"{URL}testar/", {"versao": 2, "c-destination_uf": "paraná", "on": "26/11/2026"})
    assert "e é Paraná" in page.content.decode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"typed": [{"line": 1e400, "cells": {}}]}', 400),
        ('{"deleted": ["²"]}', 400),
        ("[" * 50_000, 400),
        ('{"typed": [{"line": 1, "cells": {"_note": "a\\u0000\\ud800"}}]}', 200),
    ],
)
def test_what_no_grid_sends_is_refused_or_made_storable(alice: Client, draft: Version, body: str, status: int) -> None:
    answer = alice.post(f"{URL}celulas/?draft={draft.pk}", body, content_type="application/json")
    assert answer.status_code == status

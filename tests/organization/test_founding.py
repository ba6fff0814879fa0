"""What a company has from its first minute."""

import pytest
from django.core.management import call_command

from vinculo.cases.tables import CaseNature, ClosingReason
from vinculo.organization.actions.structure import create_company, sync_default_roles
from vinculo.organization.models import Role


@pytest.mark.django_db
def test_a_new_company_starts_with_roles_and_with_the_tables_of_cases() -> None:
    company = create_company(name="Aurora Veículos Ltda.")
    assert Role.objects.filter(company=company, code="administrator").exists()
    assert CaseNature.objects.filter(company=company).exists()
    assert ClosingReason.objects.filter(company=company, outcome="lost_sale").exists()


@pytest.mark.django_db
def test_an_upgrade_gives_administrators_what_the_version_has_gained(capsys: pytest.CaptureFixture[str]) -> None:
    company = create_company(name="Aurora Veículos Ltda.")
    administrators = Role.objects.filter(company=company, code="administrator")
    everything = administrators.get().permissions
    administrators.update(permissions=everything[:3])
    call_command("upgrade", verbosity=0)
    assert administrators.get().permissions == everything
    assert sync_default_roles() == 0

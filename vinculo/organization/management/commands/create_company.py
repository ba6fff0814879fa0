"""`manage.py create_company`: the first company of an installation, its first establishment and administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from vinculo.foundation.audit.origin import Origin, arriving_from
from vinculo.geography.queries import municipality_named
from vinculo.kernel.brazil import cnpj
from vinculo.organization.actions.structure import bootstrap
from vinculo.organization.refusals import MailNotSent, Refused


class Command(BaseCommand):
    help = (
        "Cria a empresa, o primeiro estabelecimento e o primeiro administrador, que recebe um link para criar a senha."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="razão social")
        parser.add_argument("--trade-name", default="", help="nome fantasia")
        parser.add_argument("--cnpj", default="", help="CNPJ, com ou sem pontuação")
        parser.add_argument("--city", required=True, help="município e UF do primeiro estabelecimento: Campinas/SP")
        parser.add_argument("--establishment", default="Matriz", help="nome do primeiro estabelecimento")
        parser.add_argument("--admin-name", required=True, help="nome do administrador")
        parser.add_argument("--admin-email", required=True, help="e-mail do administrador")
        parser.add_argument("--site", default="http://localhost:8000/", help="endereço do sistema, para o link")

    def handle(self, **options: Any) -> None:
        city, _, uf = options["city"].rpartition("/")
        municipality = municipality_named(city, uf)
        if municipality is None:
            raise CommandError(f"Município não encontrado: {options['city']}. Escreva como Campinas/SP.")
        try:
            validate_email(options["admin_email"])
            document = cnpj.parse(options["cnpj"]) if options["cnpj"] else ""
        except ValidationError as wrong:
            raise CommandError(f"E-mail inválido: {options['admin_email']}.") from wrong
        except cnpj.InvalidCnpj as wrong:
            raise CommandError(wrong.sentence) from wrong
        try:
            with arriving_from(Origin(channel="cli")):
                link = bootstrap(
                    name=options["name"],
                    trade_name=options["trade_name"],
                    document=document,
                    municipality=municipality,
                    establishment_name=options["establishment"],
                    admin_name=options["admin_name"],
                    admin_email=options["admin_email"],
                    site=options["site"],
                )
        except MailNotSent as problem:
            self.stderr.write(str(problem))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        else:
            self.stdout.write(f"Empresa criada. O administrador cria a senha em: {link}")

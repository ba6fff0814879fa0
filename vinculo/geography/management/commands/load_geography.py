from typing import Any

from django.core.management.base import BaseCommand

from vinculo.geography import actions


class Command(BaseCommand):
    help = "Loads states, municipalities and CEP ranges from the files shipped with this version."

    def handle(self, *_args: Any, **_options: Any) -> None:
        loaded = actions.load_reference_data()
        self.stdout.write(
            f"{loaded.states} estados, {loaded.municipalities} municípios e {loaded.cep_ranges} faixas de CEP prontos."
        )

"""`python -m vinculo import customers FILE`: the import from the command line.

Exit status: 0 all rows in, 3 some refused, 2 unusable file or arguments.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.origin import Origin, arriving_from
from vinculo.foundation.reading import UnusableFile
from vinculo.imports import actions
from vinculo.imports.importer import importer_of, importers
from vinculo.imports.jobs import criticising, summary
from vinculo.imports.mapping import loaded
from vinculo.imports.models import Run
from vinculo.imports.permissions import Permission
from vinculo.imports.processing import process, reset
from vinculo.imports.report import write_report
from vinculo.organization.models import Establishment, User
from vinculo.organization.queries import actor_for

ALL_IN, UNUSABLE, SOME_REFUSED = 0, 2, 3


class BadRequest(Exception):
    """The arguments do not fit this installation; the text is one sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Writes a line on a terminal, nothing elsewhere."""

    started: float

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            rate = done / max(0.001, time.monotonic() - self.started)
            left = (total - done) / rate if rate else 0
            print(f"\r{done}/{total} linhas, {rate:.0f}/s, faltam {left:.0f} s   ", end="", file=sys.stderr, flush=True)  # noqa: T201


def run(argv: list[str]) -> int:
    """Run `customers FILE [options]`; the exit status."""
    options = _parser().parse_args(argv)
    try:
        with arriving_from(Origin(channel="cli")):
            return _import(options)
    except (UnusableFile, BadRequest) as refusal:
        print(str(refusal), file=sys.stderr)  # noqa: T201
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vinculo import", description="Importa uma planilha XLSX ou CSV.")
    kinds = parser.add_subparsers(dest="importer", required=True)
    for importer in importers():
        kind = kinds.add_parser(importer.key, help=importer.hint)
        kind.add_argument("file", type=Path, metavar="ARQUIVO")
        kind.add_argument("--dry-run", action="store_true", help="confere tudo e não grava nada")
        kind.add_argument("--report", type=Path, metavar="SAIDA.xlsx", help="grava as críticas nesta planilha")
        kind.add_argument("--establishment", metavar="CODIGO", help="estabelecimento de quem importa")
        kind.add_argument("--origin", default="", metavar="SISTEMA", help="origem dos códigos externos")
        kind.add_argument("--user", metavar="E-MAIL", help="importa com os acessos deste usuário")
    return parser


def _import(options: argparse.Namespace) -> int:
    if options.report is not None and not options.report.absolute().parent.is_dir():
        raise BadRequest(f"A pasta de {options.report} não existe.")
    actor, establishment = _author(options)
    run = Run(
        company_id=establishment.company_id,
        establishment=establishment,
        owner_id=actor.user_id if actor else None,
        importer=options.importer,
        file_name=options.file.name[-200:],
        origin=options.origin.strip().lower(),
    )
    actions.receive_path(run, options.file)
    faults = importer_of(run.importer).mapping_faults(loaded(run.mapping), run.origin)
    if faults:
        run.file.delete(save=False)
        run.delete()
        raise UnusableFile(" ".join(faults))
    write = not options.dry_run
    reset(run, Run.State.WRITING if write else Run.State.CHECKING)
    try:
        with criticising(run) as criticised:
            process(run, actor, write=write, between_batches=Progress(time.monotonic()), criticised=criticised)
    except UnusableFile as unusable:
        actions.finish(run, Run.State.FAILED, unusable.sentence, now=clock.now())
        raise
    actions.finish(run, Run.State.DONE if write else Run.State.CHECKED, "", now=clock.now())
    _tell(run, options.report, write=write)
    return SOME_REFUSED if run.refused else ALL_IN


def _author(options: argparse.Namespace) -> tuple[Actor | None, Establishment]:
    """On whose behalf: a user with their permissions, or the system itself with all of its company's."""
    places = Establishment.objects.filter(is_active=True).order_by("company_id", "code")
    user = None
    if options.user:
        user = User.objects.filter(email__iexact=options.user, is_active=True).first()
        if user is None:
            raise BadRequest(f"Nenhum usuário ativo tem o e-mail {options.user}.")
        places = places.filter(company_id=user.company_id, memberships__user=user)
    if options.establishment:
        places = places.filter(code=options.establishment)
    place = places.first()
    if place is None:
        raise BadRequest("O estabelecimento não existe ou não é do usuário. Cadastre-o, ou informe outro código.")
    if places.exclude(company_id=place.company_id).exists():
        raise BadRequest("Há mais de uma empresa neste banco; informe --user.")
    if user is None:
        return None, place
    actor = actor_for(user.pk, place.pk)
    if actor is None or not actor.may(Permission.RUN) or not importer_of(options.importer).is_open_to(actor):
        raise BadRequest(f"O perfil de {options.user} não permite importar planilhas.")
    return actor, place


def _tell(run: Run, report: Path | None, *, write: bool) -> None:
    run.refresh_from_db()
    print(summary(run, write=write))  # noqa: T201
    print(f"{run.seconds:.1f} s, {run.rows_per_second} linhas/s.")  # noqa: T201
    if report is not None:
        write_report(run, report)
        print(f"Críticas em {report}.")  # noqa: T201

"""`migrate`, in seconds where there is no database yet."""

from typing import Any

from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from vinculo.foundation.database.light_states import light_states


class Command(MigrateCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        if MigrationRecorder(connections[options["database"]]).applied_migrations():
            super().handle(*args, **options)
        else:
            with light_states():
                super().handle(*args, **options)

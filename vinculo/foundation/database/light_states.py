"""Making a database in seconds: models are rendered once, not anew whenever a neighbour changes.

Between two steps of a migration Django renders the changed model again and all models related to it. Here every model
is related to the company, so each new table, column, index and constraint renders nearly all models: the time grows
with the square of the house. In a database that is being made nobody needs that: what is added is written from the one
model it is added to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ModelState, ProjectState
from django.db.models.fields import NOT_PROVIDED


@contextmanager
def light_states() -> Iterator[None]:
    """While it lasts, what migrations add renders no other model. For databases without data or earlier migrations."""
    with (
        patch.object(ProjectState, "add_model", _add_model),
        patch.object(ProjectState, "add_field", _add_field),
        patch.object(ProjectState, "_append_option", _append_option),
    ):
        yield


def _add_model(state: Any, model_state: ModelState) -> None:
    key = (model_state.app_label, model_state.name_lower)
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    _render(state, key)


def _add_field(state: Any, app_label: str, model_name: str, name: str, field: Any, preserve_default: bool) -> None:
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    key = (app_label, model_name)
    state.models[key].fields[name] = field
    if state._relations is not None:
        state.resolve_model_field_relations(key, name, field)
    _render(state, key)


def _append_option(state: Any, app_label: str, model_name: str, option_name: str, option: Any) -> None:
    key = (app_label, model_name)
    options = state.models[key].options
    options[option_name] = [*options[option_name], option]
    _render(state, key)


def _render(state: Any, key: tuple[str, str]) -> None:
    if "apps" not in vars(state):  # asking for it would render everything
        return
    with state.apps.bulk_update():
        state.apps.unregister_model(*key)
    state.apps.render_multiple([state.models[key]])

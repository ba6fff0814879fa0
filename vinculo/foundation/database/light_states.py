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
from django.db.migrations.utils import field_is_referenced
from django.db.models.fields import NOT_PROVIDED

_ALTER_FIELD = ProjectState.alter_field
_RELOAD_MODEL = ProjectState.reload_model


@contextmanager
def light_states() -> Iterator[None]:
    """While it lasts, a step of a migration renders the model it changes and no other, unless others name the column.

    For databases without data or earlier migrations.
    """
    with (
        patch.object(ProjectState, "add_model", _add_model),
        patch.object(ProjectState, "add_field", _add_field),
        patch.object(ProjectState, "alter_field", _alter_field),
        patch.object(ProjectState, "reload_model", _reload_model),
    ):
        yield


def _add_model(state: Any, model_state: ModelState) -> None:
    key = (model_state.app_label, model_state.name_lower)
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    _render(state, key)


def _add_field(state: Any, app_label: str, model_name: str, name: str, field: Any, preserve_default: bool) -> None:
    key = (app_label, model_name)
    _keep_field(state, key, name, field, preserve_default)
    _render(state, key)


def _alter_field(state: Any, app_label: str, model_name: str, name: str, field: Any, preserve_default: bool) -> None:
    key = (app_label, model_name)
    if field_is_referenced(state, key, (name, field)):
        _ALTER_FIELD(state, app_label, model_name, name, field, preserve_default)
        return
    before = state.models[key].fields.pop(name)
    if state._relations is not None and before.is_relation:
        state.resolve_model_field_relations(key, name, before)
    _keep_field(state, key, name, field, preserve_default)
    _render(state, key)


def _keep_field(state: Any, key: tuple[str, str], name: str, field: Any, preserve_default: bool) -> None:
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    state.models[key].fields[name] = field
    if state._relations is not None:
        state.resolve_model_field_relations(key, name, field)


def _reload_model(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    # Django says itself when nothing but the model has changed: it then delays its neighbours' rendering.
    if delay:
        _render(state, (app_label, model_name))
    else:
        _RELOAD_MODEL(state, app_label, model_name, delay)


def _render(state: Any, key: tuple[str, str]) -> None:
    if "apps" not in vars(state):  # asking for it would render everything
        return
    with state.apps.bulk_update():
        state.apps.unregister_model(*key)
    state.apps.render_multiple([state.models[key]])

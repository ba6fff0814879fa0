"""How a form field is drawn: its control class, its description, its shape. The template only places the pieces."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

# Boxes to tick that stand one below the other; more of them flow in rows.
FEW: Final = 6


@dataclass(frozen=True, slots=True)
class FieldView:
    """What `ui/field.html` shows. `shape` is one of line, check, group, file, hidden; the boxes of a group with
    `many` of them flow in rows."""

    shape: str
    name: str
    id: str
    label: str
    hint: str
    errors: list[str]
    required: bool
    control: SafeString
    full: bool
    many: bool = False


def field_view(bound: BoundField, *, label: str = "", hint: str = "", full: bool = False) -> FieldView:
    """The pieces of one bound field, with label, hint and errors wired to the control for assistive technology."""
    widget = bound.field.widget
    hint_text = hint or str(bound.help_text)
    errors = [str(error) for error in bound.errors]
    identifier = bound.id_for_label or bound.auto_id
    attributes = {
        "class": " ".join(filter(None, (control_class(widget), str(widget.attrs.get("class", ""))))),
        "aria-describedby": " ".join(
            part
            for part, present in ((f"{bound.auto_id}_error", errors), (f"{bound.auto_id}_hint", hint_text))
            if present
        ),
        "aria-invalid": "true" if errors else "",
    }
    many = isinstance(widget, forms.CheckboxSelectMultiple) and len(list(widget.choices)) > FEW
    return FieldView(
        shape=shape_of(widget),
        name=bound.html_name,
        id=identifier,
        label=label or str(bound.label),
        hint=hint_text,
        errors=errors,
        required=bound.field.required,
        control=bound.as_widget(attrs={key: value for key, value in attributes.items() if value}),
        full=full or many or isinstance(widget, forms.Textarea | forms.FileInput),
        many=many,
    )


def shape_of(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    match widget:
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return "group"
        case forms.CheckboxInput():
            return "check"
        case forms.FileInput():
            return "file"
        case _:
            return "line"


def control_class(widget: forms.Widget) -> str:
    match widget:
        case forms.CheckboxInput() | forms.RadioSelect() | forms.CheckboxSelectMultiple() | forms.FileInput():
            return ""
        case forms.Textarea():
            return "textarea"
        case forms.Select():
            return "select"
        case _:
            return "input"

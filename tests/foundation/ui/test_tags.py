"""The tags of `{% load ui %}`: they escape what they are given, and wire what assistive technology needs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from vinculo.foundation.ui import FieldConflict, widgets

HOSTILE = "<script>alert('x')</script>"


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon text label=text %}",
        "{% badge text text text %}",
        "{% dot text text %}",
        "{% avatar text %}",
        "{% who text %}",
        "{% kbd text %}",
        "{% hotkey text text %}",
        "{% fact text text %}",
        "{% phone text %}",
        "{% panel text icon=text count=text id=text %}{{ text }}{% endpanel %}",
        "{% fold text count=text %}{{ text }}{% endfold %}",
        "{% empty text hint=text %}{{ text }}{% endempty %}",
        "{% callout tone=text %}{{ text }}{% endcallout %}",
        "{% dialog id=text title=text %}{{ text }}{% enddialog %}",
        "{% menu id=text label=text text=text %}{{ text }}{% endmenu %}",
        "{% tray id=text label=text icon=text count=3 %}{{ text }}{% endtray %}",
        "{% entry icon=text title=text by=text url=text tone=text %}{{ text }}{% endentry %}",
        "{% facts text %}{% fact text text %}{% endfacts %}",
        "{% tabs text %}{% tab text text count=text %}{% endtabs %}",
        "{% pager text text label=text target=text %}",
        "{% progress 1 2 label=text detail=text tone=text %}",
        "{% filter_chip text text remove_url=text target=text %}",
        "{% stepper text %}",
        "{% phases text %}",
        "{% conflict conflicts by=text %}",
    ],
)
def test_every_tag_escapes_what_it_is_given(source: str) -> None:
    conflicts = [FieldConflict(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)]
    assert "<script" not in render(source, text=HOSTILE, conflicts=conflicts).lower()


def test_missing_values_are_a_dash_and_never_an_error() -> None:
    for source in (
        "{% when x %}",
        "{% day x %}",
        "{% money x %}",
        "{% number x %}",
        "{% who '' %}",
        "{% fact 'a' x %}",
    ):
        assert "—" in render(source, x=None)
    assert "—" in render("{% phone '' %}{% document_mask '' %}")


def test_values_are_written_the_brazilian_way() -> None:
    assert "529.982.247-25" in render("{% document_mask '52998224725' %}")
    assert 'href="tel:+5541987654321"' in render("{% phone '+5541987654321' %}")
    assert "(41) 98765-4321" in render("{% phone '+5541987654321' %}")
    assert "03/03/2026" in render("{% day d %}", d=date(2026, 3, 3))
    assert "R$\u00a01.234,50" in render("{% money v %}", v=Decimal("1234.5"))
    assert 'datetime="2026-03-03T12:00:00+00:00"' in render("{% when dt %}", dt=datetime(2026, 3, 3, 12, tzinfo=UTC))


def test_progress_without_a_total_states_no_percentage() -> None:
    assert 'aria-valuenow="40"' in render("{% progress 40 100 %}")
    assert "aria-valuenow" not in render("{% progress 40 None %}")
    assert 'aria-valuenow="100"' in render("{% progress 300 100 %}")


def test_the_stepper_marks_where_one_is() -> None:
    html = render("{% stepper 'Arquivo|Colunas|Fim' current=2 %}")
    assert html.count('aria-current="step"') == 1
    assert html.index('class="done"') < html.index("Arquivo") < html.index('aria-current="step"')


def test_a_pager_at_the_edge_offers_no_link() -> None:
    html = render("{% pager next_url='?depois=9' %}")
    assert html.count("<a ") == 1
    assert 'aria-disabled="true"' in html


class PersonForm(forms.Form):
    name = forms.CharField(label="Nome", help_text="Nome completo", widget=forms.TextInput(attrs={"class": "short"}))
    document = forms.CharField(required=False, widget=widgets.DocumentInput)
    birth = forms.DateField(required=False, widget=widgets.DateInput)
    active = forms.BooleanField(required=False, widget=widgets.Switch)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    city = forms.CharField(required=False, widget=widgets.Lookup("/cidades/", label_for=lambda code: f"Cidade {code}"))
    secret = forms.CharField(required=False, widget=forms.HiddenInput)


def test_a_field_joins_label_control_hint_and_error() -> None:
    html = render("{% field form.name %}", form=PersonForm({"name": ""}))
    assert '<label for="id_name">Nome</label>' in html
    assert 'class="input short"' in html
    assert 'aria-describedby="id_name_error id_name_hint"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_hint"' in html


def test_a_valid_field_carries_no_sign_of_error() -> None:
    html = render("{% field form.name %}", form=PersonForm({"name": "Ana"}))
    assert "aria-invalid" not in html
    assert 'class="error"' not in html
    assert "(opcional)" not in html


def test_optional_fields_say_so_and_keep_their_mask() -> None:
    html = render("{% field form.document %}", form=PersonForm())
    assert "(opcional)" in html
    assert 'data-mask="document"' in html


def test_dates_keep_the_brazilian_format() -> None:
    assert 'value="03/03/2026"' in render(
        "{% field form.birth %}", form=PersonForm(initial={"birth": date(2026, 3, 3)})
    )


def test_checks_groups_and_hidden_fields_have_their_own_shapes() -> None:
    form = PersonForm()
    assert '<label class="choice" for="id_active">' in render("{% field form.active %}", form=form)
    assert 'role="group" aria-labelledby="id_kind_label"' in render("{% field form.kind %}", form=form)
    assert render("{% field form.secret %}", form=form).startswith('<input type="hidden"')


def test_a_look_up_submits_the_value_and_shows_the_words() -> None:
    html = render("{% field form.city %}", form=PersonForm(initial={"city": "4106902"}))
    assert 'data-lookup="/cidades/"' in html
    assert 'name="city" value="4106902"' in html
    assert 'value="Cidade 4106902"' in html
    assert 'id="id_city"' in html


def test_a_look_up_without_a_value_shows_no_words() -> None:
    assert "Cidade" not in render("{{ form.city }}", form=PersonForm())


def test_fields_can_be_chosen_by_name() -> None:
    html = render("{% fields form only='name birth' %}", form=PersonForm())
    assert "id_name" in html
    assert "id_birth" in html
    assert "id_document" not in html
    assert "id_name" not in render("{% fields form without='name' %}", form=PersonForm())


def test_the_summary_links_each_wrong_field() -> None:
    html = render("{% form_errors form %}", form=PersonForm({"name": "", "kind": "z"}))
    assert "2 campos precisam de atenção" in html
    assert 'href="#id_name"' in html
    assert render("{% form_errors form %}", form=PersonForm({"name": "Ana", "kind": "a"})).strip() == ""


def test_formset_rows_bring_a_template_for_new_ones() -> None:
    formset = forms.formset_factory(PersonForm, extra=1, can_delete=True)(prefix="people")
    html = render("{% rows formset add_label='Adicionar pessoa' %}", formset=formset)
    assert "people-TOTAL_FORMS" in html
    assert "people-__prefix__-name" in html
    assert "people-0-DELETE" in html
    assert "Adicionar pessoa" in html

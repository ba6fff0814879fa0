"""The form of delivery routes: towns, weekdays and days off as people write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from vinculo.books.entry_forms import CodedForm
from vinculo.foundation.ui.widgets import TimeInput
from vinculo.geography.models import Municipality, State
from vinculo.kernel.text import fold
from vinculo.price_book.models import DeliveryRoute

WEEKDAYS: Final = {"SEG": 0, "TER": 1, "QUA": 2, "QUI": 3, "SEX": 4, "SAB": 5, "DOM": 6}
_CODES: Final = {number: code for code, number in WEEKDAYS.items()}
_DATES = 200
_TOWNS = 1_000


class TownsField(forms.CharField):
    """Towns as `Campinas/SP, Jundiaí/SP`; the state may be left out where one town alone has the name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self, value: Any) -> list[Municipality]:
        wanted = list(dict.fromkeys(_parts(super().clean(value))))
        if len(wanted) > _TOWNS:
            raise forms.ValidationError(f"São {len(wanted)} cidades; o máximo é {_TOWNS}. Use estados inteiros.")
        names = {fold(each.rpartition("/")[0] or each) for each in wanted}
        by_name: dict[str, list[Municipality]] = {}
        for town in Municipality.objects.filter(name_key__in=names):
            by_name.setdefault(town.name_key, []).append(town)
        found, faults = [], []
        for each in wanted:
            name, _, uf = each.rpartition("/") if "/" in each else (each, "", "")
            towns = [town for town in by_name.get(fold(name), ()) if not uf or town.state_id == uf.strip().upper()]
            if len(towns) == 1:
                found.append(towns[0])
            elif towns:
                ways = " ou ".join(sorted(map(str, towns)))
                faults.append(f"Há mais de uma cidade “{each}”: escreva {ways}.")
            else:
                faults.append(f"“{each[:60]}” não é uma cidade; escreva como Campinas/SP.")
        if faults:
            raise forms.ValidationError(faults[:5])
        return found


class DatesField(forms.CharField):
    """Days as `24/12/2026, 31/12/2026`."""

    def clean(self, value: Any) -> list[date]:
        found = set()
        for text in _parts(super().clean(value)):
            try:
                found.add(forms.DateField(input_formats=["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d"]).clean(text))
            except forms.ValidationError:
                raise forms.ValidationError(f"“{text[:20]}” não é uma data; use dd/mm/aaaa.") from None
        if len(found) > _DATES:
            raise forms.ValidationError(f"O máximo são {_DATES} dias.")
        return sorted(found)


class DeliveryRouteForm(CodedForm):
    linked = ("municipalities",)

    municipalities = TownsField(
        label="Cidades", required=False, help_text="Separadas por vírgula: Campinas/SP, Jundiaí/SP."
    )
    states = forms.MultipleChoiceField(
        label="Estados inteiros",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sem cidade nem estado, a rota serve a todo lugar. A que nomeia a cidade vence a do estado.",
    )
    weekdays = forms.MultipleChoiceField(
        label="Dias de saída",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhum marcado: todo dia útil. Não sai em feriado do local de saída.",
        choices=[(code, DeliveryRoute.Weekday(number).label) for code, number in WEEKDAYS.items()],
    )
    days_off = DatesField(
        label="Dias sem saída",
        required=False,
        help_text="Além dos feriados; separados por vírgula: 24/12/2026, 31/12/2026.",
    )

    class Meta:
        model = DeliveryRoute
        fields = (
            "code",
            "name",
            "establishment",
            "municipalities",
            "states",
            "weekdays",
            "cut_off",
            "transit_days",
            "days_off",
            "valid_from",
            "valid_until",
            "is_active",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "cut_off": "Pedido depois desta hora perde a saída do mesmo dia.",
            "transit_days": "Zero: chega no dia em que sai. Em branco: os da matriz de frete.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = self.fields["states"]
        assert isinstance(states, forms.MultipleChoiceField)
        states.choices = [(state.code, state.code) for state in State.objects.order_by("code")]
        self.fields["cut_off"].widget = TimeInput()
        place = self.fields["establishment"]
        assert isinstance(place, forms.ModelChoiceField)
        place.empty_label = "Qualquer local"

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Lists as people write them."""
        value = super().get_initial_for_field(field, field_name)
        if not isinstance(value, Sequence) or isinstance(value, str):
            return value
        match field_name:
            case "weekdays":
                return [_CODES[number] for number in value]
            case "municipalities":
                return ", ".join(sorted(map(str, value)))
            case "days_off":
                return ", ".join(f"{day:%d/%m/%Y}" for day in value)
        return value

    def clean_weekdays(self) -> list[int]:
        return sorted(WEEKDAYS[code] for code in self.cleaned_data["weekdays"])


def weekday_words(numbers: Sequence[int]) -> str:
    """`Ter, Sáb`; every business day for none."""
    words: Mapping[int, str] = {number: str(DeliveryRoute.Weekday(number).label)[:3] for number in numbers}
    return ", ".join(words.values()) or "Todo dia útil"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]

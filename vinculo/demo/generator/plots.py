"""What generated cases are about: only combinations that the company's own tables allow."""

from dataclasses import dataclass

from vinculo.cases.tables import CaseNature, CaseSubject, CaseType, ClosingReason, ContactAction

_PURPOSES = {
    "Ligar": ("Ligar para saber se decidiu", "Confirmar o recebimento do orçamento", "Apresentar a condição do mês"),
    "Enviar WhatsApp": ("Mandar fotos e condições", "Lembrar da revisão programada"),
    "Enviar e-mail": ("Enviar o material pedido", "Pedir os documentos que faltam no cadastro"),
    "Visitar o cliente": ("Apresentar a proposta pessoalmente",),
    "Receber na loja": ("Receber o cliente na loja",),
    "Enviar proposta": ("Retornar com a proposta revista",),
    "Confirmar agendamento": ("Confirmar o horário da visita",),
    "Pesquisar satisfação": ("Verificar a satisfação após o serviço",),
    "Resolver internamente": ("Conferir o prazo com o estoque",),
}
_TYPES = {"SAC": "SAC", "Relacionamento": "Relacionamento", "Oficina": "Pós-vendas", "Pós-vendas": "Pós-vendas"}
_SALE = "Vendas"


@dataclass(frozen=True, slots=True)
class Plot:
    """The classification of a case and the reason it ends for, as ids of the company's tables."""

    type_id: int
    nature_id: int
    subject_id: int
    reason_id: int


def plots(company_id: int) -> list[Plot]:
    """Every subject under every nature it is offered for, ending for every reason that nature offers."""
    types = {entry.name: entry.pk for entry in CaseType.objects.filter(company_id=company_id)}
    subjects = list(CaseSubject.objects.filter(company_id=company_id).order_by("pk").prefetch_related("natures"))
    reasons = list(
        ClosingReason.objects.filter(company_id=company_id, actions=None).order_by("pk").prefetch_related("natures")
    )
    return [
        Plot(types[_TYPES.get(nature.name, _SALE)], nature.pk, subject.pk, reason.pk)
        for nature in CaseNature.objects.filter(company_id=company_id).order_by("pk")
        for subject in subjects
        if nature in subject.natures.all()
        for reason in reasons
        if nature in reason.natures.all()
    ]


def steps(company_id: int) -> list[tuple[int, str]]:
    """What contacts are for: the id of the action, and the purpose in words."""
    actions = ContactAction.objects.filter(company_id=company_id).order_by("pk")
    return [(action.pk, purpose) for action in actions for purpose in _PURPOSES.get(action.name, ())]

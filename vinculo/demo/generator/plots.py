"""What generated cases are about: only combinations that the company's own tables allow."""

from dataclasses import dataclass

from vinculo.cases.tables import CaseNature, CaseSubject, CaseType, ClosingReason, ContactAction, ContactResult

# Action, purpose, and the results it may have.
_STEPS = (
    ("Ligar", "Ligar para saber se decidiu", ("Falou com o cliente", "Não atendeu", "Cliente pediu outro horário")),
    ("Ligar", "Confirmar o recebimento do orçamento", ("Falou com o cliente", "Ocupado ou caixa postal")),
    ("Ligar", "Apresentar a condição do mês", ("Falou com o cliente", "Deixou recado")),
    ("Enviar WhatsApp", "Mandar fotos e condições", ("Mensagem enviada", "Mensagem respondida")),
    ("Enviar WhatsApp", "Lembrar da revisão programada", ("Mensagem respondida",)),
    ("Enviar e-mail", "Enviar o material pedido", ("Mensagem enviada",)),
    ("Enviar e-mail", "Pedir os documentos que faltam no cadastro", ("Mensagem enviada", "Mensagem respondida")),
    ("Visitar o cliente", "Apresentar a proposta pessoalmente", ("Falou com o cliente",)),
    ("Receber na loja", "Receber o cliente na loja", ("Cliente compareceu", "Cliente não compareceu")),
    ("Enviar proposta", "Retornar com a proposta revista", ("Mensagem enviada", "Falou com o cliente")),
    ("Confirmar agendamento", "Confirmar o horário da visita", ("Falou com o cliente", "Mensagem respondida")),
    ("Pesquisar satisfação", "Verificar a satisfação após o serviço", ("Falou com o cliente", "Não atendeu")),
)
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


@dataclass(frozen=True, slots=True)
class Step:
    """What a contact is for and what comes of it."""

    action_id: int
    purpose: str
    result_id: int


def steps(company_id: int) -> list[Step]:
    """Every purpose of a contact with every result it may have."""
    actions = {entry.name: entry.pk for entry in ContactAction.objects.filter(company_id=company_id)}
    results = {entry.name: entry.pk for entry in ContactResult.objects.filter(company_id=company_id)}
    return [Step(actions[action], purpose, results[result]) for action, purpose, found in _STEPS for result in found]

"""Why an action on cases was refused; each text is fit for the person."""

from vinculo.kernel.refusal import Refused


class CaseRefused(Refused):
    """A refusal of this room."""


class ContactInThePast(CaseRefused):
    sentence = "O próximo contato precisa ser no futuro."
    field = "due_at"


class SameMoment(CaseRefused):
    sentence = "O contato já está nesta data e hora."
    field = "due_at"


class CaseIsClosed(CaseRefused):
    sentence = "Este atendimento já está encerrado e só pode ser consultado."


class CaseIsOpen(CaseRefused):
    sentence = "Este atendimento já está aberto."


class ContactIsClosed(CaseRefused):
    sentence = "Este contato já foi encerrado."


class ChangedMeanwhile(CaseRefused):
    sentence = "Alguém alterou este registro enquanto você trabalhava nele. Confira e tente de novo."


class ReasonNotOffered(CaseRefused):
    sentence = "Este motivo de encerramento não é oferecido para este atendimento."
    field = "closing_reason"


class SubjectNotOffered(CaseRefused):
    sentence = "Este assunto não é oferecido para a natureza escolhida."
    field = "subject"


class NextContactNeeded(CaseRefused):
    sentence = "Marque o próximo contato ou encerre o atendimento: nenhum cliente fica sem próximo passo."
    field = "then"


class ExplanationNeeded(CaseRefused):
    sentence = "Diga o motivo."
    field = "reason"


class SecondSale(CaseRefused):
    sentence = "Este cliente já tem um atendimento de venda em aberto."
    field = "nature"


class SamePerson(CaseRefused):
    sentence = "O atendimento já está com esta pessoa."
    field = "to_user"


class AlreadyTaken(CaseRefused):
    sentence = "Este atendimento já tem responsável."


class NothingToUndo(CaseRefused):
    sentence = "Não há mais o que desfazer: o registro mudou depois."


class EntryInUse(CaseRefused):
    sentence = "Esta linha já foi usada em atendimentos. Desative-a para que deixe de ser oferecida."

"""What matrices refuse, in sentences fit for the person."""

from vinculo.kernel.refusal import Refused


class MatrixRefused(Refused):
    """A change of a matrix that cannot be."""


class NotADraft(MatrixRefused):
    sentence = "Esta versão não é mais um rascunho. Abra um novo rascunho para alterar a matriz."


class DraftExists(MatrixRefused):
    sentence = "Esta matriz já tem um rascunho aberto; continue nele ou descarte-o."


class NotPublishable(MatrixRefused):
    """The draft has faults."""


class Moved(MatrixRefused):
    """The draft is not as whoever publishes it saw it."""

    def __init__(self, whose: str) -> None:
        by = f" (a última alteração é de {whose})" if whose else ""
        super().__init__(f"O rascunho mudou depois que você abriu esta página{by}: confira de novo e publique.")


class NothingToUndo(MatrixRefused):
    def __init__(self, word: str) -> None:
        super().__init__(f"Não há nada para {word}.")


class RowGone(MatrixRefused):
    sentence = "Uma das linhas já foi excluída por outra pessoa; recarregue a página."

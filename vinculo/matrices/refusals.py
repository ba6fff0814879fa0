"""What matrices refuse, in sentences fit for the person."""


class MatrixRefused(Exception):
    """A change of a matrix that cannot be; the text is a Portuguese sentence."""


class NotADraft(MatrixRefused):
    def __init__(self) -> None:
        super().__init__("Esta versão não é mais um rascunho. Abra um novo rascunho para alterar a matriz.")


class DraftExists(MatrixRefused):
    def __init__(self) -> None:
        super().__init__("Esta matriz já tem um rascunho aberto; continue nele ou descarte-o.")


class NotPublishable(MatrixRefused):
    """The draft has faults or ties."""


class NothingToUndo(MatrixRefused):
    def __init__(self, word: str) -> None:
        super().__init__(f"Não há nada para {word}.")


class RowGone(MatrixRefused):
    def __init__(self) -> None:
        super().__init__("Uma das linhas já foi excluída por outra pessoa; recarregue a página.")

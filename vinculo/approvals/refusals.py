"""What approvals refuse, in sentences fit for the person."""

from vinculo.kernel.refusal import Refused


class ApprovalRefused(Refused):
    """The step cannot be taken."""


class ContentChanged(ApprovalRefused):
    """What was judged is not what the document is now; the request is void. `changes` say what changed."""

    def __init__(self, changes: list[tuple[str, str, str]]) -> None:
        self.changes = changes
        said = "; ".join(f"{path}: de {before} para {after}" for path, before, after in changes[:5])
        more = f" (e mais {len(changes) - 5})" if len(changes) > 5 else ""
        super().__init__(f"O conteúdo mudou depois do pedido, que fica sem efeito. {said}{more}".strip())


class NotNeeded(ApprovalRefused):
    sentence = "Este documento está dentro do seu limite: não precisa de alçada."


class OutOfReach(ApprovalRefused):
    """No level covers what the document asks."""


class Expired(ApprovalRefused):
    sentence = "O prazo deste pedido venceu; peça de novo."

"""The parameters of the room; their values are set in the configurator."""

from vinculo.foundation.parameters import Parameter

_GROUP = "Atendimentos"

RESTRICT_REASONS = Parameter(
    key="cases.restrict_reasons_by_action",
    label="Restringir os motivos de encerramento por ação do contato",
    help="Sim: ao encerrar, aparecem só os motivos ligados à ação do contato. Não: todos os motivos da natureza.",
    default=False,
    group=_GROUP,
)
HIDE_TEXTS = Parameter(
    key="cases.hide_description_perception",
    label="Bloquear a visualização da descrição e da percepção",
    help="Sim: os textos aparecem só para o responsável e para quem pode ler os textos alheios. Não: para todos que "
    "veem o atendimento.",
    default=False,
    group=_GROUP,
)
FORBID_SECOND_SALE = Parameter(
    key="cases.forbid_second_sale",
    label="Impedir dois atendimentos de venda em aberto",
    help="Sim: enquanto o cliente tiver um atendimento de venda em aberto, não se abre outro. Não: abre, como retorno.",
    default=False,
    group=_GROUP,
)

ALL = (RESTRICT_REASONS, HIDE_TEXTS, FORBID_SECOND_SALE)

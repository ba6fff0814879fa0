"""The tables a Brazilian dealership or distributor starts with; the company changes them as it likes."""

from vinculo.cases.tables import ClosingReason

TYPES = ("Vendas", "Pós-vendas", "SAC", "Relacionamento")

# name, counts as sale
NATURES = (
    ("Venda de veículo novo", True),
    ("Venda de seminovo", True),
    ("Venda de peças e acessórios", True),
    ("Venda de produtos", True),
    ("Oficina", False),
    ("Pós-vendas", False),
    ("SAC", False),
    ("Relacionamento", False),
)
_VEHICLES = ("Venda de veículo novo", "Venda de seminovo")
_GOODS = ("Venda de peças e acessórios", "Venda de produtos")
_AFTER = ("Oficina", "Pós-vendas")

# name, natures it is offered for (none: every one)
SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Interesse em veículo", _VEHICLES),
    ("Test drive", _VEHICLES),
    ("Proposta comercial", (*_VEHICLES, *_GOODS)),
    ("Financiamento", _VEHICLES),
    ("Consórcio", _VEHICLES),
    ("Avaliação de usado", _VEHICLES),
    ("Cotação de produtos", _GOODS),
    ("Pedido de compra", _GOODS),
    ("Negociação de preço", _GOODS),
    ("Contrato de fornecimento", ("Venda de produtos",)),
    ("Revisão", _AFTER),
    ("Reparo", _AFTER),
    ("Orçamento de oficina", _AFTER),
    ("Instalação de acessórios", (*_AFTER, "Venda de peças e acessórios")),
    ("Recall", _AFTER),
    ("Garantia", (*_AFTER, "SAC")),
    ("Reclamação", ("SAC", *_AFTER)),
    ("Entrega e prazo", ("SAC", *_GOODS)),
    ("Devolução ou troca", ("SAC", *_GOODS)),
    ("Elogio ou sugestão", ("SAC", "Relacionamento")),
    ("Pesquisa de satisfação", ("Relacionamento", "Pós-vendas")),
    ("Aniversário", ("Relacionamento",)),
    ("Reativação de cliente", ("Relacionamento", *_GOODS)),
    ("Dúvida ou informação", ()),
)

MEDIA = (
    "Passagem em frente",
    "Indicação de cliente",
    "Já é cliente",
    "Site da empresa",
    "Google",
    "Instagram",
    "Facebook",
    "Portal de classificados",
    "Rádio",
    "Jornal ou outdoor",
    "Feira ou evento",
    "Campanha por WhatsApp",
    "Campanha por e-mail",
    "Representante",
)

CHANNELS = (
    "Telefone",
    "WhatsApp",
    "Visita à loja",
    "Visita ao cliente",
    "E-mail",
    "Site",
    "Rede social",
    "Videochamada",
)

# name, icon
ACTIONS = (
    ("Ligar", "phone"),
    ("Enviar WhatsApp", "brand-whatsapp"),
    ("Enviar e-mail", "mail"),
    ("Visitar o cliente", "map-pin"),
    ("Receber na loja", "building-store"),
    ("Test drive", "steering-wheel"),
    ("Enviar proposta", "file-text"),
    ("Confirmar agendamento", "calendar-event"),
    ("Pesquisar satisfação", "mood-smile"),
    ("Resolver internamente", "tool"),
)

# name, the party was reached
RESULTS = (
    ("Falou com o cliente", True),
    ("Cliente compareceu", True),
    ("Deixou recado", False),
    ("Não atendeu", False),
    ("Ocupado ou caixa postal", False),
    ("Número errado", False),
    ("Mensagem enviada", False),
    ("Mensagem respondida", True),
    ("Cliente pediu outro horário", True),
    ("Cliente não compareceu", False),
)

_SALES = tuple(name for name, is_sale in NATURES if is_sale)
_SUCCESS, _LOST, _NEUTRAL = (
    ClosingReason.Outcome.SUCCESS,
    ClosingReason.Outcome.LOST_SALE,
    ClosingReason.Outcome.NEUTRAL,
)

# name, outcome, natures, actions (none: every one)
REASONS: tuple[tuple[str, ClosingReason.Outcome, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Venda realizada", _SUCCESS, _SALES, ()),
    ("Serviço realizado", _SUCCESS, _AFTER, ()),
    ("Reclamação resolvida", _SUCCESS, ("SAC", *_AFTER), ()),
    ("Objetivo do contato atingido", _SUCCESS, ("Relacionamento", "Pós-vendas"), ()),
    ("Preço acima do esperado", _LOST, _SALES, ()),
    ("Comprou da concorrência", _LOST, _SALES, ()),
    ("Crédito não aprovado", _LOST, _SALES, ()),
    ("Sem estoque ou prazo longo", _LOST, _SALES, ()),
    ("Avaliação do usado abaixo do esperado", _LOST, _VEHICLES, ()),
    ("Não gostou no test drive", _LOST, _VEHICLES, ("Test drive",)),
    ("Desistiu da compra", _LOST, _SALES, ()),
    ("Não tem mais interesse", _NEUTRAL, ("Relacionamento", *_AFTER), ()),
    ("Sem retorno do cliente", _NEUTRAL, (), ("Ligar", "Enviar WhatsApp", "Enviar e-mail", "Confirmar agendamento")),
    ("Dúvida esclarecida", _NEUTRAL, (), ()),
    ("Aberto por engano", _NEUTRAL, (), ()),
)

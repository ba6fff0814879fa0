from vinculo.foundation.parameters import Parameter

ANSWER_DAYS = Parameter(
    key="privacy.answer_days",
    label="Prazo para responder ao titular",
    help="Dias corridos, contados do recebimento do pedido. A lei dá quinze (LGPD, art. 19, II).",
    default=15,
    group="Privacidade",
    minimum=1,
    maximum=15,
    unit="dias",
)

from vinculo.foundation.parameters import Parameter

SHEET_DAYS = Parameter(
    key="imports.sheet_days",
    label="Guarda das planilhas enviadas",
    help=(
        "Por quantos dias ficam a planilha enviada, as críticas e o relatório de uma importação. Depois são apagados; "
        "o que entrou no cadastro fica, e a importação ainda pode ser desfeita."
    ),
    default=30,
    group="Privacidade",
    minimum=1,
    maximum=365,
    unit="dias",
)

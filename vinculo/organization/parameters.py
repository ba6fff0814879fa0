"""The parameters of the front door."""

from vinculo.foundation.parameters import Parameter

LOCKOUT_ATTEMPTS = Parameter(
    key="organization.lockout_attempts",
    label="Tentativas de senha antes do bloqueio",
    help="Depois de tantas senhas erradas seguidas, o acesso daquela pessoa naquele endereço fica bloqueado.",
    default=5,
    group="Acesso",
    minimum=3,
    maximum=20,
    unit="tentativas",
)
LOCKOUT_MINUTES = Parameter(
    key="organization.lockout_minutes",
    label="Duração do bloqueio",
    help="Quanto tempo a pessoa espera, depois do bloqueio, para tentar de novo.",
    default=15,
    group="Acesso",
    minimum=1,
    maximum=1440,
    unit="minutos",
)
ACCESS_LOG_DAYS = Parameter(
    key="organization.access_log_days",
    label="Guarda do registro de acessos",
    help="Por quantos dias ficam as entradas, recusas e trocas de senha; depois são apagadas. "
    "A lei pede ao menos seis meses (Lei 12.965/2014, art. 15).",
    default=730,
    group="Acesso",
    minimum=183,
    maximum=3_650,
    unit="dias",
)

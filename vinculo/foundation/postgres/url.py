"""From the environment to the connection: DATABASE_URL when given, the embedded server otherwise."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from vinculo.foundation.postgres.errors import InvalidDatabaseUrl
from vinculo.foundation.postgres.layout import PORT, layout_of

USER = "vinculo"
DATABASE = "vinculo"
PROJECT = Path(__file__).resolve().parents[3]

_EXAMPLE = "use, por exemplo, postgres://usuario:senha@servidor:5432/vinculo"
_OPTIONS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "options",
        "passfile",
        "service",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslnegotiation",
        "sslpassword",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
    }
)


def database_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's `DATABASES["default"]`, without connecting: `DATABASE_URL`, else the embedded server's socket.

    Raises `InvalidDatabaseUrl`, whose sentence never repeats the password.
    """
    url = environ.get("DATABASE_URL", "").strip()
    return parse(url) if url else embedded(data_folder(environ))


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where this installation keeps what it writes: `VINCULO_DATA`, else `var` in the project's folder."""
    return Path(environ.get("VINCULO_DATA", "").strip() or PROJECT / "var").absolute()


def embedded(data: Path) -> dict[str, Any]:
    """Django's settings for the embedded server of a data folder, running or not."""
    return _settings(name=DATABASE, user=USER, host=str(layout_of(data).socket_folder), port=str(PORT))


def embedded_url(data: Path) -> str:
    """The same connection as a URL, for DATABASE_URL of another process."""
    socket_folder = quote(str(layout_of(data).socket_folder), safe="/")
    return f"postgres://{USER}@/{DATABASE}?host={socket_folder}&port={PORT}"


def parse(url: str) -> dict[str, Any]:
    """Django's settings for a libpq URL: percent-encoding, socket folders, several hosts, IPv6 and TLS options."""
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise InvalidDatabaseUrl(f"DATABASE_URL não é um endereço válido: {_EXAMPLE}.") from error
    if parts.scheme not in ("postgres", "postgresql"):
        raise InvalidDatabaseUrl(f"DATABASE_URL deve começar com postgres://: {_EXAMPLE}.")

    credentials, _, addresses = parts.netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    hosts, ports = _split_addresses(addresses)
    name = query.pop("dbname", unquote(parts.path.removeprefix("/")))
    settings = _settings(
        name=name,
        user=query.pop("user", unquote(user)),
        password=query.pop("password", unquote(password)),
        host=query.pop("host", hosts),
        port=query.pop("port", ports),
    )
    unknown = sorted(query.keys() - _OPTIONS)
    if unknown:
        raise InvalidDatabaseUrl(f"DATABASE_URL traz um parâmetro desconhecido: {', '.join(unknown)}.")
    if not name:
        raise InvalidDatabaseUrl(f"DATABASE_URL não diz o nome do banco de dados: {_EXAMPLE}.")
    settings["OPTIONS"] = query
    return settings


def _split_addresses(addresses: str) -> tuple[str, str]:
    """`h1:5432,[::1]` into `("h1,::1", "5432,")`, the two lists libpq wants; one shared empty port becomes none."""
    hosts: list[str] = []
    ports: list[str] = []
    for address in addresses.split(","):
        if address.startswith("["):
            host, closed, rest = address[1:].partition("]")
            port = rest.removeprefix(":")
            valid = bool(closed) and rest[:1] in ("", ":")
        else:
            host, _, port = address.partition(":")
            valid = True
        if not valid or (port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)):
            raise InvalidDatabaseUrl(f"DATABASE_URL traz um servidor ou porta inválidos: {_EXAMPLE}.")
        hosts.append(unquote(host))
        ports.append(port)
    return ",".join(hosts), ",".join(ports) if any(ports) else ""


def _settings(*, name: str, user: str, host: str, port: str, password: str = "") -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        # A pooled connection is tried before use, so that a restarted server costs nobody an error page.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
    }

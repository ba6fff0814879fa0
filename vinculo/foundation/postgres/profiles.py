"""The two ways an embedded server is tuned: to keep what it is given, or to run tests fast."""

from collections.abc import Mapping
from dataclasses import dataclass

_BOTH = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "jit": "off",
    # Nothing replicates from an embedded server, and minimal WAL makes bulk loading faster.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "max_parallel_workers_per_gather": "0",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """Server settings given on the command line; `durable` says whether a power cut may lose nothing."""

    name: str
    durable: bool
    settings: Mapping[str, str]


# After a checkpoint every page is logged whole once more, and a large import touches most pages of most indexes: with
# the usual gigabyte of log it is checkpointed in its middle and logs twice as much. Recovery reads at most this much.
DURABLE = Profile(
    "durable",
    durable=True,
    settings=_BOTH | {"max_wal_size": "4GB", "checkpoint_timeout": "15min", "wal_buffers": "16MB"},
)
TEST = Profile(
    "test",
    durable=False,
    settings=_BOTH | {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"},
)
PROFILES = {profile.name: profile for profile in (DURABLE, TEST)}

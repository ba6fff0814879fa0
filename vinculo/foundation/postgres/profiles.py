"""The two ways an embedded server is tuned: to keep what it is given, or to run tests fast."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024
_LEAST_BUFFERS_MB: Final = 128
_MOST_BUFFERS_MB: Final = 384


def buffers_for(machine_bytes: int) -> str:
    """`shared_buffers` on a machine with so much memory: an eighth of it, 128 to 384 MB.

    An import touches every index of customers at random, some 500 MB of them beside a million: pages that do not fit
    are written and read again. More would be a little faster, and would leave less than the product promises of a
    gigabyte to whatever walks the whole base.
    """
    return f"{max(_LEAST_BUFFERS_MB, min(_MOST_BUFFERS_MB, machine_bytes // MEGABYTE // 8))}MB"


def _machine_bytes() -> int:
    """2 GB where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 2048 * MEGABYTE


_BOTH = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "jit": "off",
    # Nothing replicates from an embedded server, and minimal WAL makes bulk loading faster.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "max_parallel_workers_per_gather": "0",
    "log_timezone": "UTC",
    # What people typed is in no log: no values of a statement that failed, nor of the row that stood in its way.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
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
    settings=_BOTH
    | {
        "shared_buffers": buffers_for(_machine_bytes()),
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "wal_buffers": "32MB",
    },
)
TEST = Profile(
    "test",
    durable=False,
    settings=_BOTH
    | {"shared_buffers": "256MB", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"},
)
PROFILES = {profile.name: profile for profile in (DURABLE, TEST)}

"""`make bench`: measure the product at BENCH_CUSTOMERS customers with ten contacts each (default 100.000).

Prints a table, writes var/bench.json, and fails (1) when a bound does not hold. Above 100.000 customers the pages are
also measured at 100.000, for the ratio of the search.
"""

import os
import signal
import sys
from pathlib import Path

from benchmarks.browser import PageFailed
from benchmarks.installation import NotStarted
from benchmarks.run import PARTS, Plan, run
from vinculo.foundation.postgres.url import PROJECT


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop what was started, as after Ctrl+C
    written = os.environ.get("BENCH_CUSTOMERS", "100000").replace(".", "").replace("_", "")
    if not written.isdecimal() or not 1_000 <= int(written) <= 1_000_000:
        print(f"BENCH_CUSTOMERS deve ser um número de 1.000 a 1.000.000, e não “{written}”.", file=sys.stderr)
        return 2
    only = frozenset(os.environ.get("BENCH_ONLY", "").split())
    if not only <= set(PARTS):
        parts, unknown = ", ".join(PARTS), ", ".join(sorted(only - set(PARTS)))
        print(f"BENCH_ONLY não conhece “{unknown}”; as partes, separadas por espaços: {parts}.", file=sys.stderr)
        return 2
    plan = Plan(
        customers=int(written),
        room=Path(os.environ.get("BENCH_DATA", PROJECT / "var" / "bench")).absolute(),
        output=PROJECT / "var" / "bench.json",
        database_url=os.environ.get("DATABASE_URL", "").strip(),
        only=only,
        movements=int(os.environ.get("BENCH_MOVEMENTS", "10000000").replace(".", "").replace("_", "")),
    )
    try:
        return 0 if run(plan) else 1
    except (NotStarted, PageFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nMedição interrompida.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""`make ordeal`: what takes too long for every change. Kills and cuts by the thousand, the suite elsewhere, benches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from motcua.config.root import ROOT
from motcua.foundation.postgres import dsn, first_data, roles
from motcua.foundation.postgres.launcher import hold
from motcua.foundation.postgres.places import place_of

SETTINGS = "fsync = off\nmax_connections = 200\nautovacuum_naptime = 10min\n"


def main() -> int:
    """Everything, even if a part fails; 0 only if all went well."""
    failed = [name for name, part in PARTS.items() if not _told(name, part())]
    print(f"Ordeal: {', '.join(failed)} failed." if failed else "Ordeal: all went well.")
    return 1 if failed else 0


def kills_and_cuts() -> bool:
    return _pytest("-m", "ordeal", environ=os.environ.copy())


def suite_on_an_outside_server() -> bool:
    """The whole suite on Debian's PostgreSQL (15 on Debian 12), reached by `DATABASE_URL` alone."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        print("No PostgreSQL of Debian here.")
        return False
    programs = found[0].parent.parent
    place = place_of(var=ROOT / "var" / "ordeal", name=f"postgres{programs.name}", programs=programs)
    with hold(place, extra=SETTINGS, say=print):
        owner = dsn.socket_database(socket=place.socket, name="postgres", user=first_data.OWNER)
        serving = {**owner, "USER": roles.SERVING}
        environ = {**os.environ, "DATABASE_URL": dsn.url_of(serving), "DATABASE_OWNER_URL": dsn.url_of(owner)}
        return _pytest("-n", "2", "--dist", "loadfile", environ=environ)


def benches() -> bool:
    return subprocess.run(["make", "bench"], cwd=ROOT, check=False).returncode == 0


PARTS = {
    "kills and cuts": kills_and_cuts,
    "the suite on an outside server": suite_on_an_outside_server,
    "benches": benches,
}


def _pytest(*words: str, environ: dict[str, str]) -> bool:
    done = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=environ, check=False)
    return done.returncode in (0, 5)  # 5: nothing was marked so


def _told(name: str, well: bool) -> bool:
    print(f"== {name}: {'well' if well else 'FAILED'}", flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())

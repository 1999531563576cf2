"""What every test stands on: an environment of its own, a register at the price of a copy, and the program itself.

``env`` isolates (always on), ``register_path`` is an empty register's file where the program looks for it,
``register`` the same one open for writing, ``clerk`` fills it, ``run`` carries out a command line; ``folder`` is
where backups go, ``clock`` their time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.support import postgres
from tests.support.registers import ACTOR, TODAY, Clerk, Ran, in_memory
from tuphap_cli import i18n, settings
from tuphap_cli.main import main
from tuphap_cli.store import any_register
from tuphap_cli.store.backup import backups
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.register import Register

if TYPE_CHECKING:
    from tests.support.lent_registers import LentRegisters

# How long an example takes says how busy the machine is, and no more; a property's examples share one register, each
# making what it needs there.
hypothesis.settings.register_profile(
    "any machine",
    parent=hypothesis.settings(),  # in CI the same examples each time
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("any machine")

NOW = datetime(2100, 11, 20, 23, 30, 1, 234_000)  # noqa: DTZ001 - the wall clock, after whatever a journal of a test says
Run = Callable[..., Ran]
# With TUPHAP_TEST_SERVER the register of each test is on a PostgreSQL server that the tests start themselves.
ON_SERVER = bool(os.environ.get("TUPHAP_TEST_SERVER"))
InMemory = Callable[[], Register]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server those tests are run whose register may be there: they have it of ``register_path``."""
    if not ON_SERVER:
        return
    chosen = [item for item in items if "register_path" in getattr(item, "fixturenames", ())]
    chosen = [item for item in chosen if item.get_closest_marker("file_register") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an empty register, made once by the migrations."""
    path = tmp_path_factory.mktemp("template") / "so.db"
    create_register(path).close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server with a database ``empty``, in which there is a register; skipped where there is none."""
    pytest.importorskip("psycopg")
    if postgres.programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with postgres.cluster() as running:
        running.psql("CREATE DATABASE empty")
        any_register.create_register(running.url("empty")).close()
        yield running


@pytest.fixture
def server(cluster: postgres.Cluster) -> Iterator[str]:
    """The address of an empty register in a database of its own."""
    name = f"t{os.urandom(6).hex()}"
    cluster.psql(f"CREATE DATABASE {name} TEMPLATE empty")
    yield cluster.url(name)
    cluster.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def lent_registers(cluster: postgres.Cluster) -> LentRegisters:
    """Empty registers on the server, lent to one test after the other."""
    from tests.support.lent_registers import LentRegisters

    return LentRegisters(cluster)


@pytest.fixture
def lent(lent_registers: LentRegisters) -> Iterator[str]:
    """The address of an empty register that other tests had before."""
    with lent_registers.lent() as url:
        yield url


@pytest.fixture(autouse=True)
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No test sees the user's files, clock, name or language; gives the path in TUPHAP_REGISTER, no file yet."""
    path = tmp_path / "so" / "nhiem-vu.db"
    for name in [name for name in os.environ if name.startswith("TUPHAP_")]:
        monkeypatch.delenv(name)
    fixed = {
        "TUPHAP_REGISTER": str(path), "TUPHAP_TODAY": TODAY.isoformat(), "TUPHAP_LANG": "en", "TUPHAP_ACTOR": ACTOR,
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path),
        "NO_COLOR": "1", "COLUMNS": "120", "LANGUAGE": "en",
    }  # fmt: skip
    for name, value in fixed.items():
        monkeypatch.setenv(name, value)
    settings.forget()
    i18n.use("en")
    yield path
    settings.forget()
    i18n.use("en")


@pytest.fixture
def folder(env: Path) -> Path:
    """Where backups go by default."""
    return env.parent / "sao-luu"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The machine's own time, in a list, so that a test can set it."""
    times = [NOW]
    monkeypatch.setattr(backups, "now", lambda: times[0])
    return times


@pytest.fixture
def register_path(
    env: Path, template: bytes, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Path | str:
    """An empty register where the program looks for it."""
    env.parent.mkdir(mode=0o700)
    if ON_SERVER:
        url: str = request.getfixturevalue("lent")
        monkeypatch.setenv("TUPHAP_REGISTER", url)
        return url
    env.write_bytes(template)
    env.chmod(0o600)
    return env


@pytest.fixture
def register(register_path: Path | str) -> Iterator[Register]:
    """The empty register, open for writing; it holds no lock between transactions, so ``run`` may use it too."""
    with any_register.open_register(register_path, write=True) as opened:
        yield opened


@pytest.fixture
def clerk(register: Register) -> Clerk:
    """Who fills the register."""
    return Clerk(register)


@pytest.fixture
def memory_register(template: bytes) -> InMemory:
    """Makes registers without files, for properties that need many; the caller closes them."""
    return lambda: in_memory(template)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out one command line in this process: ``run("overdue", "-f", "json")`` gives code, out, err."""

    def carry_out(*argv: str) -> Ran:
        capsys.readouterr()
        code = main(argv)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return carry_out

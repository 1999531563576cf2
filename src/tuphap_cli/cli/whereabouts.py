"""Where the register and its backups are, by what the settings say."""

from __future__ import annotations

from pathlib import Path

from .. import paths, settings
from ..domain.model import N_
from ..setting_table import SETTINGS


def data_folder() -> Path:
    """The folder of the user's own data, where a register is looked for that nobody has named."""
    import platformdirs

    return paths.users_folder(lambda: platformdirs.user_data_dir("tuphap", appauthor=False))


def register_path() -> Path | str:
    """Where the register is, a path or a URL; of several offices in one register: the book of the one in force."""
    named = settings.text("register")
    place = named if "://" in named else _place("register") or data_folder() / "so-nhiem-vu.db"
    return _book(place)


def reading_path() -> Path | str:
    """Where commands that only read find the register: on a server that follows its own, where one is named.

    That one follows the usual register: it does not stand for another that the command line names.
    """
    place, following = register_path(), settings.text("read")
    if not following or isinstance(place, Path):
        return place
    from ..store import offices
    from ..store.server import server_address

    with settings.overridden("register", None):
        usual = register_path()
    if offices.top(place) != offices.top(usual):
        return place
    return server_address.with_offices(following, offices.codes_of(place))


def _book(place: Path | str) -> Path | str:
    """The book of the office in force in the register at ``place``."""
    named = settings.text("in_office")
    if not named:
        return place
    from ..store import office_codes, offices

    return offices.book_of(place, office_codes.read_codes(named))


def register_shown() -> Path | str:
    """Where the register is, as it may be shown: of an address nothing that is secret."""
    place = register_path()
    return place if isinstance(place, Path) else settings.written(place)


def register_home() -> Path:
    """The path beside which backups and the like lie: that of the register's file; for one on a server a name in the
    user's data folder, where no file is.

    Raises:
        BadServerAddress: the register is named by a URL that is no address
    """
    place = register_path()
    if isinstance(place, Path):
        return place
    from ..store.server.server_address import parse

    return data_folder() / f"{parse(place).name}.db"


def backups_folder() -> Path | None:
    """The folder of the backups that the settings name; None for the usual one, beside the register."""
    return _place("backups")


def _place(name: str) -> Path | None:
    """The path in the setting ``name``; a relative one in the settings file is seen from that file's folder."""
    found = settings.effective(name)
    if not found.value:
        return None
    from_file = found.origin not in {N_("option"), SETTINGS[name].variable}
    return paths.named_path(str(found.value), settings.folder() if from_file else None)

"""What people name becomes a path that the system can have: the one boundary for names of files and folders."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from .domain.model import N_
from .errors import RegisterUnreadable

_NO_HOME = N_("the home folder is not known")


def named_path(text: str, base: Path | None = None) -> Path:
    """The absolute path that ``text`` names; relative ones are seen from ``base``, else from the present folder.

    Raises:
        RegisterUnreadable: no file can have that name, or it begins with ~ and there is no such home
    """
    try:
        text.encode()
        path = (base or Path()) / Path(text).expanduser()
        path = Path(str(path.absolute()).replace("//", "/", 1)) if os.name == "posix" else path.absolute()
    except UnicodeEncodeError:
        raise RegisterUnreadable(path=text, why=N_("its name is not UTF-8")) from None
    except RuntimeError:
        raise RegisterUnreadable(path=text, why=_NO_HOME) from None
    except OSError as error:  # the present folder is gone
        raise RegisterUnreadable(path=text, why=error.strerror or error) from None
    _possible(path)
    return path


def users_folder(asked: Callable[[], str]) -> Path:
    """The user's own folder of some kind, as ``asked`` of the system's rules.

    Raises:
        RegisterUnreadable: there is no home in which it could be
    """
    try:
        text = asked()
    except RuntimeError:
        text = "~"
    if not Path(text).is_absolute():
        raise RegisterUnreadable(path=text, why=_NO_HOME)
    return named_path(text)


def followed(path: Path) -> Path:
    """``path`` absolute, with every link followed to its target, which need not be there.

    Raises:
        RegisterUnreadable: the links lead round in a circle, or no file can have that name
    """
    _possible(path)
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise RegisterUnreadable(path=path, why=os.strerror(errno.ELOOP))
    return real


def refuse_streams(path: Path) -> None:
    """RegisterUnreadable for a pipe or a device, which could be waited for without end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise RegisterUnreadable(path=path, why=N_("it is not an ordinary file"))


def _possible(path: Path) -> None:
    """See that the system can have a file of that name, and SQLite's journal beside it."""
    try:
        for name in (path.name, f"{path.name}-journal"):
            os.lstat(path.parent / name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass
    except OSError as error:
        raise RegisterUnreadable(path=path, why=error.strerror or error) from None
    except ValueError:
        raise RegisterUnreadable(path=path, why=N_("no file can have that name")) from None

"""The settings in force and where their values come from, and what day it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from . import paths
from .domain.model import FIRST_PERIOD, LAST_YEAR, N_
from .errors import BadField, BadSetting, BadToday, RegisterUnreadable, SettingsFileFault
from .setting_table import CHECKED_LATER, OWN, SETTINGS, Setting, Value

BOOK = N_("the office's book")  # as the origin of a value


class Effective(NamedTuple):
    """A value and its origin: "option", an environment variable's name, the office's book, the file, or "default"."""

    value: Value
    origin: str


def folder() -> Path:
    """The folder of the settings file; RegisterUnreadable where the user has no home."""
    import platformdirs

    return paths.users_folder(lambda: platformdirs.user_config_dir("tuphap", appauthor=False))


def file() -> Path:
    """The settings file; it need not exist."""
    return folder() / "settings.toml"


@lru_cache(maxsize=1)
def _from_file(path: Path) -> dict[str, object]:
    try:
        if path.exists() and not path.is_file():  # a pipe could wait for ever
            raise SettingsFileFault(path=path, why=N_("it is not an ordinary file"))
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsFileFault(path=path, why=getattr(error, "strerror", None) or N_("not UTF-8")) from None
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers and brackets without end
        raise BadSetting(name=path, value=error, expected="TOML") from None


def _values() -> dict[str, object]:
    """What is in the settings file; nothing where the user has no home to keep one in."""
    try:
        path = file()
    except RegisterUnreadable:
        return {}
    return _from_file(path)


_options: dict[str, str] = {}


def override(name: str, value: str) -> None:
    """Let an option of the command line win over environment and file."""
    _options[name] = value


@contextmanager
def overridden(name: str, value: str | None) -> Iterator[None]:
    """A time in which setting ``name`` has another ``value``; None for the one without its option."""
    before = _options.copy()
    _options.pop(name, None)
    if value is not None:
        _options[name] = value
    try:
        yield
    finally:
        _options.clear()
        _options.update(before)


def options() -> dict[str, str]:
    """Return what options of the command line say of settings."""
    return _options.copy()


def forget() -> None:
    """Drop options and what was read from the file; for the start of each command."""
    _options.clear()
    _from_file.cache_clear()
    look_up_own(dict)


_own: Callable[[], Mapping[str, str]] = dict


def look_up_own(read: Callable[[], Mapping[str, str]]) -> None:
    """Let ``read`` say what the book of the office in force has of :data:`OWN`."""
    global _own  # noqa: PLW0603 - like the options, for one command
    _own = read


def effective(name: str) -> Effective:
    """The value in force of setting ``name`` and where it comes from; BadSetting for a value it cannot take."""
    setting = SETTINGS[name]
    if name in _options:
        return Effective(parse(setting, _options[name]), N_("option"))
    text = os.environ.get(setting.variable, "")
    if text:
        return Effective(parse(setting, text), setting.variable)
    if name in OWN and name in (own := _own()):
        return Effective(parse(setting, own[name]), BOOK)
    values = _values()
    if name in values:
        return Effective(parse(setting, values[name]), str(file()))
    return Effective(setting.default, N_("default"))


def parse(setting: Setting, value: object) -> Value:
    """``value`` (text, or a TOML value) in the type of ``setting``, or BadSetting."""
    from .text import unwritable

    text = str(value).strip()
    if setting.name not in CHECKED_LATER and unwritable(text):
        raise BadSetting(name=setting.name, value=text, expected=setting.expected)
    if isinstance(setting.default, bool):
        if text.casefold() in {"true", "yes", "1", "on", "có"}:
            return True
        if text.casefold() in {"false", "no", "0", "off", "không"}:
            return False
    elif isinstance(setting.default, int):
        if text.isdecimal() and len(text) < 6:
            return int(text)
    elif (not setting.choices or text in setting.choices) and (setting.fits is None or setting.fits(text)):
        return text
    raise BadSetting(name=setting.name, value=text, expected=setting.expected)


def written(value: Value) -> str:
    """A value as it is typed, but for a password in it: true and false in lower case."""
    from .text import without_password

    return str(value).lower() if isinstance(value, bool) else without_password(str(value))


def text(name: str) -> str:
    """A text setting's value in force."""
    return str(effective(name).value)


def number(name: str) -> int:
    """A number setting's value in force."""
    return int(effective(name).value)


def flag(name: str) -> bool:
    """A yes/no setting's value in force."""
    return bool(effective(name).value)


def table(name: str) -> dict[str, object]:
    """A table of the settings file ({} where there is none), e.g. the office's own reporting windows."""
    found = _values().get(name, {})
    if not isinstance(found, dict):
        raise BadSetting(name=name, value=found, expected=f"[{name}.…]")
    return found


def faults() -> Iterator[BadSetting]:
    """What is wrong with the settings: values that cannot be used, names in the file that mean nothing."""
    for name in SETTINGS:
        try:
            effective(name)
        except BadSetting as error:
            yield error
    for name, value in _values().items():
        if name not in SETTINGS and not isinstance(value, dict):
            shown = "…" if "password" in name else value  # a secret does not belong there, and less on a screen
            yield BadSetting(name=name, value=shown, expected=", ".join(SETTINGS))


def change(name: str, value: str | None) -> Path:
    """Write ``value`` for setting ``name`` into the file (None takes it out); returns the file."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise BadSetting(name=name, value=value or "", expected=", ".join(SETTINGS))
    parsed = None if value is None else parse(setting, value)
    import tomlkit

    from .store.file import lasting

    path = file()
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    if parsed is None:
        document.pop(name, None)
    else:
        document[name] = parsed
    try:
        lasting.make_folder(path.parent)
        lasting.put_file(path, tomlkit.dumps(document).encode())
    except OSError as error:
        raise SettingsFileFault(path=path, why=error.strerror or error) from None
    _from_file.cache_clear()
    return path


def actor() -> str:
    """Who acts: the setting, else the system's user; "unknown" where the system does not say."""
    from .text import clean, unwritable

    named = text("actor")
    if named:
        if unwritable(named):
            raise BadField(
                field=SETTINGS["actor"].variable, value=named, why=N_("it holds letters that are not UTF-8")
            )
        return named
    import getpass

    try:
        return clean(getpass.getuser()) or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"


def today() -> date:
    """Today, or the day that TUPHAP_TODAY fixes."""
    fixed = os.environ.get("TUPHAP_TODAY", "").strip()
    if not fixed:
        return date.today()  # noqa: DTZ011 - the clerk's own day is what is meant
    try:
        found = date.fromisoformat(fixed)
    except ValueError:
        raise BadToday(value=fixed) from None
    if not FIRST_PERIOD < found.year < LAST_YEAR:  # reports look at the period before, and at the year that comes
        raise BadToday(value=fixed)
    return found

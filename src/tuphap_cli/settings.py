"""The one table of settings, where their values come from, and what day it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from . import paths
from .domain.model import FIRST_PERIOD, LAST_YEAR, N_
from .errors import BadField, BadSetting, BadToday, RegisterFault, RegisterUnreadable

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its type is that of ``default``.

    ``choices`` restrict a text, or ``fits`` does, with ``form`` to say in messages what is meant.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    form: str = ""
    fits: Callable[[str], object] | None = None

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file."""
        return f"TUPHAP_{self.name.upper()}"

    @property
    def expected(self) -> str:
        """What a value looks like, for messages."""
        if self.choices:
            return " | ".join(self.choices)
        if isinstance(self.default, bool):
            return "true | false"
        if self.form:
            return self.form
        return "0, 1, 2, …" if isinstance(self.default, int) else N_("text")


def _keeps(text: str) -> object:
    from .domain import retention

    return retention.read_retention(text)


_CHECKED_LATER = {"register", "read", "backups", "actor"}  # where they are used, which has more to say

SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "register", "", N_("where the register lies, or its address on a server; empty: the user's data folder")
        ),
        Setting("read", "", N_("the address of a server that follows the register's, for commands that only read")),
        Setting("lang", "vi", N_("language of messages"), ("vi", "en")),
        Setting("actor", "", N_("who is named in the journal; empty: the system's user")),
        Setting(
            "pager", "", N_("the program that shows long output page by page; empty: PAGER, else less; cat: none")
        ),
        Setting("scheme", "decree09", N_("reporting windows: a rule's name")),
        Setting("soon", 7, N_("days ahead that `check` and `status` call soon due")),
        Setting("silent", 92, N_("days of silence after which a long-running task counts as missed")),
        Setting("before_counts", False, N_("whether the day named in “trước ngày …” is itself in time")),
        Setting("filing_days", 1, N_("working days after the cut-off in which a unit sends in its periodic report")),
        Setting("rest_day", "keep", N_("how a term that ends on a day off is shown"), ("keep", "next", "previous")),
        Setting("backups", "", N_("the folder of the backups; empty: `sao-luu` beside the register")),
        Setting(
            "keep",
            "last=10 daily=14 weekly=8 monthly=24",
            N_("which backups stay: how many of the latest, and of how many days, weeks and months the newest"),
            form=N_("last=N daily=N weekly=N monthly=N, not all of them 0"),
            fits=_keeps,
        ),
        Setting("evidence_mb", 20, N_("how many MB a file kept as evidence (--file) may have")),
        Setting("backup_first", True, N_("whether a backup comes before `import`, `unit transfer` and the like")),
        Setting("auto_upgrade", False, N_("whether a register of an older format is upgraded by the first command")),
        Setting("shared_folder", False, N_("whether a register on a network drive or in a synced folder is written")),
        Setting("superior", "", N_("on official reports: the body above the office, e.g. UBND TỈNH …")),
        Setting("office", "", N_("on official reports: the office, e.g. SỞ TƯ PHÁP")),
        Setting("sign", "", N_("on official reports: what follows the number, e.g. BC-STP")),
        Setting("place", "", N_("on official reports: the place before the day")),
        Setting("authority", "", N_("on official reports: on whose behalf is signed, e.g. KT. GIÁM ĐỐC")),
        Setting("post", "", N_("on official reports: the signer's post, e.g. PHÓ GIÁM ĐỐC")),
        Setting("signer", "", N_("on official reports: the signer's name")),
        Setting("recipients", "", N_("on official reports: who receives it, separated by “;”")),
        Setting("letter_sign", "", N_("on letters that urge: what follows the number, e.g. STP-VP")),
        Setting("copies", "", N_("on letters that urge: who gets a copy, separated by “;”")),
        Setting(
            "answer_days", 5, N_("working days after its signing in which a letter that urges is to be answered")
        ),
        Setting(
            "mail_office", "", N_("the office's own address, to which `check --mail` sends what is new of all units")
        ),
        Setting("mail_sender", "", N_("the address from which mails are sent")),
        Setting("smtp_host", "", N_("the mail server that takes the mails of `check --mail`")),
        Setting("smtp_port", 0, N_("its port; 0: the usual one (587 for starttls, 465 for tls, 25 for none)")),
        Setting(
            "smtp_security",
            "starttls",
            N_("how the way to it is secured; none only where it is this machine"),
            ("starttls", "tls", "none"),
        ),
        Setting("smtp_user", "", N_("who logs in there; the password is in TUPHAP_SMTP_PASSWORD or in the keyring")),
    )
}


@dataclass(frozen=True, slots=True)
class Effective:
    """A value and its origin: "option", an environment variable's name, the file, or "default"."""

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
            raise RegisterFault(path=path, why=N_("it is not an ordinary file"))
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterFault(path=path, why=getattr(error, "strerror", None) or N_("not UTF-8")) from None
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


def option(name: str) -> str:
    """Return what an option of the command line says of setting ``name``; "" where none does."""
    return _options.get(name, "")


def forget() -> None:
    """Drop options and what was read from the file; for the start of each command."""
    _options.clear()
    _from_file.cache_clear()


def effective(name: str) -> Effective:
    """The value in force of setting ``name`` and where it comes from; BadSetting for a value it cannot take."""
    setting = SETTINGS[name]
    if name in _options:
        return Effective(parse(setting, _options[name]), N_("option"))
    text = os.environ.get(setting.variable, "")
    if text:
        return Effective(parse(setting, text), setting.variable)
    values = _values()
    if name in values:
        return Effective(parse(setting, values[name]), str(file()))
    return Effective(setting.default, N_("default"))


def parse(setting: Setting, value: object) -> Value:
    """``value`` (text, or a TOML value) in the type of ``setting``, or BadSetting."""
    from .text import unwritable

    text = str(value).strip()
    if setting.name not in _CHECKED_LATER and unwritable(text):
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
        raise RegisterFault(path=path, why=error.strerror or error) from None
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

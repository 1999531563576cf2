"""What is said of a register that cannot be read: it is damaged, and its last backup is named."""

from __future__ import annotations

from .. import errors
from ..domain.model import N_, note
from . import safekeeping


def blamed(error: Exception) -> errors.TuphapError | None:
    """The fault of the register in force that explains ``error``: it holds what no command has written.

    Reading looks at that by itself; this is for what comes up later, when a report is drawn.
    """
    if not isinstance(error, (AttributeError, LookupError, TypeError, ValueError)):
        return None
    from ..store.file.register import Register
    from ..store.health import soundness

    try:
        path = safekeeping.register()
        with Register.open(path) as register, register.reading() as connection:
            soundness.blame(connection, path, error)
    except (errors.RegisterDamaged, errors.RegisterOutOfStep) as damaged:
        return with_last_backup(damaged)
    except Exception:  # noqa: BLE001 - then nothing can be learnt from the register, and the error is the program's own
        return None
    return None


def with_last_backup(error: errors.RegisterFault) -> errors.RegisterFault:
    """``error`` with a remedy that names the newest backup and its day, where there is one."""
    from ..store.backup import backups, identity

    try:
        path = safekeeping.register()
        found = list(identity.own(backups.listed_backups(safekeeping.folder(), path), identity.of_file(path)))
    except errors.TuphapError:
        return error
    if not found:
        return error
    text = {
        errors.RegisterDamaged: N_("put back the last backup, of {day}: tuphap restore --last"),
        errors.NotARegister: N_(", or put back the last backup, of {day}: tuphap restore --last"),
    }.get(type(error))
    if text is None:
        return error
    return type(error)(**(error.facts | {"copy": note(text, day=found[0].at.date())}))

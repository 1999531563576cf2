"""What a reader in a process of its own may send back: values and classes of this program, nothing that acts."""

from __future__ import annotations

import builtins
import io
import os
import pickle
from collections.abc import Callable

import pytest

from tuphap_cli.domain.model import DeadlineKind, Severity
from tuphap_cli.intake.files import apart


class Sent:
    """An object that is sent as a call."""

    def __init__(self, act: Callable[..., object], *words: object) -> None:
        self.call = (act, words)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


def taken(value: object) -> object:
    return apart._Values(io.BytesIO(pickle.dumps(value))).load()


@pytest.mark.parametrize("member", [Severity.ERROR, DeadlineKind.BY])
def test_members_of_enumerations_come_back_however_a_python_names_them(member: Severity) -> None:
    assert taken(member) is member
    assert taken(Sent(getattr, type(member), member.name)) is member


@pytest.mark.parametrize(
    "sent",
    [
        Sent(os.getcwd), Sent(builtins.eval, "1"), Sent(getattr, DeadlineKind, "__class__"),
        Sent(getattr, "text", "upper"), Sent(len, "a"),
    ],
    ids=lambda sent: sent.call[0].__name__,
)  # fmt: skip
def test_nothing_else_is_called(sent: Sent) -> None:
    with pytest.raises((pickle.UnpicklingError, KeyError)):
        taken(sent)


@pytest.mark.parametrize("name", ["subprocess.Popen", "pickle.Unpickler", "importlib", "run_apart", "NoReturn"])
def test_what_a_module_of_this_program_has_imported_is_not_reached(name: str) -> None:
    module = apart.__name__
    sent = b"\x80\x04" + b"".join(b"\x8c" + bytes([len(text)]) + text.encode() for text in (module, name)) + b"\x93."
    with pytest.raises(pickle.UnpicklingError):
        apart._Values(io.BytesIO(sent)).load()

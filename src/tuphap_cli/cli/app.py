"""How commands are built: a root that imports a command's module only when it is asked for, help with examples."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from ..domain.model import N_
from ..errors import BadChoice, BadDate, LostLetters, UsageFault
from ..i18n import _

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand  # Typer exports these only for its subclasses
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter
    from typer._click.shell_completion import CompletionItem
    from typer.models import CommandInfo

P = ParamSpec("P")
R = TypeVar("R")

# What chooses: blank, it would silently mean everything, or the usual.
CHOOSING = ("PERIOD", "[PERIOD]", "--unit", "--group", "--state", "--kind", "--decision", "--scheme", "--rows")
DAYS = ("DAY", "FROM", "TO")  # how options and arguments that take a day are called in the help
NAMES_OF_FILES = (
    "FILE",
    "[FILE]",
    "FILE...",
    "DIR",
    "[BACKUP]",
)  # and those that take a path, which may have any letters
HELP_NAMES = {"help_option_names": ["-h", "--help"]}

# The commands in the order of the help: name -> (module of this package, one line).
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("start", N_("Make a new register.")),
    "demo": ("start", N_("Show the main job on the sample, in a register of its own.")),
    "status": ("start", N_("Show the register at a glance.")),
    "import": ("import_command", N_("Bring an issued annex (Word, Excel, CSV) into the register.")),
    "decision": ("decision", N_("Documents that assign tasks.")),
    "unit": ("unit", N_("Units that lead or support tasks.")),
    "task": ("task", N_("Tasks: find them, record what is done.")),
    "deadline": ("deadline", N_("How the words of a deadline are read.")),
    "overdue": ("watch", N_("List what is overdue.")),
    "missed": ("watch", N_("List what has been missed.")),
    "report": ("report", N_("Summaries of a month, quarter, half-year, nine months, year.")),
    "filing": ("filing", N_("The units' periodic reports: in time, late, not filed.")),
    "form": ("form", N_("Forms that units fill in and send back.")),
    "obstacle": ("obstacle", N_("What stands in the way of tasks and units, and how it was cleared.")),
    "urge": ("urge", N_("Official letters that urge units with overdue tasks.")),
    "check": ("check_command", N_("The nightly check: overdue, missed, due soon.")),
    "check schedule": ("schedule", N_("The nightly check and a backup, every night by this machine.")),
    "publish": ("publish", N_("Write the register as a folder of pages for the intranet.")),
    "calendar": ("calendar", N_("The working calendar, and the due days for calendar programs.")),
    "journal": ("journal_commands", N_("Who changed what and when, and whether the journal is whole.")),
    "undo": ("undo_commands", N_("Take the last command back, or one by its journal number.")),
    "redo": ("undo_commands", N_("Do again what was undone.")),
    "backup": ("backup_command", N_("Make a checked backup of the register, or list the backups.")),
    "restore": ("restore", N_("Put a backup in the place of the register; try it out with --drill.")),
    "doctor": ("doctor", N_("Examine the register and say what is wrong and what to do.")),
    "upgrade": ("doctor", N_("Bring a register of an older format to the present one.")),
    "settings": ("start", N_("Show or change the settings.")),
}

# Words that Typer itself shows; it looks them up in the same catalogue.
TYPER_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("default: {default}"),
    N_("required"),
    N_("(dynamic)"),
    N_("Aborted!"),
    N_("env var: {var}"),
)


class _Spoken:
    """What commands and groups share: usage and help in the language in use, examples as they are."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """The examples, one a line, never wrapped."""
        examples = getattr(self, "epilog", None)
        if examples:
            with formatter.section(_("Examples")), formatter.indentation():
                for line in examples.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The help option with its help translated."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help and exit.")
        return option


class Verb(_Spoken, TyperCommand):
    """One command; where it can write a file, it takes --overwrite as well."""

    def __init__(self, name: str | None, *, params: list[Parameter] | None = None, **named: Any) -> None:
        made = list(params or ())
        at = next((place for place, one in enumerate(made, 1) if one.name == "output"), 0)
        if at:
            text = _("replace FILE, whatever it is, without asking")
            made.insert(at, TyperOption(param_decls=["--overwrite"], is_flag=True, default=False, help=text))
            text = _("headings of a CSV: vi in Vietnamese; otherwise the keys")
            made.insert(at + 1, TyperOption(param_decls=["--headings"], metavar="vi", default="", help=text))
        super().__init__(name, params=made, **named)

    def invoke(self, ctx: Context) -> Any:
        """Carry the command out once what was given has been looked at."""
        headings = ctx.params.pop("headings", "")
        if headings not in ("", "vi"):
            raise BadChoice(value=headings, option="--headings", choices="vi")
        if "output" in ctx.params:
            from .outfile import allow_overwriting

            allow_overwriting(allowed=ctx.params.pop("overwrite"))
        for parameter in self.params:
            source = ctx.get_parameter_source(parameter.name or "")
            if source is not None and source.name == "COMMANDLINE":
                _check_given(parameter, ctx.params.get(parameter.name or ""))
        from . import done, output

        if "output" not in ctx.params:
            done.check_format(ctx.params.get("format", ""))
        return output.give_out(
            super().invoke(ctx), ctx.command_path.partition(" ")[2], ctx.params | {"headings": headings}
        )


def _check_given(parameter: Parameter, value: object) -> None:
    """See that ``value``, which was given for ``parameter``, is what was meant.

    Raises:
        BadDate, UsageFault: it is blank (an empty shell variable) where that would mean something else
        LostLetters: words hold bytes that are no UTF-8, or question marks in the place of letters
    """
    called = {str(getattr(parameter, "metavar", None)), *parameter.opts}
    if not str(value).strip():
        if called.intersection(DAYS):
            raise BadDate(value="")
        if called.intersection(CHOOSING):
            which = next((word for word in parameter.opts if word.startswith("-")), "PERIOD")
            raise UsageFault(what=_("{option} is blank: leave it out, or say which.").format(option=which))
    elif not called.intersection(NAMES_OF_FILES):
        from ..text import lost_letters

        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and (word := lost_letters(text)):
                raise LostLetters(value=word)


class Group(_Spoken, TyperGroup):
    """A group of commands; each is built, and its module imported, only when it is asked for, which saves time.

    ``holder`` is the group as its modules fill it, ``modules`` the full module name of each verb in the help's order.
    ``usual`` is the verb that is meant where none is named, "" where one has to be.
    """

    holder: typer.Typer
    modules: dict[str, str]
    usual: str = ""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the arguments apart; those that do not begin with a verb are the usual verb's."""
        if self.usual and args and args[0] not in {*self.modules, *HELP_NAMES["help_option_names"]}:
            args = [self.usual, *args]
        return super().parse_args(ctx, args)

    def verb(self, name: str) -> CommandInfo:
        """Return what the group's modules say of the verb ``name``."""
        import_module(self.modules[name])
        return next(info for info in self.holder.registered_commands if info.name == name)

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:  # noqa: ARG002 - Typer's signature
        """Build the command ``cmd_name``."""
        if cmd_name not in self.modules:
            return None
        holder = single(cmd_name)
        holder.registered_commands.append(self.verb(cmd_name))
        return get_command(holder)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write two examples of different verbs, where there are two."""
        examples = [(self.verb(name).epilog or "").splitlines() for name in self.modules]
        self.epilog = "\n".join([line for lines in zip(*examples, strict=False) for line in lines][:2])
        super().format_epilog(ctx, formatter)


class Root(_Spoken, TyperGroup):
    """The top: its commands are imported when they are asked for, so that a daily verb starts at once."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names of all commands."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """The command that ``args`` begin with: one word of the table, or two."""
        words = 2 if " ".join(args[:2]) in COMMANDS else 1
        return super().resolve_command(ctx, [" ".join(args[:words]), *args[words:]])

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:  # noqa: ARG002 - Typer's signature
        """The command ``cmd_name``, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        built: AnyCommand = load(cmd_name)
        return built

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """The list of commands from the table, nothing imported."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """The names of commands from the table, nothing imported."""
        from typer._click.shell_completion import CompletionItem

        names = [CompletionItem(n, help=_(t)) for n, (_m, t) in COMMANDS.items() if n.startswith(incomplete)]
        return names if names and not incomplete.startswith("-") else super().shell_complete(ctx, incomplete)


def load(name: str) -> Any:
    """The Typer command or group ``name`` of the table."""
    module = import_module(f"{__package__}.{COMMANDS[name][0]}")
    found: typer.Typer = module.APPS[name]
    if not found.info.callback:
        return get_command(found)
    bare = copy(found)
    bare.registered_commands = []
    built: Any = get_command(bare)
    built.holder = found
    built.modules = {verb: f"{module.__package__}.{part}" for verb, part in getattr(module, "VERBS", {}).items()}
    if not built.modules:  # a group in one module, which has been imported
        built.modules = {info.name: module.__name__ for info in found.registered_commands}
    built.usual = getattr(module, "USUAL", {}).get(name, "")
    built.commands = dict.fromkeys(built.modules)  # the names, from which Typer suggests the nearest
    return built


def group(name: str) -> typer.Typer:
    """A group for the verbs on one kind of thing."""
    return typer.Typer(
        name=name,
        cls=Group,
        help=_(COMMANDS[name][1]),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=HELP_NAMES,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        callback=_nothing,
    )


def _nothing() -> None:
    pass


def single(name: str) -> typer.Typer:
    """The holder of a command that is no group."""
    return typer.Typer(name=name, add_completion=False, rich_markup_mode=None, context_settings=HELP_NAMES)


def verb(app: typer.Typer, name: str, text: str, *examples: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a command with its help and its examples (at least two, real ones)."""
    shown = "\n".join(f"tuphap {example}" for example in examples)
    register = app.command(
        name, cls=Verb, help=text, epilog=shown, context_settings=HELP_NAMES, options_metavar=_("[OPTIONS]")
    )

    def registered(function: Callable[P, R]) -> Callable[P, R]:
        # Typer would look up what a command answers, too; that may be known to type checkers alone.
        function.__annotations__.pop("return", None)
        return register(function)

    return registered

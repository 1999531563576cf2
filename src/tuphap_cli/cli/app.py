"""How commands are built: a root that imports a command's module only when it is asked for, help with examples."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from .. import colours
from ..errors import BadChoice
from ..i18n import _
from . import attempts, pager, speech
from .command_table import COMMANDS, SCREEN, SHORT_FORMS
from .given_values import check_given, several_words
from .incoming import stdin_as_file
from .metavars import spoken

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand  # Typer exports these only for its subclasses
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter
    from typer._click.shell_completion import CompletionItem
    from typer.models import CommandInfo

P = ParamSpec("P")
R = TypeVar("R")

SILENT = "silent"  # what the program calls --quiet of commands that do not see to it themselves
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class _Spoken:
    """What commands and groups share: usage and help in the language in use, examples as they are."""

    def get_help(self, ctx: Context) -> str:
        """The page of help."""
        from .help_pages import HelpPage

        page = HelpPage(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, page)  # type: ignore[attr-defined]
        return page.getvalue().rstrip("\n")

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        named = " ".join(piece.strip("{}") for piece in pieces)  # Typer's sign of what is needed
        formatter.write_usage(ctx.command_path, named, prefix=_("Usage: "))

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """Where the manual is, and the examples, one a line, never wrapped."""
        formatter.write_paragraph()
        formatter.write(_("The manual: {command}").format(command="tuphap manual") + "\n")
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


def completes(parameter: Any, meant: str) -> None:
    """Have shells complete ``parameter`` by what its value is called in the code."""

    def offered(ctx: Context, asked: Parameter, incomplete: str) -> list[CompletionItem]:
        from .shell_words import complete

        return complete(ctx, asked, meant, incomplete)

    parameter._custom_shell_complete = offered  # noqa: SLF001 - what Typer takes it filters by case and marks


class Verb(_Spoken, TyperCommand):
    """One command; where it can write a file, it takes --overwrite as well, where it writes the register or checks, --quiet."""

    def __init__(self, name: str | None, *, params: list[Parameter] | None = None, **named: Any) -> None:
        made = list(params or ())
        made += [
            TyperOption(param_decls=[name], is_flag=True, default=False, help=_(text), hidden=True)
            for name, text in SCREEN.items()
        ]
        at = next((place for place, one in enumerate(made, 1) if one.name == "output"), 0)
        if at:
            text = _("replace FILE, whatever it is, without asking")
            made.insert(at, TyperOption(param_decls=["--overwrite"], is_flag=True, default=False, help=text))
            text = _("headings of a CSV or TSV: vi in Vietnamese; otherwise the keys")
            made.insert(at + 1, TyperOption(param_decls=["--headings"], metavar="vi", default="", help=text))
        if {"dry_run", "exit_code"} & {one.name for one in made} and not any(one.name == "quiet" for one in made):
            text = _("nothing but errors, and what --format or --output asks for")
            made.append(TyperOption(param_decls=["--quiet", "-q", SILENT], is_flag=True, default=False, help=text))
        self.meant = {parameter.name: getattr(parameter, "metavar", None) for parameter in made}
        for parameter in made:
            if metavar := self.meant[parameter.name]:
                parameter.metavar = spoken(metavar)
                completes(parameter, metavar)
        super().__init__(name, params=made, **named)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the arguments apart; an option --to that may be repeated also takes several words: --to A B."""
        return super().parse_args(ctx, several_words(self.params, args))

    def invoke(self, ctx: Context) -> Any:
        """Carry the command out once what was given has been looked at."""
        if ctx.params.pop("no_pager"):
            pager.switch_off(off=True)
        if ctx.params.pop("no_color"):
            colours.forbid_colour(forbid=True)
        speech.hush(on=ctx.params.pop(SILENT, False))
        headings = ctx.params.pop("headings", "")
        if headings not in ("", "vi"):
            raise BadChoice(value=headings, option="--headings", choices="vi")
        if "output" in ctx.params:
            from .outfile import allow_overwriting

            allow_overwriting(allowed=ctx.params.pop("overwrite"))
        for parameter in self.params:
            source = ctx.get_parameter_source(parameter.name or "")
            if source is not None and source.name == "COMMANDLINE":
                called = {str(self.meant.get(parameter.name)), *parameter.opts}
                check_given(parameter, called, ctx.params.get(parameter.name or ""))
        from . import done, output

        if "output" not in ctx.params:
            done.check_format(ctx.params.get("format", ""))
        with stdin_as_file(ctx.params):
            carry_out = super().invoke
            answer = attempts.carried_out(lambda: carry_out(ctx))
            command = full_name(ctx.command_path.partition(" ")[2])
            return output.give_out(answer, command, ctx.params | {"headings": headings})


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

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """The verb that ``args`` begin with."""
        _refuse_unknown(ctx, args[0], self.modules)
        return super().resolve_command(ctx, args)

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

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """Write the list of verbs, each with the whole of what it does."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, self.verb(name).help or "") for name in self.modules])

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
        _refuse_unknown(ctx, " ".join(args[:words]), (*COMMANDS, *SHORT_FORMS))
        return super().resolve_command(ctx, [" ".join(args[:words]), *args[words:]])

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:
        """The command ``cmd_name``, its module imported now."""
        if cmd_name in SHORT_FORMS:
            owner, name = SHORT_FORMS[cmd_name].split()
            short: AnyCommand = load(owner).get_command(ctx, name)
            short.epilog = str(short.epilog).replace(f"tuphap {SHORT_FORMS[cmd_name]} ", f"tuphap {cmd_name} ")
            return short
        if cmd_name not in COMMANDS:
            return None
        built: AnyCommand = load(cmd_name)
        return built

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """The list of commands from the table, nothing imported."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])
        with formatter.section(_("Short forms")):
            formatter.write_dl([(name, _short_for(name)) for name in SHORT_FORMS])

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """The names of commands from the table, nothing imported."""
        from typer._click.shell_completion import CompletionItem

        if ctx.args or getattr(ctx, "_protected_args", []):  # behind a command that there is not
            return []
        told = {name: _(text) for name, (_module, text) in COMMANDS.items()}
        told |= {name: _short_for(name) for name in SHORT_FORMS}
        names = [CompletionItem(name, help=text) for name, text in told.items() if name.startswith(incomplete)]
        return names if names and not incomplete.startswith("-") else super().shell_complete(ctx, incomplete)


def full_name(command: str) -> str:
    """``command`` as it is called in the journal and in JSON: "task done", also where "done" was typed."""
    return SHORT_FORMS.get(command, command)


def _short_for(name: str) -> str:
    return _("the same as tuphap {command}").format(command=SHORT_FORMS[name])


def _refuse_unknown(ctx: Context, name: str, known: Collection[str]) -> None:
    """End with wrong usage where ``name`` is none of the ``known`` commands; an unknown option Typer refuses."""
    if name in known or ctx.resilient_parsing or name.startswith("-"):
        return
    from .usage_faults import no_command

    further = ["tuphap --version", "tuphap --help"] if ctx.parent is None else []
    for group_name in COMMANDS if ctx.parent is None else ():
        further += [f"tuphap {group_name} {word}" for word in getattr(load(group_name), "modules", ())]
    ctx.fail(no_command(name, known, further))


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
    built.commands = dict.fromkeys(built.modules)
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

"""What bash, zsh, fish and PowerShell run when Tab is pressed: our own scripts, in the place of Typer's.

Typer's let the shell offer the names of files wherever nothing else fits. Here files are offered where a file is meant,
which the program says by a line of its own; words hold blanks and marks as they are.
"""

from __future__ import annotations

from typer import _completion_shared
from typer._click.shell_completion import CompletionItem, add_completion_class
from typer._completion_classes import BashComplete, FishComplete, PowerShellComplete, ZshComplete

FILES, FOLDERS = ":file:", ":dir:"  # the line by which a shell is told to offer files, or folders
_MARKS = {"file": FILES, "dir": FOLDERS}

BASH = r"""
%(complete_func)s() {
    local word cur=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    while IFS= read -r word; do
        case $word in
            :file:) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "${cur#[\"\']}"); return 0 ;;
            :dir:) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "${cur#[\"\']}"); return 0 ;;
            *[[:space:]\'\"\(\)\&\;\<\>\|\$\`\\]*) [[ $cur == [\"\']* ]] || printf -v word '%%q' "$word" ;;
        esac
        [[ -n $word ]] && COMPREPLY+=("$word")
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(autocomplete_var)s=complete_bash "$1")
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

ZSH = r"""
#compdef %(prog_name)s

%(complete_func)s() {
  local line value
  local -a told plain
  for line in "${(@f)$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" %(autocomplete_var)s=complete_zsh $words[1])}"; do
    case $line in
      :file:) _files; return ;;
      :dir:) _files -/; return ;;
      *$'\t'*) value=${line%%%%$'\t'*}; told+=("${value//:/\\:}:${line#*$'\t'}") ;;
      ?*) plain+=("$line") ;;
    esac
  done
  (( $#told )) && _describe -V unsorted told -U
  (( $#plain )) && compadd -U -V unsorted -a plain
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
else
  compdef %(complete_func)s %(prog_name)s
fi
"""

FISH = r"""
function %(complete_func)s
    set -l asked %(autocomplete_var)s=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args
    for line in (env $asked _TYPER_COMPLETE_ARGS=(commandline -cp) %(prog_name)s)
        switch $line
            case ':file:'
                __fish_complete_path (commandline -ct)
            case ':dir:'
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end

complete --command %(prog_name)s --no-files --keep-order --arguments '(%(complete_func)s)'
"""


def _line(item: CompletionItem) -> str:
    """One word with what it means, as fish and zsh take it; what it means is text, never markup."""
    if item.type in _MARKS:
        return _MARKS[item.type]
    meaning = " ".join((item.help or "").split())
    return f"{item.value}\t{meaning}" if meaning else str(item.value)


class _Bash(BashComplete):
    source_template = BASH

    def format_completion(self, item: CompletionItem) -> str:
        return _MARKS.get(item.type, str(item.value))


class _Zsh(ZshComplete):
    source_template = ZSH

    def complete(self) -> str:
        return "\n".join(map(_line, self.get_completions(*self.get_completion_args())))


class _Fish(FishComplete):
    source_template = FISH

    def format_completion(self, item: CompletionItem) -> str:
        return _line(item)


class _PowerShell(PowerShellComplete):
    def complete(self) -> str:
        # Where nothing is offered, PowerShell offers files by itself.
        found = self.get_completions(*self.get_completion_args())
        shown = [
            f"{item.value}:::{' '.join((item.help or '').split()) or ' '}" for item in found if item.type == "plain"
        ]
        return "\n".join(shown)


def use_own_scripts() -> None:
    """Have Typer answer shells, show and install with the scripts of this module."""
    for name, answers in (("bash", _Bash), ("zsh", _Zsh), ("fish", _Fish)):
        add_completion_class(answers, name)
        _completion_shared._completion_scripts[name] = answers.source_template  # noqa: SLF001 - there is no other way
    for name in ("powershell", "pwsh"):
        add_completion_class(_PowerShell, name)

"""Tells shells what could come next, and people what to add to the file that their shell reads."""

import os

from coproladder.base.errors import UsageError

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

VARIABLE = "_COPROLADDER_COMPLETE"
"""What a shell sets to ask what could come next."""

AFTER_EQUALS = """\
    # Bash takes a word apart at =, and wants what comes after it; after a field no space is wanted.
    [[ ${COMP_WORDS[COMP_CWORD]} == "=" || ${COMP_WORDS[COMP_CWORD-1]} == "=" ]] && \\
        COMPREPLY=( "${COMPREPLY[@]#*=}" )
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0"""


def completion_script(flag: str, shell: str | None) -> str:
    """Return what to add for a shell, by default the one in use; raises UsageError."""
    import shellingham  # type: ignore[import-untyped]
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    if shell is None:
        try:
            shell, _ = shellingham.detect_shell()
        except (shellingham.ShellDetectionFailure, OSError):
            shell = ""
    if shell not in SHELLS:
        fault = f'"{shell}" is not known' if shell else "the shell cannot be told"
        raise UsageError(f"{flag}: {fault}; name one of {', '.join(SHELLS)}")
    script = get_completion_script(prog_name="coproladder", complete_var=VARIABLE, shell=shell)
    return str(script.replace("    return 0", AFTER_EQUALS) if shell == "bash" else script)


def join_words() -> None:
    """Put together again what bash has taken apart at = before the cursor: voice, = and dis."""
    words = os.environ["COMP_WORDS"]
    joined: list[str] = []
    for word in words.split("\n" if "\n" in words else " ")[: int(os.environ["COMP_CWORD"]) + 1]:
        if joined and (word == "=" or joined[-1].endswith("=")) and not joined[-1].startswith("="):
            joined[-1] += word
        else:
            joined.append(word)
    os.environ["COMP_WORDS"], os.environ["COMP_CWORD"] = " ".join(joined), str(len(joined) - 1)

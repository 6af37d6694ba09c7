"""The shares of the recovery key, as they are copied to paper."""

from fanal.commands.messages import spoken
from fanal.core.words import say


def print_shares(sheets: list[str]) -> None:
    from django.utils import timezone

    # By the day its keeper tells new sheets from those that they replaced, which may still open old
    # backups.
    day = f"{timezone.localdate():%Y-%m-%d}"
    for number, sheet in enumerate(sheets, 1):
        head = say("Sheet {n} of {m}, of {day}", n=number, m=len(sheets), day=day)
        print(f"{spoken(head)}\n{columns(sheet)}\n")


def columns(sheet: str) -> str:
    """33 words in eleven lines of three, numbered, for copying by hand."""
    words = sheet.split()
    numbered = [f"{n:2}. {word:12}" for n, word in enumerate(words, 1)]
    return "\n".join("    " + " ".join(numbered[i : i + 3]) for i in range(0, len(numbered), 3))

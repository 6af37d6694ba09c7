"""Which files are taken: by their first bytes, their size, and a name that agrees with both."""

from fanal.core.errors import BadInput
from fanal.core.words import say

PART = 256 * 1024
LARGEST = 10 * 1024 * 1024

# What a file begins with, the type it then has, and the endings that agree with it.
KNOWN = (
    (b"%PDF-", "application/pdf", ("pdf",)),
    (b"\xff\xd8\xff", "image/jpeg", ("jpg", "jpeg")),
    (b"\x89PNG\r\n\x1a\n", "image/png", ("png",)),
    (b"PK\x03\x04", "application/zip", ("docx", "odt", "xlsx", "ods")),
    (b"OggS", "audio/ogg", ("ogg", "opus")),
    (b"ID3", "audio/mpeg", ("mp3",)),
)

# What keeping it would do to her, and to who keeps it; what is kept instead.
NOT_KEPT = say(
    "Such a file is not accepted. Keeping it would hurt her again, and is a crime in most "
    "countries, also for those who help. Nothing of it was saved. Write down instead that it "
    "exists, on which platform, and the day and number of the report; the police or the hotline "
    "takes the file."
)


# Nothing here looks at a picture: by its bytes alone is a file known again that was refused.
NOT_KEPT_AGAIN = say(
    "This very file was refused before, because it was said to show sexual abuse or somebody "
    "undressed. It is never accepted, whoever sends it. Nothing of it was saved."
)


def refuse_abuse(*, said: bool, known: bool) -> None:
    """Refuse what whoever uploads it says it shows, or somebody said before. Raises `BadInput`."""
    if said:
        raise BadInput("file", NOT_KEPT)
    if known:
        raise BadInput("file", NOT_KEPT_AGAIN)


def check_file(name: str, content: bytes) -> str:
    """The type of the file. Raises `BadInput("file", …)` when empty, too large, or not as named."""
    if not content:
        raise BadInput("file", say("the file is empty"))
    if len(content) > LARGEST:
        raise BadInput("file", say("the file is larger than {n} MB", n=LARGEST // 1024**2))
    ending = name.rpartition(".")[2].lower()
    for start, kind, endings in KNOWN:
        # By content first: the name is whatever the sender wrote, and a program can be called .pdf.
        if content.startswith(start):
            if ending in endings:
                return kind
            raise BadInput("file", say("the content of the file is not what its name says"))
    # A text has no first bytes of its own: it is one where all of it reads as UTF-8.
    if ending == "txt":
        return _plain_text(content)
    raise BadInput("file", say("files of this type are not accepted"))


def _plain_text(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput("file", say("the content of the file is not what its name says")) from None
    return "text/plain"

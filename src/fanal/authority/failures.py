"""The reasons for serving nothing: what decides who may read what cannot be relied on."""

from fanal.core.errors import Refused
from fanal.core.words import Sentence, say


class Unserved(Refused):
    """One sentence, which names the command that helps. Nothing is opened until then."""

    SENTENCE: Sentence

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


class NotCertified(Unserved):
    SENTENCE = say(
        "The accounts, teams and keys of before this version are not certified yet: two people see "
        "them and confirm them with `fanal authority certify`. Until then nothing opens."
    )


class RolledBack(Unserved):
    SENTENCE = say(
        "The database is older than what was noted beside it: part of it was put back to an "
        "earlier day. After a restore, two people accept it with `fanal restore accept`; else they "
        "confirm it with `fanal authority certify`. Until then nothing opens."
    )


class Damaged(Unserved):
    SENTENCE = say(
        "The records of who may read what were changed from outside, or were made with another "
        "organisation's key file. `fanal audit verify` says where, `fanal authority certify` "
        "confirms what is true. Until then nothing opens."
    )


class HeadAltered(Damaged):
    """A head that this server did not write; the records themselves may be as they were."""

    SENTENCE = say(
        "The row that counts the records of who may read what was changed or deleted from outside, "
        "or was made with another organisation's key file. The records may be as they were: `fanal "
        "audit verify` names each that is not, `fanal authority certify` confirms what is true. "
        "Until then nothing opens."
    )


class NotWhole(Unserved):
    SENTENCE = say(
        "Rows that keep colleagues out of cases are gone, or were changed from outside. `fanal "
        "audit verify` says how many, `fanal authority certify` confirms what is true. Until then "
        "nothing opens."
    )


class WarningsGone(Unserved):
    SENTENCE = say(
        "Rows that say who must never be told of this case, or what somebody said yes or no to, "
        "are gone or were changed from outside: nothing of it goes out. `fanal audit verify` says "
        "where, `fanal authority certify` confirms what is true."
    )


class FindingsGone(Unserved):
    SENTENCE = say(
        "Findings about partners or colleagues are gone, or were changed from outside: nothing "
        "goes out to anybody. `fanal audit verify` says how many, `fanal authority certify` "
        "confirms what is true."
    )

"""Consent as a record of a conversation: for what, about what, to whom, until when.

Never a tick box. A refusal is as good an answer as a yes and blocks no care: it only closes the
way of what was refused (help does not depend on cooperating: Palermo Protocol 2000, article 6).
The guards of `stages` therefore ask only whether the question was answered, never how.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.casework.statements import Spoken, heard
from fanal.core.casework.whose_consent import (
    BOTH,
    MissingVoice,
    NeededVoices,
    SpokenFor,
    missing_voice,
    no_counts,
)
from fanal.core.words import LabelledEnum, say


class ConsentPurpose(LabelledEnum):
    """What she is asked about. Each is asked for itself."""

    INTERVIEW = "interview", say("being interviewed")
    CARE = "care", say("being helped by us")
    KEEP_FILE = "keep_file", say("a file about her being kept")
    SHELTER = "shelter", say("sleeping in one of our shelters")
    REFERRAL = "referral", say("being referred to others")
    FAMILY_TRACING = "family_tracing", say("her family being looked for")
    LEGAL_ACTION = "legal_action", say("a complaint or a court case")
    RETURN = "return", say("going back")
    MEDICAL = "medical", say("an examination or a test")
    STATISTICS = "statistics", say("figures that name nobody")
    PHOTO_OR_VOICE = "photo_or_voice", say("her photo or her voice being taken")
    SCHOLARSHIP = "scholarship", say("a scholarship")
    QUESTIONNAIRE = "questionnaire", say("a questionnaire about how she is")
    FORENSIC_SAMPLE = (
        "forensic_sample",
        say("a forensic examination; each sample is asked for again"),
    )
    STATEMENT = "statement", say("a statement to an authority")
    RECORDING = "recording", say("her statement being recorded")
    COMPENSATION = "compensation", say("a claim for compensation")
    AFTER_CLOSING = "after_closing", say("being contacted after the case is closed")
    PARTNER_ABROAD = "partner_abroad", say("being followed up by a partner abroad")
    MONEY_IN_A_NAME = "money_in_a_name", say("money being paid, under the name that she chooses")
    BOTH_TEAMS = "both_teams", say("our teams telling each other how she is, both ways")
    OTHER = "other", say("something else, in words")


# Asked where the matter comes up, and not at the beginning: help depends on none of these.
WHERE_IT_COMES_UP = frozenset(
    {
        ConsentPurpose.PHOTO_OR_VOICE,
        ConsentPurpose.SCHOLARSHIP,
        ConsentPurpose.QUESTIONNAIRE,
        ConsentPurpose.FORENSIC_SAMPLE,
        ConsentPurpose.STATEMENT,
        ConsentPurpose.RECORDING,
        ConsentPurpose.COMPENSATION,
        ConsentPurpose.AFTER_CLOSING,
        ConsentPurpose.PARTNER_ABROAD,
        ConsentPurpose.MONEY_IN_A_NAME,
        ConsentPurpose.BOTH_TEAMS,
    }
)


# What a lawyer works by: she reads these answers though she opens nothing else that was said.
OF_LAW = frozenset(
    {
        ConsentPurpose.INTERVIEW,
        ConsentPurpose.LEGAL_ACTION,
        ConsentPurpose.STATEMENT,
        ConsentPurpose.RECORDING,
        ConsentPurpose.COMPENSATION,
    }
)


class ConsentAnswer(StrEnum):
    """What was said. That nobody has asked yet is the absence of a record, shown as such."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ABLE_NOW = "not_able_now"


class GivenBy(LabelledEnum):
    """The person who answered."""

    HERSELF = "herself", say("the person herself or himself")
    PARENT_OR_CAREGIVER = "parent_or_caregiver", say("a parent or caregiver")
    LEGAL_GUARDIAN = "legal_guardian", say("the legal guardian")
    TEMPORARY_CARER = "temporary_carer", say("the temporary carer")
    ANOTHER_TRUSTED_ADULT = "another_trusted_adult", say("another adult whom she trusts")
    CASE_WORKER_IN_HER_INTEREST = (
        "case_worker_in_her_interest",
        say("the case worker, in her interest"),
    )


class ConsentState(LabelledEnum):
    """The state of consent on a day."""

    NOT_ASKED = "not_asked", say("not asked")
    NOT_ABLE_NOW = "not_able_now", say("not able to decide now")
    REFUSED = "refused", say("refused")
    GIVEN = "given", say("given")
    EXPIRED = "expired", say("expired")
    WITHDRAWN = "withdrawn", say("withdrawn")
    DISSENT = "dissent", say("the child said no")
    VOID = "void", say("does not count")
    GIVEN_AS_CHILD = "given_as_child", say("given as a child: ask her again")
    HERS_COUNTS = "hers_counts", say("what she said herself counts")
    HER_YES_MISSING = "her_yes_missing", say("her own yes is missing")
    CARER_MISSING = "carer_missing", say("the yes of whoever may consent for her is missing")

    @property
    def allows(self) -> bool:
        return self is ConsentState.GIVEN


def spoke_herself(given_by: str, assent: bool | None) -> bool:
    """Whether she was asked: she answered, or said whether she agrees with who answered for her."""
    return given_by == GivenBy.HERSELF or assent is not None


class RecordFault(LabelledEnum):
    """Why a record counts as a no, whatever it says."""

    CHANGED = (
        "changed",
        say(
            "This record was changed from outside: it counts as a no, and nothing of this case "
            "goes out. Tell your administrator; ask her again, and write her answer down."
        ),
    )  # no action here wrote it down as it stands


@dataclass(frozen=True)
class ConsentRecord:
    """One record. `data_class` and `recipient` None: every class, our own organisation only.

    `assent`: whether she agrees too, where another answered. `doubtful`: a yes of somebody who may
    not answer for her, or a no of somebody who is part of the danger
    (`fanal.core.trust.proxy_consent`). `needed`: whose yes her age asks for
    today, and `as_child`: she was a child that day and is none any more
    (`whose_consent.ConsentAge`).
    """

    purpose: ConsentPurpose
    answer: ConsentAnswer
    on: date
    given_by: GivenBy = GivenBy.HERSELF
    data_class: str | None = None
    recipient: str | None = None
    language: str | None = None
    interpreter: bool | None = None
    assent: bool | None = None
    until: date | None = None
    withdrawn_on: date | None = None
    doubtful: bool = False
    needed: NeededVoices = BOTH
    as_child: bool = False

    def concerns(
        self, purpose: ConsentPurpose, data_class: str | None, recipient: str | None
    ) -> bool:
        """Whether it speaks of this. A consent for one recipient says nothing of another."""
        # A yes to a shelter abroad is none to the embassy: recipients are never inferred from one
        # another.
        return (
            self.purpose is purpose
            and self.recipient == recipient
            and self.data_class in (None, data_class)
        )

    def withdrawn(self, today: date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= today

    def said_last(self, today: date) -> date:
        """The day of the last word of this record."""
        # To take a yes back is a word of that day: it is newer than a yes of between.
        return self.withdrawn_on if self.withdrawn_on and self.withdrawn(today) else self.on

    def state(self, today: date) -> ConsentState:
        if self.withdrawn(today):
            return ConsentState.WITHDRAWN
        if self.answer is not ConsentAnswer.GIVEN:
            return self._not_given()
        # Her no outweighs the yes of whoever answered for her (CRC 1989, article 12).
        if self.assent is False:
            return ConsentState.DISSENT
        if self.doubtful:
            return ConsentState.VOID
        if self.as_child:
            return ConsentState.GIVEN_AS_CHILD
        if self.until is not None and self.until < today:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN

    def _not_given(self) -> ConsentState:
        # From 15 on her own word decides: the no of somebody else is none of hers.
        refused = self.answer is ConsentAnswer.REFUSED
        if refused and not no_counts(self.needed, hers=self.hers):
            return ConsentState.HER_YES_MISSING
        # Nor does a suspect forbid for her what would help her.
        if refused and self.doubtful and not self.hers:
            return ConsentState.VOID
        return ConsentState(self.answer.value)

    def spoken(self, today: date) -> Spoken:
        """Return whether it is a no, and whether she said it."""
        state = self.state(today)
        return Spoken(self.said_last(today), state in NO, self.hers and state not in SILENT)

    @property
    def hers(self) -> bool:
        return spoke_herself(self.given_by, self.assent)

    def spoken_for(self, today: date) -> SpokenFor | None:
        """Return this record as the rule on whose yes an age needs reads it; None where it says
        neither yes nor no."""
        state = self.state(today)
        if not state.allows and state not in NO:
            return None
        carers = self.given_by is not GivenBy.HERSELF
        return SpokenFor(self.said_last(today), state.allows, self.hers, carers)


NO = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.DISSENT})
SILENT = frozenset({ConsentState.VOID, ConsentState.NOT_ABLE_NOW, ConsentState.GIVEN_AS_CHILD})
MISSING = {
    MissingVoice.HERS: ConsentState.HER_YES_MISSING,
    MissingVoice.CARERS: ConsentState.CARER_MISSING,
}


def consent_state(
    records: Iterable[ConsentRecord],
    purpose: ConsentPurpose,
    *,
    today: date,
    data_class: str | None = None,
    recipient: str | None = None,
) -> ConsentState:
    """Return what was said last of this, as on `today`: to take a yes back is a word of that day.

    Of two words of the same day the one that allows less counts; a yes that does not count, only
    where nothing else was said. A yes for her does not lift what she said herself.
    """
    about = [
        record
        for record in records
        if record.on <= today and record.concerns(purpose, data_class, recipient)
    ]
    counted = heard(about, lambda record: record.spoken(today))
    words = [
        (state not in COUNTS_LAST, record.said_last(today), not state.allows, state)
        for record in counted
        for state in (record.state(today),)
    ]
    last = max(words)[3] if words else ConsentState.NOT_ASKED
    return _enough(counted, today) if last.allows else last


COUNTS_LAST = frozenset(
    {ConsentState.VOID, ConsentState.GIVEN_AS_CHILD, ConsentState.HER_YES_MISSING}
)


def _enough(counted: Iterable[ConsentRecord], today: date) -> ConsentState:
    """Given, where everybody whose yes her age needs has said it."""
    counted = list(counted)
    needed = NeededVoices(
        any(record.needed.hers for record in counted),
        any(record.needed.carers for record in counted),
    )
    spoken = [voice for record in counted if (voice := record.spoken_for(today))]
    lacking = missing_voice(needed, spoken)
    return MISSING[lacking] if lacking else ConsentState.GIVEN

"""The codes of what leaves the organisation as words of a page."""

from string import Formatter

from django.utils.translation import gettext_lazy as _

from fanal.core.trust.consent import OverrideGround
from fanal.core.trust.gate import GATE_RULES, REFUSALS
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.shared import FIELDS
from fanal.core.trust.vocabulary import READ_WHOLE, DataClass
from fanal.core.words import Sentence, labels
from fanal.web.words import translated

# What a transfer may keep back. Who she is and what happened always go.
MAY_STAY = {
    "whereabouts": _("where she is"),
    "medical": _("health"),
    "legal": _("legal situation"),
    "finance": _("money and debts"),
    "files": _("documents"),
}
SHARED = {
    "proposed": _("proposed, waits for an answer"),
    "open": _("both sides agreed"),
    "declined": _("declined"),
    "withdrawn": _("ended"),
}
CHANNELS = {
    "bundle": _("sealed bundle"),
    "print": _("printed sheet"),
    "dossier": _("dossier"),
    "journey_papers": _("papers of a journey"),
    "meeting": _("blinded list of an exchange"),
}
KINDS = {
    "referral": _("Referral: the case stays with us"),
    "transfer": _("Transfer: responsibility passes when accepted"),
}
ANSWERS = {
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "in_progress": _("In progress"),
    "done": _("Done"),
}


def classes_words(codes: str, ours: object = None) -> str:
    """Classes of data that stand as codes with spaces between, in words. `ours`: whether it is a
    team of ours that learns of them."""
    known = labels(DataClass)
    if ours:
        known |= {str(part): words for part, words in READ_WHOLE.items()}
    return ", ".join(translated(known.get(one, one)) for one in codes.split())


def _of_nobody(sentence: Sentence) -> Sentence:
    """A rule as a sentence about nobody: the journal holds its name alone."""
    named = [name for _text, name, _spec, _how in Formatter().parse(sentence.template) if name]
    return Sentence(sentence.template, dict.fromkeys(named, "…"))


# What the journal calls the codes of these details.
JOURNAL_CODES = {
    "classes": labels(DataClass),
    "channel": CHANNELS,
    "ground": labels(OverrideGround),
    "state": labels(ReferralState),
    "field": {field: told.label for field, told in FIELDS.items()},
    "rules": {rule.name: _of_nobody(rule.sentence) for rule in GATE_RULES} | REFUSALS,
}

"""The codes of what leaves the house as words of a page."""

from string import Formatter

from django.utils.translation import gettext_lazy as _

from fanal.core.trust.gate import GATE_RULES, REFUSALS
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.shared import FIELDS
from fanal.core.words import Sentence

CLASSES = {
    "existence": _("that there is a case"),
    "identity": _("who she is"),
    "whereabouts": _("where she is"),
    "narrative": _("needs and goals"),
    "medical": _("health"),
    "legal": _("legal situation"),
    "finance": _("money and debts"),
    "files": _("list of documents"),
}
WHEN = {
    "now": _("Tonight"),
    "days": _("This week"),
    "planned": _("Later"),
}
CONSENTS = {
    "given": _("Yes"),
    "overridden": _("told without her consent, by two people"),
    "refused": _("No"),
    "dissent": _("the child said no"),
    "withdrawn": _("Taken back"),
    "expired": _("Ran out"),
    "void": _("does not count"),
    "giver_not_known": _("it is not known who answered"),
    "carer_disputed": _("it is disputed who may consent for her"),
    "no_carer": _("whoever answered has no paper that says so"),
    "given_as_child": _("given as a child: ask her again"),
    "her_yes_missing": _("her own yes is missing"),
    "carer_missing": _("the yes of whoever may consent for her is missing"),
    "not_asked": _("Not asked yet"),
}
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
GROUNDS = {
    "vital_interest": _("Her life or body is in danger and she cannot be asked."),
    "legal_duty": _("The law orders it, whatever she says."),
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


def _of_nobody(sentence: Sentence) -> Sentence:
    """A rule as a sentence about nobody: the journal holds its name alone."""
    named = [name for _text, name, _spec, _how in Formatter().parse(sentence.template) if name]
    return Sentence(sentence.template, dict.fromkeys(named, "…"))


# What the journal calls the codes of these details.
JOURNAL_CODES = {
    "classes": CLASSES,
    "channel": CHANNELS,
    "ground": GROUNDS,
    "state": {str(one): one.label for one in ReferralState},
    "field": {field: told.label for field, told in FIELDS.items()},
    "rules": {rule.name: _of_nobody(rule.sentence) for rule in GATE_RULES} | REFUSALS,
}

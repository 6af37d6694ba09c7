"""The words of the vocabulary, of the texts and of the findings, in the language of the page."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.codes import AfterOperation, IdentifyingBody
from fanal.core.law.case import Sex
from fanal.core.law.catalogue import instruments
from fanal.core.law.facts import Certainty, FactAnswer, FactSource
from fanal.core.law.findings import Body, Status, Step
from fanal.core.law.questions import NextQuestion
from fanal.core.law.vocabulary import vocabulary
from fanal.core.words import labels
from fanal.web.forms.codes import YES_NO

FINDINGS = {
    "met": (_("present"), "blue"),
    "not_met": (_("absent"), "plain"),
    "not_on_file": (_("not on what is on file"), "amber"),
    "undetermined": (_("not known"), "amber"),
    "not_required": (_("not asked for"), "plain"),
}
OVERALL = {
    "met": (_("all elements recorded"), "green"),
    "not_met": (_("an element is absent"), "plain"),
    "not_on_file": (_("not on what is on file"), "amber"),
    "undetermined": (_("not known yet"), "amber"),
}
CHILD = {"yes": _("child"), "no": _("adult"), "undetermined": _("age not known")}
ELEMENTS = {
    "child": _("Age"),
    "protected": _("Who it protects"),
    "act": _("Act"),
    "means": _("Means"),
    "purpose": _("Purpose"),
}
KINDS = {
    "act": _("What was done"),
    "means": _("How it was done"),
    "purpose": _("What for"),
    "circumstance": _("Circumstances"),
}
RECORDED = {
    "present": (_("present"), "blue"),
    "absent": (_("absent"), "plain"),
    "not known": (_("not known"), "amber"),
    "in conflict": (_("sources disagree"), "red"),
    "left open": (_("left open by the text"), "amber"),
    "doubtful yes": (_("present, doubtful"), "amber"),
    "doubtful no": (_("absent, doubtful"), "amber"),
}
REASONS = {
    "unknown": _("The answer is not known"),
    "refused": _("They do not want to say"),
    "not_asked": _("I did not ask"),
}
# What the codes say themselves, for `named`.
ANSWERS, SOURCES, CERTAINTIES = labels(FactAnswer), labels(FactSource), labels(Certainty)
STATUSES, STEPS, BODIES, SEXES = labels(Status), labels(Step), labels(Body), labels(Sex)
READ_BACK = {
    "signed": _("read back and signed"),
    "not_signed": _("read back, not signed"),
    "refused": _("read back, and she refused to sign"),
    "not_read": _("not read back to her"),
    "unknown": _("not known"),
}
YES_NO_NOT_KNOWN = [("not_known", _("Not known")), *YES_NO]
BY_NOBODY = _("By nobody, or not known")
BY_WHOM = {"": BY_NOBODY} | labels(IdentifyingBody)
AFTER = labels(AfterOperation)
SURE = {
    "S": _("the text itself was seen"),
    "X": _("from a secondary source"),
    "K": _("from general knowledge, not confirmed"),
}
CONSENT = {
    "irrelevant": _("Consent does not matter."),
    "irrelevant_once_means": _("Consent does not matter once one of the means was used."),
    "not_mentioned": _("The text does not speak of consent; it is not an element."),
}
DIMENSIONS = {
    "deceptive_recruitment": _("Deceptive recruitment"),
    "coercive_recruitment": _("Coercive recruitment"),
    "abuse_of_vulnerability_recruitment": _("Recruitment by abuse of vulnerability"),
    "exploitation": _("Exploitative conditions of work"),
    "coercion_destination": _("Coercion at destination"),
    "abuse_of_vulnerability_destination": _("Abuse of vulnerability at destination"),
}
FORCED_LABOUR = _("Indicators of forced labour (ILO, 2012)")
POSITIVE = {
    "positive": _("positive"),
    "negative": _("negative"),
    "undetermined": _("not known yet"),
}


def in_language(words: Mapping[str, str]) -> str:
    """The words in the language of the page, else in English."""
    return words.get(get_language() or "en", words["en"])


def label(code: str) -> str:
    """The short name of an observation."""
    return in_language(vocabulary()[code].label)


def titled(code: str) -> str:
    """The same where it stands alone, with a capital letter."""
    name = label(code)
    return capfirst(name)


def why_asked(one: NextQuestion) -> list[tuple[str, list[str]]]:
    """Return each element that a yes would show, with the short names of the texts in which it
    would."""
    texts = instruments()
    return [
        (
            str(ELEMENTS[element.name]),
            [in_language(texts[id_].short) for id_ in element.instruments],
        )
        for element in one.settles
    ]

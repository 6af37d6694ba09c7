"""What the codes of a text, an element and a finding are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fanal.core.words import Sentence, say

BRANCHES: Mapping[str, Sentence] = {
    "child": say("child"),
    "protected": say("protected"),
    "act": say("act"),
    "means": say("means"),
    "purpose": say("purpose"),
}
FINDINGS: Mapping[str, Sentence] = {
    "met": say("met"),
    "not_met": say("not met"),
    "not_on_file": say("not on what is on file"),
    "undetermined": say("not known"),
    "not_required": say("not required"),
    "yes": say("yes"),
    "no": say("no"),
}
SURE: Mapping[str, Sentence] = {
    "S": say("text seen"),
    "X": say("secondary source"),
    "K": say("general knowledge, not confirmed"),
}
KINDS: Mapping[str, Sentence] = {
    "treaty": say("treaty"),
    "related treaty": say("treaty on a related wrong"),
    "law": say("law"),
    "related law": say("law on a related wrong"),
    "contrast": say("for contrast: not a text on trafficking"),
    "directive": say("directive"),
    "professional definition": say("professional definition"),
    "staff conduct": say("staff conduct"),
}
WHOM: Mapping[str, Sentence] = {
    "anyone": say("anyone"),
    "children": say("children"),
    "women_and_children": say("women and children"),
}
OF_A_CHILD: Mapping[str, Sentence] = {
    "required": say("required"),
    "not_required": say("not required"),
    "not_known": say("not known"),
}
CONSENT: Mapping[str, Sentence] = {
    "irrelevant": say("irrelevant"),
    "irrelevant_once_means": say("irrelevant once a means was used"),
    "not_mentioned": say("not mentioned"),
}


def codes_or_none(codes: Iterable[str]) -> str | Sentence:
    """Codes as a file of facts names them."""
    return ", ".join(codes) or say("none")

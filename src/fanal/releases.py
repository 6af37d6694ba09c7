"""What each earlier release knew of the database, for the way back to it (`way_back`)."""

from __future__ import annotations

from django.db.models import Model

# The last migration of each app that a release knew. Those of before 0.1.0 are of no release, and
# what they sealed stays so: below it nothing goes back.
RELEASES: dict[str, dict[str, str]] = {
    "0.1.0": {
        "account": "0009_emailaddress_unique_primary_email",
        "accounts": "0010_attested_rules",
        "audit": "0006_entries_in_clear_gone",
        "auth": "0012_alter_user_first_name_max_length",
        "authority": "0001_initial",
        "cases": "0019_attested_rules",
        "contenttypes": "0002_remove_content_type_name",
        "figures": "0006_sealed_for_rows",
        "identification": "0001_begin",
        "intake": "0004_sealed_for_rows",
        "journeys": "0013_sealed_way",
        "keys": "0008_attested_rules",
        "mfa": "0003_authenticator_type_uniq",
        "partners": "0005_attested_rules",
        "people": "0021_attested_rules",
        "registers": "0009_sealed_tracing",
        "sessions": "0001_initial",
        "sharing": "0014_attested_rules",
        "web": "0002_last_sweep",
    }
}
# What tables that a release knew may hold since then, and it cannot read.
LATER_VALUES: dict[str, dict[str, set[str]]] = {
    "0.1.0": {
        "accounts.User.role": {
            "finance_officer", "health_worker", "prevention_officer", "shelter_worker",
        },
        "cases.CaseEntry.kind": {
            "also", "child_born", "compound", "debt", "going", "guardianship", "images", "marriage",
            "sea", "surrogacy", "work",
        },
        "cases.SectionMark.section": {"particulars"},
        "journeys.GoAnswer.item": {"consent_on_record"},
    }
}  # fmt: skip
# Models that were renamed: their rows stay sealed under the first name, which no row has to be
# sealed anew for, and which the models of Django's history know too.
FIRST_NAMES = {
    "audit.journalentry": "audit.entry",
    "audit.journalhead": "audit.head",
    "authority.rowfinding": "authority.finding",
    "cases.caseentry": "cases.entry",
    "people.matchdecision": "people.comparison",
}
NEW_NAMES = {first: now for now, first in FIRST_NAMES.items()}


def first_label(model: type[Model]) -> str:
    """The name of this model in seals and marks, which outlives a renaming of the model."""
    label = model._meta.label_lower
    return FIRST_NAMES.get(label, label)

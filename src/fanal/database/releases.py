"""What each earlier release knew of the database, for the way back to it (`way_back` beside it)."""

from django.apps import apps
from django.db.models import Model

from fanal.core.journeys.planning import BORDERS
from fanal.core.shelters.stays import LOOKS

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
    },
    "0.2.0": {
        "absences": "0001_initial",
        "account": "0009_emailaddress_unique_primary_email",
        "accounts": "0011_office_time_zone_and_closed_teams",
        "audit": "0009_one_index_by_about",
        "auth": "0012_alter_user_first_name_max_length",
        "authority": "0002_class_names",
        "care": "0004_recoveries",
        "cases": "0031_entries_and_cases_by_index",
        "coded_facts": "0003_each_row_in_one_period",
        "colleagues": "0006_scales_training",
        "contenttypes": "0002_remove_content_type_name",
        "figures": "0009_links_made_of",
        "funds": "0003_goods_by_token",
        "identification": "0002_repeats_and_statements",
        "intake": "0004_sealed_for_rows",
        "journeys": "0015_consent_before_departure",
        "justice": "0002_pressure_status_and_costs",
        "keys": "0012_fill_teams_of_granted_folders",
        "mfa": "0003_authenticator_type_uniq",
        "organisation": "0001_initial",
        "papers": "0002_papers_by_day",
        "partners": "0006_what_they_can_do",
        "people": "0025_fewer_indexes",
        "prevention": "0003_call_backs_after_advice",
        "protection": "0003_records_by_day",
        "registers": "0010_comparing",
        "reintegration": "0003_words_of_reports",
        "retention": "0004_meetings_of_shelters",
        "rotation": "0001_initial",
        "services": "0004_late_visits_from_the_index",
        "sessions": "0001_initial",
        "sharing": "0014_attested_rules",
        "shelters": "0004_house_meetings",
        "web": "0003_last_proof",
    },
}
# What tables that a release knew may hold since then, and it cannot read.
LATER_VALUES: dict[str, dict[str, set[str]]] = {
    "0.1.0": {
        "accounts.User.role": {
            "finance_officer",
            "health_worker",
            "prevention_officer",
            "shelter_worker",
        },
        "cases.CaseEntry.kind": {
            "also",
            "child_born",
            "compound",
            "debt",
            "going",
            "guardianship",
            "images",
            "marriage",
            "sea",
            "surrogacy",
            "work",
        },
        "cases.Consent.coded": {"both_teams"},
        "cases.SectionMark.section": {"particulars"},
        "colleagues.SecurityIncident.told": {"colleague"},
        "journeys.GoAnswer.item": {"consent_on_record", *BORDERS[1:]},
        "partners.TrustFinding.reasons": {"data_lost"},
    },
    "0.2.0": {
        "cases.Consent.coded": {"both_teams"},
        "colleagues.SecurityIncident.told": {"colleague"},
        "funds.MoneyMovement.told": {"lost"},
        "journeys.GoAnswer.item": {*BORDERS[1:]},
        "justice.JusticeRecord.coded": {"appeal_withdrawn"},
        "organisation.OrganisationChange.kind": {"succession"},
        "papers.TypedPaper.kind": {"court_report", "identification"},
        "partners.TrustFinding.reasons": {"data_lost"},
        "shelters.ShelterStayStep.coded": {*LOOKS},
    },
}
# Models that were renamed: their rows stay sealed under the first name, which no row has to be
# sealed anew for, and which the models of Django's history know too.
FIRST_NAMES = {
    "accounts.teamremoval": "accounts.leaving",
    "audit.journalentry": "audit.entry",
    "audit.journalhead": "audit.head",
    "authority.rowfinding": "authority.finding",
    "care.licence": "care.heldlicence",
    "cases.caseentry": "cases.entry",
    "coded_facts.storedfact": "coded_facts.keptfact",
    "colleagues.incidentnotice": "colleagues.incidenttold",
    "journeys.journeycustodian": "journeys.hands",
    "journeys.journeyevent": "journeys.happening",
    "people.additionalteam": "people.alsoin",
    "people.matchdecision": "people.comparison",
    "registers.cachedpairs": "registers.keptpairs",
    "registers.familynotice": "registers.told",
    "registers.withdrawnanswer": "registers.takenback",
}
NEW_NAMES = {first: now for now, first in FIRST_NAMES.items()}


def model_named(label: str) -> type[Model]:
    """The model that has this name, or had it when a row was written. Raises LookupError."""
    return apps.get_model(NEW_NAMES.get(label.lower(), label))


def first_label(model: type[Model]) -> str:
    """The name of this model in seals and marks, which outlives a renaming of the model."""
    label = model._meta.label_lower
    return FIRST_NAMES.get(label, label)

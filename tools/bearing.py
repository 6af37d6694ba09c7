"""Which tests bear on a module beside those that share its name: tools/mutation_run.py begins with them.

By the file below src/fanal, or by the name of a constant that other modules read. Only an order: whatever
reaches a changed line may take part, for as many seconds as a mutant gets.
"""

BEARING = {
    "ACTS": ("audit/test_sentences",),
    "SOME": ("decisions/test_seams",),
    "accounts/actions/__init__.py": ("security/test_what_is_over", "accounts/test_second_person"),
    "accounts/adapters.py": ("accounts/test_factors",),
    "accounts/actions/invitation_approval.py": ("accounts/test_second_person",),
    "accounts/reauthentication.py": ("keys/test_asking_again",),
    "accounts/attested_factors.py": ("security/test_authority_factors",),
    "accounts/passphrase_validators.py": ("keys/test_chosen",),
    "accounts/deciders.py": ("accounts/test_deciders", "decisions/", "commands/test_mails"),
    "accounts/hashers.py": ("accounts/test_hashers", "keys/test_unlocking"),
    "accounts/actions/offboarding.py": ("keys/test_leaving",),
    "accounts/second_factor.py": ("keys/test_half_sign_in", "keys/test_unlocking"),
    "accounts/sessions.py": ("security/test_what_is_over", "keys/test_session"),
    "accounts/sign_ins.py": ("security/test_what_is_over", "accounts/test_ended_sessions"),
    "accounts/waiting.py": ("keys/test_leaving", "accounts/test_second_person"),
    "authority/attested.py": (
        "security/test_authority_each_request",
        "security/test_authority_",
        "security/test_moved_values",
    ),
    "authority/certifying.py": (
        "security/test_ledger_rules.py::test_nobody_else",
        "security/test_authority_upgrade",
        "security/test_authority_certifying",
    ),
    "authority/failures.py": ("security/test_authority_each_request",),
    "authority/findings.py": (
        "security/test_authority_each_request",
        "security/test_authority_",
    ),
    "authority/groups.py": (
        "security/test_authority_each_request",
        "security/test_authority_",
    ),
    "authority/genuine_rows.py": (
        "security/test_authority_each_request",
        "security/test_authority_",
    ),
    "authority/ledger_head.py": (
        "security/test_authority_each_request",
        "security/test_ledger_rules",
    ),
    "authority/ledger.py": ("security/test_ledger_rules", "security/test_authority_certifying"),
    "authority/memory.py": ("security/test_ledger_rules",),
    "authority/queries.py": (
        "security/test_authority_each_request",
        "audit/test_rows_on_the_check_page",
        "security/test_authority_",
    ),
    "authority/querysets.py": (
        "security/test_authority_each_request",
        "security/test_authority_",
    ),
    "authority/batched_rows.py": (
        "security/test_authority_certifying",
        "security/test_authority_tables",
    ),
    "authority/reading.py": (
        "security/test_authority_each_request",
        "security/test_authority_upgrade",
    ),
    "authority/completeness.py": ("security/test_authority_rules",),
    "keys/certifying.py": ("security/test_what_the_journal_knows",),
    "keys/certifying_rules.py": ("security/test_what_the_journal_knows",),
    "keys/context.py": ("keys/test_drafts",),
    "keys/actions/onboarding.py": ("keys/test_unlocking",),
    "keys/actions/offboarding.py": ("keys/test_leaving",),
    "keys/lock_gate.py": ("keys/test_session", "keys/test_unlocking"),
    "keys/middleware.py": ("keys/test_drafts", "decisions/test_seams"),
    "keys/whereabouts_access.py": ("keys/test_leaving",),
    "keys/actions/offers.py": ("security/test_what_is_over", "sharing/"),
    "keys/actions/organisation.py": ("keys/test_recovery", "security/test_what_is_over"),
    "keys/queries.py": ("keys/test_unlocking",),
    "keys/drafts/reopening.py": ("keys/test_drafts", "web/test_once"),
    "keys/sealed.py": ("keys/test_ring", "keys/test_thieves", "web/test_conflicts"),
    "keys/views/leaving.py": ("keys/test_leaving.py::test_the_page_says",),
    "keys/views/own_keys.py": ("keys/test_unlocking",),
    "keys/admission.py": ("decisions/test_seams",),
}

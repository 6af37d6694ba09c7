from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete, post_init, pre_save

        from fanal.accounts import attested_factors, factors, sessions, sign_ins
        from fanal.accounts.other_hands import in_doubt
        from fanal.authority.queries import ATTESTED_ELSEWHERE
        from fanal.web import decisions

        decisions.IN_OTHER_HANDS.append(in_doubt)
        ATTESTED_ELSEWHERE.append((attested_factors.TABLE, attested_factors.foreign))

        post_init.connect(factors.said_whose, "mfa.Authenticator")
        # In this order: the attestation is over the seed as it is stored, which is sealed to its
        # person just before.
        pre_save.connect(factors.bound, "mfa.Authenticator")
        pre_save.connect(sign_ins.without_hours, "mfa.Authenticator")
        pre_save.connect(attested_factors.attest, "mfa.Authenticator")
        post_delete.connect(attested_factors.taken, "mfa.Authenticator")
        post_delete.connect(sessions.ended, "sessions.Session")
        user_logged_in.connect(sign_ins.noted)
        authenticator_added.connect(sign_ins.factor_added)
        authenticator_removed.connect(sign_ins.factor_gone)

"""Who follows a colleague on what was sealed to her by name and nobody else opens: asked by an
administrator, agreed to by a director. Nothing opens by it: she hands it on, or two recovery sheets
do (`fanal.organisation.actions.successions`)."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput, Refused
from fanal.core.words import Sentence, say
from fanal.keys import named_folders
from fanal.organisation.changes.base import ChangeKind, Value, Values, named, text
from fanal.organisation.models import Succession
from fanal.organisation.queries.sealed_by_name import only_hers, under_way


class SuccessionChange(ChangeKind):
    def now(self, about: UUID) -> Values:
        row = under_way(about)
        return {"to": str(row.to_id) if row else ""}

    def check(self, about: UUID, wanted: Values) -> None:
        of = User.objects.get(pk=about)
        if not named_folders.could_follow(of).filter(pk__in=[text(wanted, "to")]).exists():
            raise BadInput("to", say("choose one of these colleagues"))
        if not only_hers(of):
            raise Refused(say("Nothing is sealed to her by name that nobody else opens."))

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        genuine_rows.run_in_transaction()
        to = User.objects.get(pk=text(wanted, "to"))
        genuine_rows.must_count(to)
        # Two people may name another in place of the first as long as nothing was handed on.
        if earlier := under_way(about):
            earlier.delete()
        Succession.objects.create(of_id=about, to=to, agreed_by=by, agreed_on=timezone.localdate())

    def not_by(self, wanted: Values) -> set[UUID]:
        """Return who decides nothing of it: whoever follows."""
        return {UUID(text(wanted, "to"))}

    def name(self, about: UUID, values: Values) -> str:
        return str(User.objects.get(pk=about))

    def in_words(self, name: str, value: Value) -> str:
        return named(User, value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        return (
            say(
                "While she works here, she hands it on from her page “Today”; once her account has "
                "ended, two recovery sheets do."
            ),
            say(
                "Complaints and incidents go to a director. The register of interpreters "
                "and volunteers goes to whoever works on cases. Files of prevention go to "
                "an officer of the office. A complaint goes to nobody whom it could "
                "concern."
            ),
        )


SUCCESSION = SuccessionChange(
    "succession", _("Who follows on what was sealed by name"), {"to": _("Who follows")}
)

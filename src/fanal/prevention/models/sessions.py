"""Sessions, planned and held, and the tests that were written in them."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models

from fanal.core.prevention.knowledge import PairedTests, paired
from fanal.core.prevention.sessions import (
    Heads,
    Method,
    SessionClaim,
    SessionState,
    SessionTopic,
    heads_of,
)
from fanal.core.prevention.volunteers import why_not_leading
from fanal.core.words import Sentence, stored_codes
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.prevention.models.communities import Community
from fanal.prevention.models.volunteers import Volunteer
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL
STATES = stored_codes(SessionState)


class PreventionSession(UUIDModel, Versioned):
    """One session. `told`: method, topics, language, who expected, what it claims, words, why it
    was moved, stopped or cancelled. `counted`: the heads, and how many asked for help at the side.

    `side` is only the number; what they said is a call, and nothing here leads to it.
    """

    community = models.ForeignKey(Community, on_delete=models.RESTRICT, related_name="sessions")
    # Null: a session need not be led by a volunteer.
    volunteer = models.ForeignKey(
        Volunteer, null=True, on_delete=models.RESTRICT, related_name="sessions"
    )
    on = models.DateField()
    state = models.CharField(max_length=10, choices=STATES)
    told = ServerSealedJSONField(default=dict)
    # Bound to the community: heads of one village do not open as another's.
    counted = ServerSealedJSONField(default=dict, bound_to=("community_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    # Null until somebody wrote down what came of it.
    written_on = models.DateField(null=True)

    PLAIN = ("state",)

    class Meta:
        # Ends with the id, so that pages of the list do not change places.
        ordering = ["-on", "-made_on", "id"]
        indexes = [
            models.Index(fields=["state", "on"], name="sessions_by_state_and_day"),
            models.Index(fields=["-on", "-made_on", "id"], name="sessions_newest_first"),
            models.Index(fields=["community", "-on"], name="sessions_of_a_community"),
        ]

    stands = StoredAs(SessionState, "state")

    @property
    def heads(self) -> Heads:
        return heads_of(self.counted)

    @property
    def side(self) -> int:
        """How many asked for help at the side."""
        return int(self.counted.get("side") or 0)

    @property
    def who_leads_may_not(self) -> Sentence | None:
        """Return why the volunteer who is to lead it may not any more; None where she may, where
        none is to, and where it is over."""
        volunteer = self.volunteer
        if volunteer is None or self.stands is not SessionState.PLANNED:
            return None
        return why_not_leading(volunteer.stands, volunteer.vetted_until, self.on)

    method = StoredAs(Method, "told", "method")

    @property
    def topics(self) -> list[SessionTopic]:
        return [SessionTopic(topic) for topic in self.told["topics"]]

    claim = StoredIfAny(SessionClaim, "told", "claim")


class SessionTests(models.Model):
    """The tests before and after one session. `papers`: points by token; a token is no name."""

    # One row a session: tests are replaced as a whole, never added to.
    session = models.OneToOneField(
        PreventionSession, primary_key=True, on_delete=models.RESTRICT, related_name="tests"
    )
    # Tokens and points alone; sealed, since in a small group a token can be recognised.
    papers = ServerSealedJSONField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    def paired(self) -> PairedTests:
        papers: Mapping[str, dict[str, int]] = self.papers
        return paired(papers["before"], papers["after"])

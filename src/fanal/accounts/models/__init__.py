"""People of the organisation, their teams and offices, and where they are signed in."""

from fanal.accounts.models.invitations import Invitation as Invitation
from fanal.accounts.models.invitations import InvitationTeam as InvitationTeam
from fanal.accounts.models.invitations import TeamRemoval as TeamRemoval
from fanal.accounts.models.invitations import ToldOfDecision as ToldOfDecision
from fanal.accounts.models.people import Membership as Membership
from fanal.accounts.models.people import Office as Office
from fanal.accounts.models.people import Team as Team
from fanal.accounts.models.people import User as User
from fanal.accounts.models.refusals import Refusal as Refusal
from fanal.accounts.models.sign_ins import Attempts as Attempts
from fanal.accounts.models.sign_ins import BrowserToken as BrowserToken
from fanal.accounts.models.sign_ins import KnownBrowser as KnownBrowser
from fanal.accounts.models.sign_ins import SignIn as SignIn

"""Keys and who holds them. Private halves are here only under what their holders know."""

from fanal.keys.models.browsers import Draft as Draft
from fanal.keys.models.browsers import HalfSignIn as HalfSignIn
from fanal.keys.models.browsers import Unlock as Unlock
from fanal.keys.models.grants import Folder as Folder
from fanal.keys.models.grants import Grant as Grant
from fanal.keys.models.grants import SignedWrap as SignedWrap
from fanal.keys.models.grants import TeamKeyHolder as TeamKeyHolder
from fanal.keys.models.pairs import OrganisationKeys as OrganisationKeys
from fanal.keys.models.pairs import TeamKey as TeamKey
from fanal.keys.models.pairs import UserKeys as UserKeys

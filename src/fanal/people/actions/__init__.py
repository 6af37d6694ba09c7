"""Writing about people, by noun."""

from django.utils.translation import gettext_lazy as _

from fanal.people.actions.ages import note_ages as note_ages
from fanal.people.actions.births import add_birth as add_birth
from fanal.people.actions.births import birth_said as birth_said
from fanal.people.actions.births import retract_birth as retract_birth
from fanal.people.actions.details import save_details as save_details
from fanal.people.actions.emergencies import close_after_emergency as close_after_emergency
from fanal.people.actions.emergencies import cover_older as cover_older
from fanal.people.actions.emergencies import join_emergency_group as join_emergency_group
from fanal.people.actions.emergencies import make_emergency_group as make_emergency_group
from fanal.people.actions.emergencies import open_in_emergency as open_in_emergency
from fanal.people.actions.merges import decide as decide
from fanal.people.actions.merges import undo as undo
from fanal.people.actions.names import add_name as add_name
from fanal.people.actions.names import reveal_name as reveal_name
from fanal.people.actions.names import use_name as use_name
from fanal.people.actions.persons import create_person as create_person
from fanal.people.actions.teams import leave_team as leave_team
from fanal.people.actions.teams import pass_on as pass_on

ACTS = {
    "person.made": _("{who} opened a file for person {about}"),
    "person.opened": _("{who} opened the identity of person {about}"),
    "person.refused": _("{who} asked for person {about} and was refused"),
    "person.passed_on": _("{who} passed the file of person {about} on to another team"),
    "person.left_team": _("{who} closed person {about} to team {team}, which has no case of hers"),
    "person.named": _("{who} added a name to person {about}"),
    "person.name_shown": _("{who} had the name of person {about} shown"),
    "person.name_chosen": _("{who} chose the name to be used for person {about}"),
    "person.birth_added": _("{who} added a source on the birth of person {about}"),
    "person.birth_retracted": _("{who} took back a source on the birth of person {about}"),
    "person.described": _("{who} wrote about person {about}"),
    "person.same": _("{who} found that {about} and {other} are one person"),
    "person.not_same": _("{who} found that {about} and {other} are two people"),
    "person.cannot_tell": _("{who} could not tell whether {about} and {other} are one person"),
    "person.comparison_undone": _("{who} took back what was decided about {about} and {other}"),
    "person.emergency_group": _("{who} changed the emergency group"),
    # Of an index that is no more (ADR 14): what was done stays in the journal.
    "person.index_asked": _("{who} asked that teams above {above} people keep an index of names"),
    "person.index_on": _("{who} agreed that teams above {above} people keep an index of names"),
    "person.index_off": _("{who} ended the keyed index of names: every token was deleted"),
    "person.indexed": _("{who} made the tokens of {rows} people of team {about}"),
    "person.listed": _("{who} was shown {people} people whom a search found"),
    "person.searched": _("{who} searched among the people of team {about}"),
}
READS = {"person.opened", "person.name_shown"}

"""Writing about people, by noun."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "person.made": _("{who} opened a file for person {about}"),
    "person.opened": _("{who} opened the identity of person {about}"),
    "person.looked_at": _("{who} looked at person {about}, without a key to the identity"),
    "person.refused": _("{who} asked for person {about} and was refused"),
    "person.passed_on": _("{who} passed the file of person {about} on to another team"),
    "person.left_team": _(
        "{who} closed person {about} to team {team}, which has no case about her"
    ),
    "person.named": _("{who} added a name to person {about}"),
    "person.name_shown": _("{who} displayed the name of person {about}"),
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
    "person.indexed": _("{who} made the tokens of people of team {about}: {rows}"),
    "person.listed": _("{who} was shown people whom a search found: {people}"),
    "person.searched": _("{who} searched among the people of team {about}"),
}
READS = {"person.opened", "person.name_shown"}

"""The pages of people, by noun."""

from fanal.people.views.births import add_birth as add_birth
from fanal.people.views.births import retract_birth as retract_birth
from fanal.people.views.emergencies import cover as cover
from fanal.people.views.emergencies import emergency_group as emergency_group
from fanal.people.views.persons import add_name as add_name
from fanal.people.views.persons import details as details
from fanal.people.views.persons import identity as identity
from fanal.people.views.persons import person as person
from fanal.people.views.persons import reveal as reveal
from fanal.people.views.persons import use_name as use_name
from fanal.people.views.search import find as find
from fanal.people.views.search import near as near
from fanal.people.views.search import new as new
from fanal.people.views.search import search as search
from fanal.people.views.search import undo as undo

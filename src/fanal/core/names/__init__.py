"""One name in six scripts: its normal form, its sound, and how alike two names are."""

from fanal.core.names.birth import BirthLevel as BirthLevel
from fanal.core.names.birth import Born as Born
from fanal.core.names.birth import compare_births as compare_births
from fanal.core.names.compare import Level as Level
from fanal.core.names.compare import Likeness as Likeness
from fanal.core.names.compare import compare as compare
from fanal.core.names.facts import Facts as Facts
from fanal.core.names.facts import facts as facts
from fanal.core.names.form import Form as Form
from fanal.core.names.form import form as form
from fanal.core.names.normal import clean as clean
from fanal.core.names.romanise import romanise as romanise
from fanal.core.names.script import SCRIPT_SAYS as SCRIPT_SAYS
from fanal.core.names.script import script_of as script_of

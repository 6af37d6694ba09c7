"""One list of everything that happened in a case, as far as its reader may open it.

Each app offers its part as one function in `SOURCES`, added when the server starts, which asks its
own readers and rules. The parts that a reader may not open are named once, never by what is in
them.
"""

from fanal.cases.queries.timeline.items import SOURCES as SOURCES
from fanal.cases.queries.timeline.items import TimelineItem as TimelineItem
from fanal.cases.queries.timeline.items import TimelineQuery as TimelineQuery
from fanal.cases.queries.timeline.items import after as after

"""The smallest numbers that are told of people, all of them, each for what it is read for.

Domain page on figures, 1.4; on the programmes, 0.3. Whoever opens the files of a team reads its
small numbers there, and no number is hidden from her (ADR 36).
"""

# A count of all teams, read inside or taken along in a file: a smaller one may point to one person.
SMALLEST_COUNT = 5
# People of whom a rate, a mean or a middle number of days is told.
SMALLEST_GROUP = 11
# People of a number that goes to a donor.
SMALLEST_RELEASED = 11
# People on a list that goes to a partner, or from which an estimate is made.
SMALLEST_LIST = 20

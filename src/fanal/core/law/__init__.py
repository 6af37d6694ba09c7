"""What recorded facts mean under each definition of trafficking, exploitation and abuse.

Read in this order: `vocabulary` (the codes), `facts` (who said what), `case` (person, places,
dates), `instruments` (the texts as data), `assess` (met, not met, undetermined), `settle` and
`questions` (what would decide it), `explain` and `compare` (why, and where texts disagree).
A finding speaks of elements recorded as present, absent or not known; never of a victim.
"""

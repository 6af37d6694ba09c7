"""The start page: what needs somebody now, in the order in which it can hurt.

`rows`: what a row is, and where the apps above add theirs. `danger`, `to_do`, `asked`, `quiet`: the
parts of it; `team`: what a lead sees besides; `overview`: the numbers of a director.
"""

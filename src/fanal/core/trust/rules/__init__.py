"""The rules of trust, as data: a condition, what it does, the sentence, and where it comes from.

Hard blocks first, then what must be found out, then preference. A rule is added by adding a line
here and its cases in the tests. No rule weighs against another: one block is enough.
"""

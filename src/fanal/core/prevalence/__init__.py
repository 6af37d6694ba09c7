"""From overlapping lists to how many were never seen: estimates, intervals, and their limits.

Multiple systems estimation: several lists name partly the same people; how they overlap says
something about how many are on no list. What it cannot say is told beside every number.
"""

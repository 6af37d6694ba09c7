"""How unequal people can be stated to be, for a form that does without what computes bounds."""

MOST_HARDER = 1000.0

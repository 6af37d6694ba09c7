"""Services: what can be had where, and for each need of a case what was asked, begun and ended."""

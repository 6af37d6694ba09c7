"""Money of grants: what may be paid, who may do which step, what became of every amount."""

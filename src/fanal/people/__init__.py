"""A person: her names, her birth according to whom, and whether two files are one person."""

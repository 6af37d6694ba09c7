"""Prevention: communities, sessions, courses, scholars, volunteers. Knows nothing of any case."""

"""Prevention: communities, sessions, courses, scholars, volunteers; what may be said of them."""

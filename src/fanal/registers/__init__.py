"""Is she here twice, and is the one we look for already here? Registers and tracing."""

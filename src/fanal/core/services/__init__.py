"""Services: of which kinds there are, how far one is, and what a need still waits for."""

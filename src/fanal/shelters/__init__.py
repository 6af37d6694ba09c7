"""Our own shelters: beds and stays, the night count, what happened, what is complained of."""

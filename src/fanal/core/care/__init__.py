"""Health care: medical windows, requests, notes, samples and their custody, scales."""

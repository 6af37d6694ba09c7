"""Health care as the rules read it: medical windows, requests, samples and their custody, scales."""

"""What leaves the organisation: the one gate, referrals and transfers, who has what, and recall."""

"""What leaves the house: the one gate, referrals and transfers, who has what, and recall."""

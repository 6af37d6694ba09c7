"""What is asked about grants, payments, advances, goods and figures."""

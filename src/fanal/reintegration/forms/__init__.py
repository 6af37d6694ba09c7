"""What is asked in a plan: of her, of us, and of a family."""

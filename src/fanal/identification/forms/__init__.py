"""What is asked on the pages of the law, by noun."""

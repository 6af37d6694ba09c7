"""What is read of proceedings."""

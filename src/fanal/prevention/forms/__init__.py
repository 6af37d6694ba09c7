"""What is asked in prevention. Who somebody is only where a course needs it."""

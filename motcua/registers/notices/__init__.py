"""What was told to whom, and when."""

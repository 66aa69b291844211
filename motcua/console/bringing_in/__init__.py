"""What an earlier system wrote out, read and understood row by row."""

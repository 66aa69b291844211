"""One-stop clerks."""

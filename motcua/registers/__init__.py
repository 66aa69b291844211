"""What the administration keeps: nouns, each the only writer of its tables."""

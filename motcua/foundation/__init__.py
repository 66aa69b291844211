"""Under all: plumbing without business words."""

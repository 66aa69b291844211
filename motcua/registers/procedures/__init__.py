"""The catalogue: what a procedure requires, costs and promises, in versions that are in force from a day to a day."""

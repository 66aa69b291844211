"""Operators come in here: one file per command of the program motcua."""

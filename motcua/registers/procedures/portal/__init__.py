"""The national portal's published records: read into drafts of the file format, written again from the drafts.

In the portal's records a field's name is the portal's own (`executionMethods`, `profileComponents`); in a draft it has
the place that the format gives it, and what the format has no place for stands in `portal` blocks beside it.
"""

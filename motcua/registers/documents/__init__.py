"""Files, their hashes and their bytes, custody of originals, and printing.

Enters: bytes that somebody uploads or the house prints; originals laid on the counter. Kept: each file once, under its
SHA-256; for each original exactly one holder at any moment. Leaves: the same bytes, proved by their hash; PDFs.
Who may read what is decided by the rooms above, which know whose papers these are.
"""

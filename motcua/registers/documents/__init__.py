"""Files, their versions and hashes, custody of originals, and printing."""

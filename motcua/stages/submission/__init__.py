"""1 A person asks: every channel enters by one submit()."""

"""1 A person asks: every channel enters by one submit(). What an official has begun is put aside for the
same official until it is handed in."""

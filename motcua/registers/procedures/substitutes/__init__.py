"""Papers that a database of the state stands for, by a list of law (NQ 66.7/2025/NQ-CP and what follows it)."""

"""Interlinked procedures: one file names the parts and which waits for which; proved and published like a procedure."""

"""Dossiers whose master is another system. What enters: that system's messages, read by its partner in `integrations`.
What is kept: the dossier as it stands there. What leaves: nothing; the master is never told anything by us here."""

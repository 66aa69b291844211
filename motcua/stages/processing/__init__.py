"""3 Officials take up, examine, consult, ask for a supplement, propose."""

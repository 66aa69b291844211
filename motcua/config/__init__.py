"""The switchboard: settings, addresses, which adapter serves which port."""

"""Citizens, organisations and officials; sign-in; who looked at whose data."""

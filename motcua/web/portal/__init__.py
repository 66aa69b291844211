"""Citizens and businesses: tracking."""

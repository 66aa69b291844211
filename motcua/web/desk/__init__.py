"""Officials and leaders who examine and sign."""

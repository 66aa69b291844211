"""Partner systems come in here: by a token, in bounded calls, with answers in the shape of the portal's exchange."""

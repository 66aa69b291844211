"""People come in here: one folder per audience."""

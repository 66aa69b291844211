"""4 A leader approves and signs, a clerk numbers and seals; or it goes back."""

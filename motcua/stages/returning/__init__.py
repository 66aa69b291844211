"""5 The result is handed over and what remains due is collected."""

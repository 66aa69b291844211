"""2 The counter checks and accepts, asks for what is missing, or refuses; the slip carries the promised moment."""

"""Time comes in here: what follows an event, and the duties of the hour and the night."""

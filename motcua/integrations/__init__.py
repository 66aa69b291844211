"""One folder per partner, each serving a port of a room."""

"""What a monitor asks: is it ready, and a few figures. A monitor is an operator's program (docs/decisions/0040)."""

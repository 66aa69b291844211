"""What the spine costs: intake and six moves of 1.001193 through the real actions, beside three baselines."""

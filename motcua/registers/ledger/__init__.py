"""The lowest register: streams of events in hash chains, checkpoints, followers. Events enter by append(), never change, and leave by reading and by export."""

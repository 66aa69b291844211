"""The lowest register: streams of events in hash chains, checkpoints, followers.

Events enter by `actions.append` (and imported years by `actions.append_history`), never change, and leave by reading
(`queries.events_of`), by following (`queries.unread`) and by export.
"""

"""What was told to whom, when: notices follow events of dossiers, and are sent by the partners that `config` names.

In comes an event (`actions.tell`); kept are the notice, its words, each try to send it and how it ended; out goes a
message by the port, and the fact that somebody was told goes on the dossier's stream.
"""

"""The dossier: its legal state and the marking of its process, which change together and only by move(); facts that
change neither enter by record()."""

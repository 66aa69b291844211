"""What is done to a dossier: verbs, in the order of its path. Stages never import one another."""

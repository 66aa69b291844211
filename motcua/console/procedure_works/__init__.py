"""What `motcua procedures` does, one file each; the table is in motcua/console/procedures.py."""

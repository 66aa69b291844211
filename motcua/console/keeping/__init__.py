"""Backup and restore: one file that holds rows, files and checkpoints, and proves itself before it is used."""

"""Processes as files of BPMN 2.0: written with their diagram, and read back, for the subset that means the same.

docs/explanation/process.md says how each kind of step is written, what is read, and what is refused.
"""

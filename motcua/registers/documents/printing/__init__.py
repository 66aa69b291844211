"""Printing: facts go in as plain values, a PDF for keeping (PDF/A-2a, PDF/UA-1) comes out, the same bytes each time."""

"""Finding a procedure in one's own words: letters, words, meanings, then the rank of what was found.

A question is read (`question`): slips of typing mended, places and agencies taken out, people's words put into official
ones by the tables in `words`. What it may mean is looked up in PostgreSQL and ranked (`ranking`).
"""

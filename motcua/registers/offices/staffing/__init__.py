"""Lists of staff: read, held against what is known, and told line by line what each would change. Writes nothing."""

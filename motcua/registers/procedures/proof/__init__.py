"""What an author claims of a procedure, tried before publication: its examples, its print templates, what can never
come true."""

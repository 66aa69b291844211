"""What the law says, in pure Python: no Django, no clock, no input or output; rules return verdicts, they do not raise
them."""

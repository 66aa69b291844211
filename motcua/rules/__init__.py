"""What the law says, in pure Python: no Django, no clock, no input or output; rules return verdicts and never raise them."""

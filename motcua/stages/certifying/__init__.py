"""While they wait: what is certified gets its line in the register, and the register's day is printed."""

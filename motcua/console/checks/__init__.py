"""What `motcua check` looks at, one file per kind of thing."""

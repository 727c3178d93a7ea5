"""One click command a file, loaded when called."""

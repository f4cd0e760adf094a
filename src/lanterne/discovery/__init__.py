"""Home rows, search and the list."""

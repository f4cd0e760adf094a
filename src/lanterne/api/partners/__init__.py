"""What programs ask with a token: the catalogue and its rights, read and written."""

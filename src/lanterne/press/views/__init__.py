"""Each page parses what came, asks once, and answers."""

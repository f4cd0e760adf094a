"""A payment provider for rehearsals: scripted answers, no money."""

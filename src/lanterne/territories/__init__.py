"""Countries, languages, currencies and tax."""

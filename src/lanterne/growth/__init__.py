"""Markets and how they grow, offices and who works there, competitors and what they commission."""

"""What is asked of post houses for a title, what came of it, and whether the title is ready to open in a market."""

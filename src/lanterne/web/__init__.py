"""The subscribers' face."""

"""Titles, seasons and episodes, and their words in every language."""

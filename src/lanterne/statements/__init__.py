"""What rights holders are told was watched, and what they are due for it."""

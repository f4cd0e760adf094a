"""The pages of the staff's face."""

"""What was watched, every second counted once."""

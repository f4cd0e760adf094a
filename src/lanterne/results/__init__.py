"""What a title brought: who watched it, which households it gained and kept."""

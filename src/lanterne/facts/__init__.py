"""Dated, sourced figures: what is known of the world, who says so, as of when, and how sure."""

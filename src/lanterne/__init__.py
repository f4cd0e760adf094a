"""The product: an open subscription video service."""

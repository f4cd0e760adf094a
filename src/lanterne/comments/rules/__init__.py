"""Arithmetic of comments: where they may go, what they may be, what is thought of them."""

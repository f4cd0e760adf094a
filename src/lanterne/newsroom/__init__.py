"""The newsroom: articles and press releases in several languages, the figures they cite, and the hour they may be read from."""

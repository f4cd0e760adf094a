"""Errors, audit, money, clock and plugin loading: what every floor may use."""

"""Akismet, a service that knows spam of many sites."""

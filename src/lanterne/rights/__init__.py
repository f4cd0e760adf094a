"""Licence windows: where and when a title may be shown."""

"""JSON v1 for devices and partners."""

"""Households, profiles, devices, staff and sign-in."""

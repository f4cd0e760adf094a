"""Stages and gates, rights, shares, money and days; no table, no clock."""

"""Diffusion, ranks, commissions and what may be counted of them; no table, no clock."""

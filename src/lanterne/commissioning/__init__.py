"""The slate: what is to be made, from which work, by whom, for how much, where, and who decided it."""

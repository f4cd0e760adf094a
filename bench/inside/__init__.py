"""The parts that run in a process and a folder of their own, with Django awake."""

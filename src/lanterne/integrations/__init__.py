"""Strangers, one per folder, each fitting an app's port."""

"""Writes of the organisation, split by noun. Each is one transaction inside `audit.writing`."""

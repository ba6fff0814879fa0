"""Approvals (alçadas): levels and limits, requests bound to what was judged, decisions, delegations."""

"""Pure engines: decisions, prices, taxes, approvals, dates. Frozen dataclasses in, a result with its derivation out;
no Django, no database, no clock, no binary float. Rates and rules come in as data.
"""

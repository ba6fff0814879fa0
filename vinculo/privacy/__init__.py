"""The rights of the people in the registry (LGPD): requests, the report to a person, erasure, the log of reads."""

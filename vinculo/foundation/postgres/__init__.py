"""The embedded PostgreSQL server of the demo and of the tests, and the reading of DATABASE_URL. No Django here."""

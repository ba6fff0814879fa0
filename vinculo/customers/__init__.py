"""People and organisations: prospects and customers, and every handle they can be found by."""

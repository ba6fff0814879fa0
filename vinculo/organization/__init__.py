"""The company and its people: establishments, teams, users, roles, parameters, calendar."""

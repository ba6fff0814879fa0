"""The coloured agenda: every open contact of a person, overdue, today and future."""

"""Why a handler stops before its end."""


class JobFailed(Exception):
    """The work cannot be done; the text is a Portuguese sentence for the person who asked for it."""


class JobCancelled(Exception):
    """The owner asked to cancel. Handlers let it pass; what they committed stays (`left` of the kind tells of it)."""


class JobInterrupted(Exception):
    """The worker is stopping or the database went away. The job starts again by itself; handlers let it pass."""

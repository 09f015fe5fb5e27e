"""The errors a user can meet. Each message says what happened and what to do about it."""


class TreatygraphError(Exception):
    """Root of all errors that are shown to a user as a message, without a traceback."""


class StoreError(TreatygraphError):
    """The store cannot be reached, opened or written."""


class QueryError(TreatygraphError):
    """A query is refused, malformed or was stopped."""


class UnknownThingError(TreatygraphError):
    """An id, a named query or a parameter that does not exist."""

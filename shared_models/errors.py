"""The error tree: every way a request can fail, with its code and HTTP status (domain.md §4).

The docstring of an error is its default message.
"""

from typing import ClassVar


class LazaretteError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "VALIDATION_FAILED"
    status: ClassVar[int] = 400

    def __init__(self, message: str | None = None, field: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.field = field
        super().__init__(self.message)

    def envelope(self) -> dict[str, object]:
        """The answer's body: `{"success": false, "error": {code, message, status, field}}`."""
        return {
            "success": False,
            "error": {"code": self.code, "message": self.message, "status": self.status, "field": self.field},
        }


class ValidationFailed(LazaretteError):
    """A value is not valid."""


class MissingRequiredField(LazaretteError):
    """A required field is missing."""

    code = "MISSING_REQUIRED_FIELD"


class InvalidState(LazaretteError):
    """The item's status does not allow this action."""

    code = "INVALID_STATE"


class InvalidAction(LazaretteError):
    """There is no such action; GET /v1/actions/list names those you may take."""

    code = "INVALID_ACTION"


class Unauthorized(LazaretteError):
    """Sign in first: the token is missing, not valid here, or expired."""

    code = "UNAUTHORIZED"
    status = 401


class Expired(Unauthorized):
    """Your sign-in has ended; sign in again."""


class Forbidden(LazaretteError):
    """Your role may not do this."""

    code = "FORBIDDEN"
    status = 403


class NotFound(LazaretteError):
    """There is no such thing here."""

    code = "NOT_FOUND"
    status = 404


class MethodNotAllowed(LazaretteError):
    """This address does not take that method."""

    code = "INVALID_ACTION"
    status = 405


class Duplicate(LazaretteError):
    """An open request for this part and work order exists already."""

    code = "DUPLICATE"
    status = 409


class Locked(LazaretteError):
    """What is ordered can no longer be deleted."""

    code = "LOCKED"
    status = 409


class IdempotencyConflict(LazaretteError):
    """This Idempotency-Key was used before with another body; take a new one."""

    code = "IDEMPOTENCY_CONFLICT"
    status = 409


class PayloadTooLarge(LazaretteError):
    """The request is too large."""

    code = "PAYLOAD_TOO_LARGE"
    status = 413


class RateLimited(LazaretteError):
    """Too many tries; wait a little."""

    code = "RATE_LIMITED"
    status = 429

    def __init__(self, message: str | None = None, field: str | None = None, retry_after_s: int = 60) -> None:
        super().__init__(message, field)
        self.retry_after_s = retry_after_s


class FeatureDisabled(LazaretteError):
    """The shopping list is switched off here."""

    code = "FEATURE_DISABLED"
    status = 503


class StorageFull(LazaretteError):
    """The disk refused the write; nothing was stored. Free some space and try again."""

    code = "STORAGE_FULL"
    status = 507


class CommandError(LazaretteError):
    """A command cannot go on; its message is the one sentence a person reads."""

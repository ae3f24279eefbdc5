"""Where the official package's users import `ApiException` from."""

from .exceptions import ApiException, ApiValueError

__all__ = ["ApiException", "ApiValueError"]

"""What cannot be ready-made: search, files, printouts, the internal face, and error pages."""

from gongkai.site.views.errors import csrf_failure, not_found, server_error

__all__ = ["csrf_failure", "not_found", "server_error"]

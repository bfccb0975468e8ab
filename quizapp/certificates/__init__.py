"""Certificates: issuing them, and checking them with no server."""

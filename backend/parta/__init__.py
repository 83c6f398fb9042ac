"""The Django project: one package per domain, standing on floors (ARCHITECTURE.md)."""

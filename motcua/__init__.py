"""Một Cửa: the electronic one-stop shop. Where things live: docs/explanation/architecture.md."""

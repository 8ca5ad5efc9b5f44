"""Readings to links, entities, origins and stories."""

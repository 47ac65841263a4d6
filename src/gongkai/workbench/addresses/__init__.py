"""Addresses below /workbench/, one module per area; `workbench.urls` puts them together."""

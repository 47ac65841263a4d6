"""The rulebook written out: official catalogue spreadsheet and YAML."""

from gongkai.rulebook.exporting.catalogue import catalogue_rows, export_catalogue
from gongkai.rulebook.exporting.yaml import export_pack

__all__ = ["catalogue_rows", "export_catalogue", "export_pack"]

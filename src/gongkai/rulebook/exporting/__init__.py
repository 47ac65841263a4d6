"""The rulebook written out: official catalogue spreadsheet and YAML."""

from gongkai.rulebook.exporting.catalogue import export_catalogue, sheet_name
from gongkai.rulebook.exporting.rows import catalogue_rows, own_cells
from gongkai.rulebook.exporting.yaml import export_pack

__all__ = ["catalogue_rows", "export_catalogue", "export_pack", "own_cells", "sheet_name"]

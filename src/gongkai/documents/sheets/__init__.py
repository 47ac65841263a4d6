"""Spreadsheets: templates made from duties, filled-in ones read back, tables to take away."""

from gongkai.documents.sheets.exports import Cell, ColumnType, ExportColumn, table_csv, table_xlsx
from gongkai.documents.sheets.filled import Filled, read_filled
from gongkai.documents.sheets.template import template

__all__ = ["Cell", "ColumnType", "ExportColumn", "Filled", "read_filled", "table_csv", "table_xlsx", "template"]

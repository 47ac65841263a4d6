"""The audit report: one page to read, and the tables behind it."""

from gongkai.retrospect.report.audit import Audit, AuditOptions, audit_documents, audit_files
from gongkai.retrospect.report.page import report_html
from gongkai.retrospect.report.run import run_audit, write_audit
from gongkai.retrospect.report.summary import Summary, summarise
from gongkai.retrospect.report.tables import TABLES, csv_text

__all__ = [
    "TABLES",
    "Audit",
    "AuditOptions",
    "Summary",
    "audit_documents",
    "audit_files",
    "csv_text",
    "report_html",
    "run_audit",
    "summarise",
    "write_audit",
]

"""The audit report: one page to read, and the tables behind it."""

from gongkai.retrospect.report.audit import Audit, AuditOptions, audit_files
from gongkai.retrospect.report.run import run_audit, write_audit

__all__ = ["Audit", "AuditOptions", "audit_files", "run_audit", "write_audit"]

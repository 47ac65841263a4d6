"""The staff face: my tasks, disclosures, reviews, the matrix, the rulebook, units and people, boards, the audit trail."""

"""From records to page contexts: pure functions, no queries, no clock."""

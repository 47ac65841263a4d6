"""Files that people bring and files that people take away: checked, cleaned, read, written. No Django here."""

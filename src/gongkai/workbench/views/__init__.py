"""Views of the staff face: they parse, call one action or query, and render. No rule lives here."""

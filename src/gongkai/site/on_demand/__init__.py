"""Pages rendered when first asked for: what few read, and what shows the day.

Every function takes the language, the instant and what the address names, and returns the page as it is to be stored.
A page that does not exist raises :class:`django.http.Http404`.
"""

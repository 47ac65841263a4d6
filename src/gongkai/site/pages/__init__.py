"""Page kinds of the public face: one frozen context per kind, plain data in, bytes out.

Nothing here reads the database or the clock. A context says everything its page shows, in the language of the page, so
that rendering is a pure function and the same context always gives the same bytes.
"""

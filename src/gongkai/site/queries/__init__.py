"""Every read of the public face. Public reads start from :func:`~gongkai.site.queries.records.public`."""

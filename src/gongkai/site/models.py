"""Ready-made pages, the numbered lists they come from, and what makes a page stale."""

from django.db import models


class Page(models.Model):
    """A public page as bytes that can be sent as they are. Only what anybody may read is ever stored here.

    Pages of records, the newest page of every list and the feeds are written by the transaction that publishes. The
    others are rendered when first asked for and kept until their scope changes or ``valid_until`` has passed.
    """

    path = models.CharField(max_length=255, unique=True)
    language = models.CharField(max_length=2)
    status = models.PositiveSmallIntegerField(default=200)
    content_type = models.CharField(max_length=60)
    body = models.BinaryField()  # gzip
    etag = models.CharField(max_length=24)
    last_modified = models.CharField(max_length=29)  # as the header says it
    scope = models.CharField(max_length=120, db_index=True)
    lazy = models.BooleanField(default=False)  # rendered on first read; a full render leaves these to be made again
    valid_until = models.BigIntegerField(null=True)  # seconds since 1970; pages that show the day change at midnight

    def __str__(self) -> str:
        """The address."""
        return self.path


class Generation(models.Model):
    """One row that counts the changes of what pages show. A page made from an earlier state is never stored."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """The count."""
        return str(self.number)


class Listing(models.Model):
    """A list of public disclosures; ``size`` is how many entries it has, taken ones too."""

    key = models.CharField(max_length=120, unique=True)
    size = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """The key."""
        return self.key


class ListingEntry(models.Model):
    """A disclosure's place in a list, counted from the oldest, never changed: so a full page never changes either."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="entries", db_index=False)
    position = models.PositiveIntegerField()
    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "position"], name="listing_position_once"),
            models.UniqueConstraint(fields=["disclosure", "listing"], name="listing_disclosure_once"),
        ]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.listing_id}:{self.position}"

"""Documents of the past: their own numbers, and the addresses they used to have."""

from django.db import models


class HistoricalSequence(models.Model):
    """The last serial of imported documents per unit and year.

    They have a row of numbers of their own (``…-H/2015-00001``), so that they never meet the gap-free numbers that the
    unit gives out itself.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="historical_sequence_once")]

    def __str__(self) -> str:
        """Keys and serial."""
        return f"{self.unit_id}/{self.year}-{self.last}"


class Redirect(models.Model):
    """An address on the old site, and the disclosure that stands there now. ``path`` has no scheme and no host."""

    path = models.CharField(max_length=500, unique=True)
    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="redirects")
    run = models.ForeignKey("imports.ImportRun", on_delete=models.CASCADE, related_name="redirects")

    def __str__(self) -> str:
        """The old path."""
        return self.path

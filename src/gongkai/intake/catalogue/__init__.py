"""Official catalogues (基层政务公开标准目录) from spreadsheets and web pages into rulebook duties."""

from gongkai.intake.catalogue.model import Catalogue, CatalogueRow, ChannelMark, Role
from gongkai.intake.catalogue.packing import Draft, to_pack
from gongkai.intake.catalogue.reading import read_catalogue
from gongkai.intake.catalogue.timing import read_timing

__all__ = ["Catalogue", "CatalogueRow", "ChannelMark", "Draft", "Role", "read_catalogue", "read_timing", "to_pack"]

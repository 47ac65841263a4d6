"""Tables of the units room."""

from gongkai.units.models.invitations import Invitation
from gongkai.units.models.people import Person, Post, RoleGrant
from gongkai.units.models.units import Unit

__all__ = ["Invitation", "Person", "Post", "RoleGrant", "Unit"]

"""Every write to units, people, posts, roles and invitations."""

from gongkai.units.actions.factors import reset_second_factor
from gongkai.units.actions.invitations import accept_invitation, invite
from gongkai.units.actions.people import add_person, change_person, end_post, end_role, fill_post, grant_role, leave
from gongkai.units.actions.restoring import restore_post, restore_role
from gongkai.units.actions.units import change_unit, close_unit, create_unit

__all__ = [
    "accept_invitation",
    "add_person",
    "change_person",
    "change_unit",
    "close_unit",
    "create_unit",
    "end_post",
    "end_role",
    "fill_post",
    "grant_role",
    "invite",
    "leave",
    "reset_second_factor",
    "restore_post",
    "restore_role",
]

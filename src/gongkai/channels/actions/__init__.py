"""Every write to boards, postings and evidence."""

from gongkai.channels.actions.boards import change_board, close_board, register_board
from gongkai.channels.actions.evidence import give_evidence, void_evidence
from gongkai.channels.actions.postings import post, take_down

__all__ = [
    "change_board",
    "close_board",
    "give_evidence",
    "post",
    "register_board",
    "take_down",
    "void_evidence",
]

"""Every write to boards, postings and evidence."""

from gongkai.channels.actions.boards import change_board, close_board, register_board, reopen_board
from gongkai.channels.actions.evidence import give_evidence, restore_evidence, void_evidence
from gongkai.channels.actions.postings import post, put_back, take_down

__all__ = [
    "change_board",
    "close_board",
    "give_evidence",
    "post",
    "put_back",
    "register_board",
    "reopen_board",
    "restore_evidence",
    "take_down",
    "void_evidence",
]

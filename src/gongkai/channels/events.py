"""What happens on boards and other channels."""

from gongkai.journal.events import declare

BOARD_REGISTERED = declare("board_registered", zh="登记公开栏“{name}”", en="Board “{name}” registered")
BOARD_CHANGED = declare("board_changed", zh="修改公开栏“{name}”", en="Board “{name}” changed")
BOARD_CLOSED = declare("board_closed", zh="停用公开栏“{name}”", en="Board “{name}” closed")
BOARD_REOPENED = declare("board_reopened", zh="重新启用公开栏“{name}”", en="Board “{name}” opened again")
POSTED = declare("disclosure_posted", zh="在“{board}”张贴[，至 {until}]", en="Posted on “{board}”[ until {until}]")
TAKEN_DOWN = declare("posting_taken_down", zh="从“{board}”取下[：{reason}]", en="Taken down from “{board}”[: {reason}]")
PUT_BACK = declare("posting_put_back", zh="撤销从“{board}”取下的登记", en="Take-down from “{board}” undone")
WINDOW_BROKEN = declare(
    "posting_window_broken",
    zh="公示期未满即从“{board}”取下（应至 {until}）",
    en="Taken down from “{board}” before its window ended ({until})",
)
EVIDENCE_GIVEN = declare("evidence_given", zh="登记“{channel}”公开凭证", en="Evidence given for: {channel_en}")
EVIDENCE_VOIDED = declare("evidence_voided", zh="凭证作废：{reason}", en="Evidence voided: {reason}")
EVIDENCE_RESTORED = declare("evidence_restored", zh="撤销凭证作废", en="Voiding of evidence undone")

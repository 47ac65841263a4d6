"""What happens to the rulebook and to obligations."""

from gongkai.journal.events import declare

RULEBOOK_INSTALLED = declare(
    "rulebook_installed",
    zh="第 {number} 版标准目录自 {effective_from} 起施行：新增 {added} 项，修改 {changed} 项，停用 {retired} 项",
    en="Rulebook version {number} in force from {effective_from}: {added} added, {changed} changed, {retired} retired",
)
RULEBOOK_BINDS = declare(
    "rulebook_binds",
    zh="第 {number} 版标准目录开始施行，{changed} 项公开事项更新",
    en="Rulebook version {number} has come into force; {changed} duties changed",
)
RULEBOOK_PROPOSED = declare("rulebook_proposed", zh="上传目录草案“{title}”", en="Proposal “{title}” uploaded")
RULEBOOK_DISCARDED = declare("rulebook_discarded", zh="放弃目录草案“{title}”", en="Proposal “{title}” put aside")
OCCURRENCE_RECORDED = declare(
    "occurrence_recorded",
    zh="记录事件“{title}”（{occurred_on}），产生 {raised} 项应公开任务",
    en="Recorded “{title}” ({occurred_on}); {raised} obligations raised",
)
OCCURRENCE_CANCELLED = declare(
    "occurrence_cancelled",
    zh="取消事件“{title}”：{reason}；撤销 {cancelled} 项未完成任务",
    en="Cancelled “{title}”: {reason}; {cancelled} open obligations cancelled",
)
PERIODS_EXPANDED = declare(
    "periods_expanded",
    zh="生成至 {until} 的周期任务 {raised} 项",
    en="{raised} periodic obligations raised until {until}",
)
EXEMPTION_REQUESTED = declare("exemption_requested", zh="申请{kind}：{reason}", en="Asked for {kind}: {reason}")
EXEMPTION_DECIDED = declare(
    "exemption_decided", zh="{kind}审批：{decision}[。{opinion}]", en="{kind} decided: {decision}[. {opinion}]"
)
OBLIGATION_MET = declare("obligation_met", zh="应公开任务已公开", en="Obligation met")
OBLIGATION_REMEDIED = declare(
    "obligation_remedied", zh="须撤回或更正的信息已处理：{how}", en="What had to be put right was: {how_en}"
)
OBLIGATION_REOPENED = declare(
    "obligation_reopened", zh="公开信息撤回，任务重新待办", en="Disclosure withdrawn; the obligation is open again"
)
OBLIGATIONS_PASSED = declare(
    "obligations_passed",
    zh="承接{former}未完成的任务 {passed} 项",
    en="{passed} open obligations taken over from {former}",
)
UNIT_ALIGNED = declare(
    "unit_aligned",
    zh="单位资料变更后，新增任务 {raised} 项，撤销未到期任务 {cancelled} 项",
    en="After the unit's details changed: {raised} obligations raised, {cancelled} not yet due cancelled",
)
DUE_DATES_RECOMPUTED = declare(
    "due_dates_recomputed",
    zh="按现行节假日表重算，{changed} 个截止日有变化",
    en="Reckoned again with the holiday table as it is; {changed} due dates changed",
)

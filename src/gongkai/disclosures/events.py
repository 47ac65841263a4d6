"""What happens to disclosures, with the sentence of each for timelines."""

from gongkai.journal.events import declare

DISCLOSURE_STARTED = declare("disclosure_started", zh="开始起草《{title}》", en="Draft started: {title}")
DISCLOSURE_SAVED = declare("disclosure_saved", zh="保存草稿", en="Draft saved")
DISCLOSURE_IMPORTED = declare(
    "disclosure_imported",
    zh="从{source}导入“{element}”，共 {rows} 行",
    en="Imported “{element_en}” from {source_en}: {rows} rows",
)
FILE_ATTACHED = declare("file_attached", zh="添加附件“{name}”", en="Attached “{name}”")
FILE_DETACHED = declare("file_detached", zh="移除附件“{name}”", en="Removed attachment “{name}”")
DISCLOSURE_SUBMITTED = declare("disclosure_submitted", zh="提交第 {revision} 稿", en="Revision {revision} submitted")
DISCLOSURE_RECALLED = declare("disclosure_recalled", zh="撤回提交，继续修改", en="Submission recalled for more work")
VOTE_CAST = declare("vote_cast", zh="{kind}：投票“{choice}”", en="{kind_en}: voted {choice_en}")
REVIEW_DECIDED = declare(
    "review_decided", zh="{kind}：{decision}[。{opinion}]", en="{kind_en}: {decision_en}[. {opinion}]"
)
DISCLOSURE_RETURNED = declare("disclosure_returned", zh="{kind}退回修改", en="Returned for changes: {kind_en}")
DISCLOSURE_APPROVED = declare(
    "disclosure_approved", zh="全部审核通过，可以发布", en="All reviews passed; ready to publish"
)
DISCLOSURE_SCHEDULED = declare("disclosure_scheduled", zh="定于 {publish_at} 发布", en="Scheduled for {publish_at}")
DISCLOSURE_UNSCHEDULED = declare(
    "disclosure_unscheduled", zh="取消定时发布[。{reason}]", en="Scheduled publication cancelled[. {reason}]"
)
DISCLOSURE_PUBLISHED = declare(
    "disclosure_published",
    zh="公开，索引号 {index_number}，备案号 {filing}",
    en="Published as {index_number}, filed as {filing}",
)
CORRECTION_STARTED = declare("correction_started", zh="开始更正：{reason}", en="Correction started: {reason}")
DISCLOSURE_CORRECTED = declare(
    "disclosure_corrected",
    zh="更正后重新公开，备案号 {filing}：{reason}",
    en="Corrected and published, filed as {filing}: {reason}",
)
GROUND_RECORDED = declare(
    "ground_recorded",
    zh="登记须撤回或更正的事由：{words}（{occurred_on}）",
    en="Ground for withdrawal recorded: {words} ({occurred_on})",
)
DISCLOSURE_SUPERSEDED = declare("disclosure_superseded", zh="已由 {successor} 替代", en="Superseded by {successor}")
DISCLOSURE_WITHDRAWN = declare("disclosure_withdrawn", zh="撤回：{kind}。{reason}", en="Withdrawn: {kind_en}. {reason}")
DISCLOSURE_DISCARDED = declare("disclosure_discarded", zh="作废草稿", en="Draft discarded")
DISCARD_UNDONE = declare("discard_undone", zh="恢复草稿", en="Draft restored")

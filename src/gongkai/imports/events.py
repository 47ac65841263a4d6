"""What happens here, with the sentence of each for timelines."""

from gongkai.journal.events import declare

FILE_RECEIVED = declare(
    "import_file_received", zh="上传《{name}》，准备导入{kind}", en="{name} uploaded to import {kind_en}"
)
MAPPING_CHOSEN = declare("import_mapping_chosen", zh="指定各列的含义", en="Columns assigned")
IMPORT_STARTED = declare("import_started", zh="开始导入，共 {rows} 行", en="Import of {rows} rows started")
DOCUMENTS_TAKEN = declare(
    "import_documents_taken",
    zh="导入历史文件 {count} 件（第 {first} 至 {last} 行）",
    en="{count} documents of the past imported (rows {first} to {last})",
)
IMPORT_FINISHED = declare(
    "import_finished",
    zh="导入完成：新增 {added}，更新 {changed}，无变化 {same}，未导入 {refused}",
    en="Import finished: {added} added, {changed} changed, {same} unchanged, {refused} refused",
)
IMPORT_CANCELLED = declare("import_cancelled", zh="取消导入", en="Import cancelled")
IMPORT_UNDONE = declare("import_undone", zh="撤销导入，共 {count} 行", en="Import undone: {count} rows")
GAP_EXPLAINED = declare(
    "gap_explained", zh="说明断号 {number}：{kind}。{reason}", en="Missing {number} explained: {kind_en}. {reason}"
)
GAP_DECIDED = declare(
    "gap_decided",
    zh="断号 {number} 的说明：{decision}。{opinion}",
    en="Explanation of {number}: {decision_en}. {opinion}",
)
MATCH_CORRECTED = declare(
    "match_corrected", zh="更正《{title}》对应的事项为“{duty}”", en="“{title}” is matched to “{duty}” by hand"
)
CATALOGUE_PROPOSED = declare(
    "catalogue_proposed", zh="由目录表格《{name}》提出 {duties} 个事项", en="{duties} duties proposed from {name}"
)
PAST_MATCHED = declare(
    "past_matched", zh="历史文件重新对应任务，新对应 {met} 项", en="{met} more obligations matched to the imported past"
)

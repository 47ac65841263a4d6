"""The words that name metadata on government pages, and reading them from any layout.

Sources: 政府信息公开目录系统实施指引(试行) and the pages of 江阴, 武威, 高青 and 汉阴.
"""

import re
from collections.abc import Iterable, Iterator

LABELS: dict[str, tuple[str, ...]] = {
    "title": ("信息名称", "文件名称", "公文标题", "标题", "名称"),
    "index_number": ("信息索引号", "索引号", "索取号"),
    "document_number": ("发文字号", "发文文号", "文件编号", "文件字号", "公文文号", "文件号", "文号", "字号"),
    "publisher": ("发布机构", "发布机关", "发文机关", "发文单位", "发布单位", "公开机构", "公开责任部门", "责任部门"),
    "produced": ("成文日期", "成文时间", "生成日期", "产生日期", "签发日期", "印发日期", "制发日期"),
    "issued": ("发文日期", "发文时间"),
    "published": ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "发表时间", "发布于", "更新时间", "更新日期",
                  "添加时间", "录入时间", "日期", "时间"),
    "source": ("信息来源", "文章来源", "文档来源", "稿件来源", "稿源", "来源", "出处"),
    "column": ("公开目录", "所属栏目", "所属类别", "信息分类", "组配分类", "栏目"),
    "kept": ("主题分类", "主题一级", "主题二级", "主题词", "关键词", "关键字", "体裁分类", "体裁", "公开方式", "公开形式",
             "公开范围", "公开时限", "公开程序", "公开类别", "有效性", "效力状况", "有效期", "时效", "生效日期", "失效日期",
             "废止日期", "信息类别", "内容概述", "摘要", "作者", "语种", "服务对象"),
    "chrome": ("浏览次数", "阅读次数", "点击次数", "点击数", "点击率", "点击", "浏览量", "浏览", "阅读", "人气", "访问量",
               "访问次数", "字体大小", "字体", "字号大小", "大小", "责任编辑", "责编", "编辑", "审核", "校对", "打印",
               "分享到", "分享", "视力保护色", "保护视力色", "附件下载", "附件", "上一篇", "下一篇", "下载", "联系电话"),
}  # fmt: skip

_NAMED = {label: name for name, labels in LABELS.items() for label in labels}
# “字号” alone is the size of letters when 大 中 小 follow, else a document number.
_SIZES = re.compile(r"^[\[【(（\s]*(?:特?大|默认|[A-Z][+-])[\s|/]*(?:中|小|默认)?")
_SPACED = "|".join(r"\s*".join(label) for label in sorted(_NAMED, key=len, reverse=True))
_INLINE = re.compile(rf"(?:^|(?<=[\s|【\[（(>;；，,/]))\W*({_SPACED})\s*(?:[:：]|(?=\s*\d{{4}}[年/-]))")
_ALONE = re.compile(r"[\s:：【】\[\]()（）]+")
_LONGEST_VALUE = 400
_LONGEST_TOKEN = 1_000

Labelled = tuple[str, str, str]


def labelled(texts: Iterable[str]) -> Iterator[Labelled]:
    """Yield (name, label as printed, value) from the texts of a page in their order, each label once.

    Works for tables, lists, definition lists and lines with several labels. Arguments: texts, one per text node.
    """
    waiting: tuple[str, str] | None = None
    seen: set[str] = set()
    for text in texts:
        token = text.strip()
        if not token or len(token) > _LONGEST_TOKEN:
            continue
        spans = list(_INLINE.finditer(token)) if ":" in token or "：" in token or token[-1].isdigit() else []
        bare = _ALONE.sub("", token)
        if not spans and bare in _NAMED and len(token) <= 24:
            waiting = (_NAMED[bare], bare)
            continue
        first = spans[0].start() if spans else len(token)
        if waiting is not None:
            head = token[:first].strip(" :：\u3000\xa0")
            if head and waiting[1] not in seen:
                seen.add(waiting[1])
                yield from _value(*waiting, head)
            waiting = None if head or spans else waiting
        for number, span in enumerate(spans):
            label = re.sub(r"\s+", "", span.group(1))
            end = spans[number + 1].start() if number + 1 < len(spans) else len(token)
            value = token[span.end() : end].strip(" \u3000\xa0|【】[]\t\r\n")
            if not value:
                waiting = (_NAMED[label], label) if end == len(token) else None
            elif label not in seen:
                seen.add(label)
                yield from _value(_NAMED[label], label, value)


def _value(name: str, label: str, value: str) -> Iterator[Labelled]:
    if name != "chrome" and not _SIZES.match(value):
        yield name, label, " ".join(value[:_LONGEST_VALUE].split())


def count_labels(texts: Iterable[str]) -> int:
    """Return how many metadata labels stand in the texts."""
    found = 0
    for text in texts:
        token = text.strip()
        if len(token) <= _LONGEST_TOKEN:
            found += _ALONE.sub("", token) in _NAMED or len(_INLINE.findall(token))
    return found

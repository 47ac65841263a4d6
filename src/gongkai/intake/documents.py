"""Documents of the past as a kind of records: the columns that old sites and catalogues export, by their usual names."""

from collections.abc import Mapping

from gongkai.intake.tables.records import NO_TEXT, ColumnSpec, RecordKind
from gongkai.intake.tables.values import Parser, date, text
from gongkai.rulebook.text import Text

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "文件标题", "公文标题", "文件名称", "信息名称", "公文名称", "名称", "题名", "标题名称", "文件名", "title", "document_title", "name", "subject", "headline"),
    "issued_on": ("成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "印发时间", "签发日期", "制发日期", "形成日期", "生成日期", "生成时间", "落款日期", "写作日期", "issued_on", "issued", "issue_date", "date_issued", "date_of_issue", "issued_date", "written_on", "document_date"),
    "published_on": ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "公布时间", "上网日期", "上网时间", "发布于", "published_on", "published", "publication_date", "pub_date", "publish_date", "date_published", "date_of_publication", "published_date", "release_date"),
    "document_number": ("文号", "发文字号", "发文文号", "公文文号", "文件编号", "文件号", "公文号", "发文号", "字号", "文件文号", "公文字号", "document_number", "doc_number", "document_no", "doc_no", "number", "file_number", "reference_number"),
    "issuer": ("发文机关", "发文单位", "发布机构", "发布单位", "发布机关", "制发机关", "制作机关", "公开单位", "公开主体", "公开机构", "责任单位", "单位", "issuer", "issuing_body", "issued_by", "agency", "department", "organisation", "organization"),
    "url": ("地址", "网址", "链接", "原文链接", "网页地址", "url", "link", "address", "href"),
    "index_number": ("索引号", "信息索引号", "索引编号", "index_number"),
    "column": ("栏目", "所属栏目", "栏目名称", "频道", "column", "channel", "section"),
    "classification": ("主题分类", "分类", "类别", "信息分类", "classification", "topic", "category"),
    "genre": ("体裁", "文种", "体裁分类", "公文种类", "genre", "document_type"),
    "summary": ("内容概述", "摘要", "概述", "summary", "abstract", "description"),
    "body": ("正文", "内容", "信息内容", "body", "content", "text"),
    "validity": ("有效性", "效力", "效力状态", "效力状况", "时效", "validity"),
}  # fmt: skip

LONGEST_TITLE = 500


def _column(
    name: str,
    title: Text,
    parser: Parser,
    *,
    required: bool = False,
    example: str = "",
    help: Text = NO_TEXT,  # noqa: A002 (the name of the field of ColumnSpec)
) -> ColumnSpec:
    return ColumnSpec(name, title, parser, USUAL_NAMES[name], required=required, example=example, help=help)


# Numbers stay as printed: an irregular one is a finding of the audit, not a reason to lose the document.
DOCUMENTS = RecordKind(
    id="documents",
    title=Text("历史文件", "Documents of the past"),
    columns=(
        _column(
            "title",
            Text("标题", "Title"),
            text(longest=LONGEST_TITLE),
            required=True,
            example="某县人民政府关于做好春耕工作的通知",
        ),
        _column(
            "document_number",
            Text("文号", "Document number"),
            text(longest=200),
            example="某政发〔2020〕5号",
            help=Text("照原件填写；没有文号的留空", "as printed; leave empty where there is none"),
        ),
        _column("issued_on", Text("成文日期", "Issued on"), date(), example="2020-03-01"),
        _column("published_on", Text("发布日期", "Published on"), date(), example="2020-03-09"),
        _column("issuer", Text("发文机关", "Issuing body"), text(longest=200), example="某县人民政府"),
        _column("index_number", Text("索引号", "Index number"), text(longest=100)),
        _column("column", Text("栏目", "Column"), text(longest=200)),
        _column("classification", Text("主题分类", "Classification"), text(longest=200)),
        _column("genre", Text("体裁", "Genre"), text(longest=50), example="通知"),
        _column("validity", Text("有效性", "Validity"), text(longest=50), example="有效"),
        _column("summary", Text("内容概述", "Summary"), text(longest=5_000)),
        _column("body", Text("正文", "Body"), text()),
        _column(
            "url",
            Text("网址", "Address"),
            text(longest=2_000),
            help=Text("原网址；每份文件只应出现一次", "old address; each may occur only once"),
        ),
    ),
    key=("url",),
)

"""Catalogues as counties publish them, made up, with the traps of real ones."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

HEAD1 = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "", "公开方式", "",
         "公开层级", ""]  # fmt: skip
HEAD2 = ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡、村级"]
MERGES = [(1, 1, 1, 2), (1, 8, 1, 9), (1, 10, 1, 11), (1, 12, 1, 13)] + [(1, c, 2, c) for c in (0, 3, 4, 5, 6, 7)]
ROWS = [
    ["1", "政府预算", "收支总表", "1.一般公共预算收入表；\n2.一般公共预算支出表。", "《中华人民共和国预算法》第十四条", "人大批准后20日内", "县财政局",
     "■政府网站　□政府公报\n□两微一端", "√", "", "√", "", "√", ""],
    ["2", "", "政府性基金预算", "①收入表②支出表", "同上", "同上", "县财政局", "■政府网站", "■", "□", "■", "□", "■", "□"],
    ["3", "低保审核", "审核信息", "初审对象名单及相关信息", "《社会救助暂行办法》（国务院令第649号）", "制定或获取信息之日起10个工作日内；公示7个工作日",
     "县民政局、各乡镇人民政府（街道办事处）", "▄社区/企事业单位/村公示栏（电子屏） 口政府网站", "", "◆村民", "▉", "", "", "☑"],
]  # fmt: skip


def book(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    head: Iterable[Sequence[str]] = (HEAD1, HEAD2),
    merges: Iterable[tuple[int, int, int, int]] = MERGES,
    title: str = "临河县财政预决算领域基层政务公开标准目录",
    sheet: str = "财政预决算",
    down: Iterable[tuple[int, int, int, int]] = (),
) -> bytes:
    """Return a workbook: title, header of two rows, rows; merges of the header and of the body."""
    stream = io.BytesIO()
    lines = [[title], *head, *rows]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        page = made.add_worksheet(sheet)
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                if text:
                    page.write_string(number, column, text)
        for top, left, bottom, right in (*merges, *down):
            page.merge_range(top, left, bottom, right, "")
            page.write_string(top, left, lines[top][left])
    return stream.getvalue()


def page(rows: Sequence[Sequence[str]] = ROWS, *, cut: bool = False, style: str = "") -> bytes:
    """Return a web page with the catalogue, in one table or each row in a table of its own."""
    head = (
        '<tr><th rowspan="2">序号</th><th colspan="2">公开 事项</th><th rowspan="2">公开内容<br>（要素）</th><th rowspan="2">公开　依据</th>'
        '<th rowspan="2">公开时限</th><th rowspan="2">公开主体</th><th rowspan="2">公开渠道和载体</th><th colspan="2">公开对象</th>'
        '<th colspan="2">公开方式</th><th colspan="2">公开层级</th></tr><tr><th>一级事项</th><th>二级事项</th><th>全社会</th>'
        "<th>特定群众</th><th>主动</th><th>依申请公开</th><th>县级</th><th>乡、村级</th></tr>"
    )
    lines = ["<tr>" + "".join("<td>" + cell.replace("\n", "<br>") + "</td>" for cell in row) + "</tr>" for row in rows]
    body = "</table><p></p><table>".join([head + lines[0], *lines[1:]]) if cut else head + "".join(lines)
    return (
        f"<html><head><meta charset='utf-8'></head><body><table><tr><td><p>临河县财政预决算领域基层政务公开标准目录</p>"
        f"<table {style}>{body}</table></td></tr></table></body></html>"
    ).encode()

"""The command `gongkai audit`: needs no district and no database."""

import datetime as dt
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

_COLUMN = "列名、列字母或列号 · header, letter or number of the column"


def audit(  # noqa: PLR0917 (typer reads one parameter per option)
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="CSV、XLSX、XLS、ODS 或 JSON Lines 文件目录 · tables of documents"),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="写入报告的文件夹 · folder for the report")],
    title: Annotated[str | None, typer.Option(help=f"标题 · title: {_COLUMN}")] = None,
    document_number: Annotated[str | None, typer.Option(help=f"文号 · document number: {_COLUMN}")] = None,
    issued_on: Annotated[str | None, typer.Option(help=f"成文日期 · date of issue: {_COLUMN}")] = None,
    published_on: Annotated[str | None, typer.Option(help=f"发布日期 · date of publication: {_COLUMN}")] = None,
    issuer: Annotated[str | None, typer.Option(help=f"发文机关 · issuing body: {_COLUMN}")] = None,
    sheet: Annotated[str | None, typer.Option(help="工作表名 · name of the sheet")] = None,
    header_row: Annotated[int | None, typer.Option(help="表头所在行号 · number of the header row")] = None,
    encoding: Annotated[str | None, typer.Option(help="文本编码 · encoding of text files")] = None,
    delimiter: Annotated[str | None, typer.Option(help="分隔符 · delimiter of text files")] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="审计日期，默认今天 · day of the audit, today by default"),
    ] = None,
) -> None:
    """审计已有文件：文号断号与公开时效 · audit documents: missing numbers and timeliness.

    写入 report.html 和四个 CSV 文件。退出码：0 已完成，2 无法读取 · Exit 0 when the audit ran, 2 when input cannot be read.
    """
    from gongkai.retrospect.report import AuditOptions, run_audit  # noqa: PLC0415 (so that --help is instant)

    columns = {
        "title": title,
        "document_number": document_number,
        "issued_on": issued_on,
        "published_on": published_on,
        "issuer": issuer,
    }
    options = AuditOptions(
        columns={name: column for name, column in columns.items() if column},
        sheet=sheet,
        encoding=encoding,
        delimiter=delimiter,
        header_row=header_row,
    )
    today = on.date() if on else dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    code = run_audit(files, out, options, on=today, say=lambda text: typer.echo(text, err=True))
    if code == 0:
        typer.echo(f"已写入 · written: {out / 'report.html'}")
    raise typer.Exit(code)

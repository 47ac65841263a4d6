"""The sentences with which files are refused or remarked upon; each says what to do next."""

from typing import Final

from gongkai.rulebook.objections import Objection

LETTERS: Final = "pdf、docx、xlsx、csv、ofd、png、jpg、webp、gif、txt"
LETTERS_EN: Final = "pdf, docx, xlsx, csv, ofd, png, jpg, webp, gif, txt"

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "file_empty": ("文件是空的，请重新选择文件。", "The file is empty. Choose the file again."),
    "file_too_large": (
        "文件有 {size} MB，超过 {limit} MB 的上限。请压缩图片或拆分后再上传。",
        "The file has {size} MB, more than the {limit} MB allowed. Compress its pictures or split it.",
    ),
    "file_unreadable": ("读不到这个文件，请重新选择。", "The file cannot be read. Choose it again."),
    "file_kind_unknown": (
        "无法识别文件内容。可以上传的格式：{letters}。",
        "The content is of no known kind. Allowed: {letters_en}.",
    ),
    "file_kind_refused": (
        "不接受 {kind} 文件。可以上传的格式：{letters}。",
        "{kind} files are not accepted. Allowed: {letters_en}.",
    ),
    "file_archive": (
        "不接受压缩包：里面的内容无法检索、无法核对个人信息。请解压后逐个上传。",
        "Archives are not accepted: their content can be neither searched nor checked. Unpack and attach each file.",
    ),
    "file_old_office": (
        "这是旧版 Office/WPS 格式。请用“另存为”保存成 docx 或 xlsx 后再上传。",
        "This is an old Office/WPS format. Use “save as” to make it docx or xlsx.",
    ),
    "file_name_mismatch": (
        "文件名以 .{named} 结尾，内容却是 {found}。请用原来的软件另存为正确的格式，不要只改文件名。",
        "The name ends in .{named} but the content is {found}. Save it in the right format instead of renaming it.",
    ),
    "file_name_missing_extension": (
        "文件名没有扩展名，内容是 {found}。请把文件名改成以 .{found} 结尾。",
        "The name has no extension; the content is {found}. Rename it to end in .{found}.",
    ),
    "file_macros": (
        "文件里有宏（{part}）。请另存为不带宏的 docx 或 xlsx。",
        "The file holds macros ({part}). Save it as docx or xlsx without macros.",
    ),
    "file_active_content": (
        "文件里有嵌入的程序或对象（{part}）。请删除后重新保存。",
        "The file holds embedded programs or objects ({part}). Delete them and save again.",
    ),
    "file_external_parts": (
        "文件会从外部地址加载模板或内容（{part}）。请断开链接后重新保存。",
        "The file loads a template or content from elsewhere ({part}). Break the links and save again.",
    ),
    "file_encrypted": (
        "文件有密码或权限保护，公众打不开。请取消保护后再上传。",
        "The file is protected by a password or restrictions. Remove the protection first.",
    ),
    "file_damaged": (
        "文件已损坏或不完整，请用原来的软件打开，另存后再上传。",
        "The file is damaged or incomplete. Open it in its own program, save it again and attach that.",
    ),
    "file_bomb": (
        "文件解压后过大（{what}），不能处理。请用原来的软件另存，或拆分成几个文件。",
        "The file unpacks to too much ({what}). Save it again in its own program, or split it.",
    ),
    "file_paths": (
        "文件内部含有不安全的路径（{part}），请重新生成文件。",
        "The file holds an unsafe path inside ({part}). Produce it again.",
    ),
    "file_entities": (
        "文件内部含有不允许的 XML 定义（{part}），请用原来的软件另存。",
        "The file holds XML definitions that are not allowed ({part}). Save it again in its own program.",
    ),
    "file_sheet_extent": (
        "工作表“{part}”的范围过大（第 {rows} 行、第 {columns} 列）。请删除远处的空行空列后保存。",
        "Sheet “{part}” reaches too far (row {rows}, column {columns}). Delete the far empty rows and columns.",
    ),
    "image_too_large": (
        "图片有 {pixels} 百万像素，超过 {limit} 百万。请缩小后上传。",
        "The picture has {pixels} megapixels, more than {limit}. Make it smaller.",
    ),
    "pdf_scripts": (
        "PDF 里有脚本或启动程序的动作（{part}）。请用“打印为 PDF”重新生成。",
        "The PDF holds scripts or actions that start programs ({part}). Produce it again with “print to PDF”.",
    ),
    "pdf_too_complex": (
        "PDF 内部过于复杂，无法检查。请用“打印为 PDF”重新生成。",
        "The PDF is too complex to be checked. Produce it again with “print to PDF”.",
    ),
    "pdf_no_pages": ("PDF 里没有页面，请重新生成。", "The PDF has no pages. Produce it again."),
    "text_encoding": (
        "文本编码无法识别。请另存为 UTF-8 编码。",
        "The text encoding is unknown. Save it as UTF-8.",
    ),
    "caution_hidden_sheets": (
        "工作簿有隐藏的工作表（{part}）。公开前请确认其中没有不应公开的内容。",
        "The workbook has hidden sheets ({part}). Make sure that they hold nothing that must not be published.",
    ),
    "caution_comments": (
        "文件里有批注。公开后任何人都能看到批注内容。",
        "The file has comments. Everybody will be able to read them once it is published.",
    ),
    "caution_revisions": (
        "文件里有未接受的修订，删除的文字仍可看到。请接受全部修订后再上传。",
        "The file has open tracked changes; deleted words can still be read. Accept all changes first.",
    ),
    "caution_signed": (
        "文件带有电子签名或签章。为保持签章有效，文件属性（作者等）原样保留。",
        "The file is electronically signed. Its properties (author and so on) stay, so that the signature stays valid.",
    ),
    "caution_embedded_files": (
        "PDF 内嵌有其他文件，保存时会去掉。需要公开的请单独上传。",
        "The PDF has other files embedded; they are removed on saving. Attach them by themselves if they are meant.",
    ),
    "caution_no_text": (
        "PDF 里没有文字（可能是扫描件），无法检索，视障人士也无法阅读。建议上传文字版。",
        "The PDF has no text (a scan?): it cannot be searched nor read aloud. Attach a text version if there is one.",
    ),
}


def objection(code: str, **values: object) -> Objection:
    """Return the objection with this code, its blanks filled in."""
    zh, en = _TEXTS[code]
    values = {"letters": LETTERS, "letters_en": LETTERS_EN, **values}
    return Objection(code=code, zh=zh.format(**values), en=en.format(**values))

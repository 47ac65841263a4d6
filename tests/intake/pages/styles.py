"""Pages in the styles of the systems that counties use, made up, with their surroundings."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCES = (
    "为切实做好全县防汛抗旱工作，保障人民群众生命财产安全，经县政府同意，现将有关事项通知如下。",
    "各乡镇人民政府、县直有关部门要提高认识，压实责任，按照职责分工抓好落实，确保各项措施到位。",
    "县水利局要会同应急管理局加强监测预警，及时发布信息；发现险情的，应当立即报告并组织抢护。",
    "本通知自印发之日起施行，有效期五年。执行中遇到的问题，请及时反馈县政府办公室。",
)
NAV = "".join(f'<li><a href="/{name}/">{word}</a></li>' for name, word in (
    ("xwzx", "新闻中心"), ("zwgk", "政务公开"), ("bsfw", "办事服务"), ("hdjl", "互动交流"), ("mlx", "魅力临河"),
))  # fmt: skip
SIDE = "".join(
    f'<li><a href="/zwgk/gzdt/t2020010{n}_{n}.html">县政府召开第{n}次常务会议研究部署近期工作</a></li>'
    for n in range(1, 9)
)
FOOT = """<div class="footer">主办单位：临河县人民政府办公室 联系方式：0999-0000000 网站标识码：9901010001
<a href="http://bszs.conac.cn/x">党政机关</a> <a href="https://beian.miit.gov.cn/">备99000001号</a></div>"""


@dataclass(frozen=True)
class Truth:
    """What a reader of the page would say it holds."""

    title: str
    published: dt.date | None = None
    produced: dt.date | None = None
    source: str = ""
    publisher: str = ""
    document_number: str = ""
    index_number: str = ""
    column: str = ""
    begins: str = SENTENCES[0]
    ends: str = SENTENCES[3]
    attachments: int = 0
    tables: int = 0


def paragraphs(number: int, indent: str = "　　") -> str:
    return "\n".join(f'<p style="text-indent:2em">{indent}{sentence}</p>' for sentence in SENTENCES) + (
        f"<p>{indent}第{number}号事项另行通知。</p>"
    )


def trs(number: int) -> tuple[str, str, Truth]:
    """TRS WCM: meta tags, a metadata table of 武威 kind, TRS_Editor, files beside the page."""
    title = f"临河县人民政府办公室关于做好第{number}号防汛工作的通知"
    html = f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}_临河县人民政府</title>
<meta name="SiteName" content="临河县人民政府"><meta name="SiteDomain" content="www.linhe.gov.cn">
<meta name="SiteIDCode" content="9901010001"><meta name="ColumnName" content="政府办文件">
<meta name="ColumnType" content="政策文件"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2023-03-0{number % 9 + 1} 09:30"><meta name="ContentSource" content="县政府办公室">
<link rel="stylesheet" href="../../images/style.css"><script src="/js/jquery.js"></script></head><body>
<div class="header"><ul class="nav">{NAV}</ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="../">政府办文件</a></div>
<div class="xxgk"><table><tbody>
<tr><td><b>索 引 号：</b></td><td>11990101MB00000017/2023-{number:05}</td><td>公开方式：</td><td>主动公开</td></tr>
<tr><td>发布机构：</td><td>临河县人民政府办公室</td><td>组配分类：</td><td>政府办文件</td></tr>
<tr><td>文件编号：</td><td>临政办发〔2023〕{number}号</td><td>发文日期：</td><td>2023-03-0{number % 9 + 1}</td></tr>
<tr><td>成文日期：</td><td>2023年2月2{number % 8}日</td><td>有 效 性：</td><td>有效</td></tr></tbody></table></div>
<h1 class="article-title">{title}</h1>
<div class="info">来源：县政府办公室 发布时间：2023-03-0{number % 9 + 1} 09:30 浏览次数：<span id="hits">12</span>
字体：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>]</div>
<div id="Zoom"><div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{line-height:2}}</style>
<div class="Custom_UnionStyle">{paragraphs(number)}
<table border="1"><tr><th rowspan="2">乡镇</th><th colspan="2">物资</th></tr><tr><th>编织袋</th><th>铁锹</th></tr>
<tr><td>东风乡</td><td>1000</td><td>50</td></tr></table>
<p>相关：<a href="./t20230101_1.html">上年通知</a>、<a href="http://www.gov.cn/zhengce/content.htm">国务院文件</a>、
<a href="./t19990101_9.html">旧文</a><img src="./W020230301.png" alt="示意图" onerror="alert(1)"></p></div></div>
<div class="fujian">附件：<a href="./P020230301{number}.doc">物资分配表.doc</a></div></div>
<div class="share">分享到：<a href="http://v.weibo.com/share">微博</a></div>
<div class="side"><ul>{SIDE}</ul></div>{FOOT}</body></html>"""
    truth = Truth(title, dt.date(2023, 3, number % 9 + 1), dt.date(2023, 2, 20 + number % 8), "县政府办公室",
                  "临河县人民政府办公室", f"临政办发〔2023〕{number}号", f"11990101MB00000017/2023-{number:05}",
                  "政府办文件", attachments=1, tables=1)  # fmt: skip
    return f"www.linhe.gov.cn/zwgk/zfbwj/202303/t2023030{number % 9 + 1}_{10_000 + number}.html", html, truth


def siteserver(number: int) -> tuple[str, str, Truth]:
    """SiteServer: contents folder, no meta tags of the 47号 specification, a line with source and date."""
    title = f"2021年第{number}季度临河县农业农村局工作情况"
    html = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"/>
<title>{title} - 临河县农业农村局</title></head><body><div class="top"><ul>{NAV}</ul></div>
<div class="location">您现在的位置：<a href="/index.html">首页</a>&gt;&gt;<a href="/channels/12.html">工作动态</a>&gt;&gt;正文</div>
<div class="detail"><h1>{title}</h1>
<div class="property"><span>发布时间：2021年05月1{number % 9}日</span><span>来源：县农业农村局</span><span>点击数：35</span>
<span>字号：【大 中 小】</span><span>视力保护色：</span></div>
<div class="content" id="zoom"><div>{"</div><div>".join(SENTENCES)}</div>
<div>附件：<a href="/upload/files/2021/5/x{number}.xlsx">统计表</a></div></div>
<div class="pre-next"><p>上一篇：<a href="/contents/12/{number - 1}.html">全县春耕备耕工作有序推进</a></p>
<p>下一篇：没有了</p></div>【打印】【关闭】</div>{FOOT}</body></html>"""
    truth = Truth(title, dt.date(2021, 5, 10 + number % 9), source="县农业农村局", column="工作动态", attachments=1)
    return f"nyncj/contents/12/{number}.html", html, truth


def jcms(number: int) -> tuple[str, str, Truth]:
    """大汉 JCMS: comments around values, art_ addresses, the 高青 kind of metadata as a definition list."""
    title = f"关于印发《临河县养老服务实施办法（{number}）》的通知"
    html = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>临河县民政局 政策文件 {title}</title>
<meta name="ColumnName" content="政策文件"><meta name="PubDate" content="2022-11-1{number % 9}">
<link rel="canonical" href="http://mzj.linhe.gov.cn/art/2022/11/1{number % 9}/art_55_{number}.html"></head><body>
<ul>{NAV}</ul><div id="barrierfree_container"><div class="wz">当前位置： 首页 &gt; 法定主动公开内容 &gt; 政策文件</div>
<dl class="xxgkml"><dt>标　　题:</dt><dd>{title}</dd><dt>发文机关:</dt><dd>临河县民政局</dd>
<dt>发文字号:</dt><dd>临民发[2022]{number}号</dd><dt>索 引 号:</dt><dd>119901010000000X/2022-513{number:04}</dd>
<dt>成文日期:</dt><dd>2022-11-0{number % 8 + 1}</dd><dt>主题分类:</dt><dd>民政、扶贫、救灾</dd>
<dt>有效性:</dt><dd>有效</dd></dl>
<!--<$[信息标题]>begin--><div class="title">{title}</div><!--<$[信息标题]>end-->
<div class="main-txt" id="zoom"><!--ZJEG_RSS.content.begin--><div class="art_con">
<p align="center"><b>{title}</b></p><p align="center">临民发〔2022〕{number}号</p>{paragraphs(number)}</div>
<!--ZJEG_RSS.content.end--></div></div>{FOOT}</body></html>"""
    truth = Truth(title, dt.date(2022, 11, 10 + number % 9), dt.date(2022, 11, number % 8 + 1), "", "临河县民政局",
                  f"临民发〔2022〕{number}号", f"119901010000000X/2022-513{number:04}", "政策文件")  # fmt: skip
    return f"mzj/art/2022/11/1{number % 9}/art_55_{number}.html", html, truth


def visual(number: int) -> tuple[str, str, Truth]:
    """博达 VSB: info/ addresses, v_news_content, attachments in a list of download scripts."""
    title = f"临河县第{number}批最低生活保障对象公示"
    html = f"""<html><head><meta charset="utf-8"><title>{title}-临河县人民政府</title><META Name="keywords" Content="低保,公示" />
</head><body><div class="nav">{NAV}</div><div class="weizhi"><a href="../../index.htm">首页</a>&nbsp;&gt;&nbsp;<a
href="../../zwgk.htm">政务公开</a>&nbsp;&gt;&nbsp;<a href="../1473.htm">社会救助</a>&nbsp;&gt;&nbsp;正文</div>
<form name="_newscontent_fromname"><div class="content"><h2 align="center" class="title">{title}</h2>
<p class="fbsj">发布日期：2020/7/{number % 27 + 1}&nbsp;&nbsp;&nbsp;作者：&nbsp;&nbsp;来源：东风乡人民政府&nbsp;&nbsp;点击：[<span></span>]</p>
<div id="vsb_content"><div class="v_news_content">{paragraphs(number, "&emsp;&emsp;")}
<table><tbody><tr><td>户主</td><td>人数</td></tr><tr><td>张*</td><td>3</td></tr></tbody></table></div></div>
<ul style="list-style-type:none;"><li>附件【<a href="../../system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=1&amp;wbfileid=7"
target="_blank">名单.pdf</a>】已下载次</li></ul></div></form>{FOOT}</body></html>"""
    truth = Truth(title, dt.date(2020, 7, number % 27 + 1), source="东风乡人民政府", column="社会救助", tables=1)
    return f"dfx/info/1473/{40_000 + number}.htm", html, truth


def plain(number: int) -> tuple[str, str, Truth]:
    """A page of 2009 made by hand: layout tables, font tags, no declared encoding, the date below the title."""
    title = f"临河县二00九年第{number}号人事任免通知"
    text = "<BR><BR>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{sentence}" for sentence in SENTENCES)
    html = f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY bgcolor=#ffffff>
<TABLE width=980 align=center><TR><TD><IMG src="images/banner.jpg"></TD></TR><TR><TD>{NAV}</TD></TR></TABLE>
<TABLE width=980 align=center><TR><TD width=200 valign=top><UL>{SIDE}</UL></TD><TD valign=top>
<TABLE width="100%"><TR><TD align=center class=biaoti><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD align=center>2009-6-{number % 28 + 1}　　来源:县人事局　　浏览次数:88</TD></TR>
<TR><TD><FONT size=3>{text}</FONT></TD></TR></TABLE></TD></TR></TABLE>
<TABLE align=center><TR><TD>版权所有 临河县人民政府</TD></TR></TABLE></BODY></HTML>"""
    return f"old/shownews{number}.html", html, Truth(title, dt.date(2009, 6, number % 28 + 1), source="县人事局")


STYLES = (trs, siteserver, jcms, visual, plain)


def list_page(number: int) -> tuple[str, str]:
    rows = "".join(f'<li><a href="t2023030{n}_{n}.html">临河县人民政府关于第{n}项工作的通知</a><span>2023-03-0{n}</span></li>'
                   for n in range(1, 9))  # fmt: skip
    return f"www.linhe.gov.cn/zwgk/zfbwj/index_{number}.html", (
        f'<html><head><meta charset="utf-8"><title>政府办文件_临河县人民政府</title><meta name="ColumnName" content="政府办文件">'
        f'</head><body><ul>{NAV}</ul><div class="list"><ul>{rows}</ul></div>{FOOT}</body></html>'
    )


def home_page() -> tuple[str, str]:
    blocks = "".join(f"<div class='box'><h3>栏目{n}</h3><ul>{SIDE}</ul></div>" for n in range(12))
    return "www.linhe.gov.cn/index.html", (
        f'<html><head><meta charset="utf-8"><title>临河县人民政府</title></head><body><ul>{NAV}</ul>{blocks}{FOOT}</body></html>'
    )


def site(pages: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of a whole saved site, pages of every style, encodings declared rightly and wrongly."""
    yield home_page()[0], home_page()[1].encode()
    for number in range(1, pages + 1):
        path, html, _ = STYLES[number % len(STYLES)](number)
        folder, _, name = path.rpartition("/")
        encoding = "gb18030" if "gb2312" in html or number % 7 == 0 else "utf-8"
        yield f"{folder}/{number // 500}/{name}", html.encode(encoding)

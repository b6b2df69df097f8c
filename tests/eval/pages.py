"""Web pages made of our own texts: 48 templates of different make, in Kazakh, Russian and English, in the charsets of the
region, declared rightly, wrongly or not at all. A template is a skeleton (how the body is marked up) and a manner (where
title, author and date stand, what stands around the body). The same input gives the same pages.
"""
import html
import json
import re

WORDS = {
    "ru": dict(
        site="Вестник Аккайын", menu=["Главная", "Новости", "Экономика", "Общество", "Происшествия", "О редакции"], section="Общество",
        also="Читайте также", popular="Самое читаемое", share="Поделиться", comments="Комментарии", tags="Теги", by="Автор",
        names=["Айгерим Садвакас", "Тимур Оспанбек", "Наталья Гребнева"], updated="Обновлено",
        consent="Мы используем файлы cookie, чтобы сайт работал лучше и чтобы вы видели то, что вам интересно. Оставаясь на сайте, вы соглашаетесь с обработкой данных, о которой подробно сказано в политике конфиденциальности.",
        subscribe="Подписывайтесь на наш канал в Telegram, чтобы первыми узнавать новости области и не пропустить ничего важного.",
        rights="© 2009–2026 Вестник Аккайын. Все права защищены. Перепечатка материалов без ссылки на издание запрещена.",
        caption="Фото из архива редакции, снято на окраине посёлка в прошлом месяце", advert="Реклама",
        months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()),
    "kk": dict(
        site="Аққайың хабаршысы", menu=["Басты бет", "Жаңалықтар", "Экономика", "Қоғам", "Оқиғалар", "Редакция туралы"], section="Қоғам",
        also="Оқи отырыңыз", popular="Көп оқылған", share="Бөлісу", comments="Пікірлер", tags="Тегтер", by="Автор",
        names=["Айгерім Сәдуақас", "Тимур Оспанбек", "Гүлнұр Жақсыбай"], updated="Жаңартылды",
        consent="Сайт жақсы жұмыс істеуі үшін және сізге қызықты материалдарды көрсету үшін cookie файлдарын қолданамыз. Сайтта қала отырып, сіз деректердің өңделуіне келісім бересіз, толығырақ құпиялылық саясатында айтылған.",
        subscribe="Облыс жаңалықтарын бірінші болып біліп отыру үшін Telegram-дағы арнамызға жазылыңыз, ештеңені жіберіп алмаңыз.",
        rights="© 2009–2026 Аққайың хабаршысы. Барлық құқықтар қорғалған. Материалдарды сілтемесіз көшіріп басуға тыйым салынады.",
        caption="Сурет редакция мұрағатынан, өткен айда ауыл шетінде түсірілген", advert="Жарнама",
        months="қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split()),
    "en": dict(
        site="Akkaiyn Courier", menu=["Home", "News", "Economy", "Society", "Incidents", "About us"], section="Society",
        also="Read also", popular="Most read", share="Share this", comments="Comments", tags="Tags", by="By",
        names=["Aigerim Sadvakas", "Timur Ospanbek", "Natalia Grebneva"], updated="Updated",
        consent="We use cookies to make the site work better and to show you what interests you. By staying on the site you agree to the processing of data that our privacy policy describes in detail.",
        subscribe="Subscribe to our newsletter and get the news of the region into your inbox every morning before anybody else does.",
        rights="© 2009–2026 Akkaiyn Courier. All rights reserved. No part of this site may be reproduced without a link to us.",
        caption="Photo from the archive of the paper, taken at the edge of the settlement last month", advert="Advertisement",
        months="January February March April May June July August September October November December".split()),
}
SKELETONS, MANNERS = 12, 4
# How the bytes are made and declared: codec, byte order mark, what the page's meta says ("" for nothing).
CHARSETS = {
    "ru": [("utf-8", b"", "utf-8"), ("cp1251", b"", "windows-1251"), ("utf-8", b"", ""), ("koi8-r", b"", "koi8-r"), ("cp1251", b"", ""),
           ("utf-16-le", b"\xff\xfe", ""), ("cp1251", b"", "utf-8"), ("iso8859-5", b"", "iso-8859-5"), ("utf-8", b"", "windows-1251"),
           ("koi8-r", b"", ""), ("utf-8", b"\xef\xbb\xbf", "koi8-r")],
    "kk": [("utf-8", b"", "utf-8"), ("kz1048", b"", "kz-1048"), ("utf-8", b"", ""), ("ptcp154", b"", "ptcp154"), ("utf-16-be", b"\xfe\xff", ""),
           ("utf-8", b"", "windows-1251"), ("utf-8", b"\xef\xbb\xbf", "")],
    "en": [("utf-8", b"", "utf-8"), ("cp1252", b"", "iso-8859-1"), ("utf-8", b"", ""), ("utf-16-le", b"\xff\xfe", "")],
}


def stories(path):
    """Per language: articles as (title, paragraphs), and letters of readers."""
    articles, letters = {"ru": [], "kk": [], "en": []}, {"ru": [], "kk": [], "en": []}
    with open(path, encoding="utf-8") as file:
        for case in map(json.loads, file):
            if case["language"] not in articles:
                continue
            sentences = re.split(r"(?<=[.!?])\s+(?=[«\"А-ЯЁӘІҢҒҮҰҚӨҺA-Z])", case["text"].replace("\n", " "))
            if case["kind"] == "article" and case.get("title"):
                articles[case["language"]].append((case["title"], [" ".join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)]))
            elif case["kind"] == "appeal":
                letters[case["language"]].append(" ".join(sentences[:3]))
    return articles, letters


class Page:
    """One page under construction: what it tells, and what is expected of whoever reads it."""

    def __init__(self, number, language, articles, letters):
        self.skeleton, self.manner, self.language = number % SKELETONS, number // SKELETONS, language
        self.words, self.number = WORDS[language], number
        own, count = articles[language], len(articles[language])
        self.title = own[number % count][0]
        chosen = [own[(number + 7 * k) % count] for k in range(3)]
        self.paragraphs = [paragraph for _, paragraphs in chosen for paragraph in paragraphs]
        self.others = [own[(number + 1 + 2 * k) % count] for k in range(6)]
        mail = letters[language] or letters["ru"]
        self.letters = [mail[(number + k) % len(mail)] for k in range(4)]
        self.authors = self.words["names"][number % 3:number % 3 + 1 + (number % 5 == 0)]
        self.day = (2021 + number % 5, 1 + number % 12, 1 + (number * 7) % 28)
        self.clock = (8 + number % 12, number % 60)

    def iso(self):
        return "%04d-%02d-%02dT%02d:%02d:00+05:00" % (*self.day, *self.clock)

    def date(self, form):
        year, month, day = self.day
        name = self.words["months"][month - 1]
        if form == 0:
            return f"{name} {day}, {year}" if self.language == "en" else f"{day} {name} {year}" + {"ru": " года", "kk": " жыл"}[self.language]
        if form == 1:
            return "%02d.%02d.%04d, %02d:%02d" % (day, month, year, *self.clock)
        return "%02d:%02d, %d %s %d" % (*self.clock, day, name, year)

    def lists(self, tag="ul", mark=""):
        links = "".join(f'<li><a href="/n/{i}{self.number}">{html.escape(title)}</a></li>' for i, (title, _) in enumerate(self.others[:5]))
        return f"<{tag}{mark}>{links}</{tag}>"

    def cards(self, mark):
        return "".join(f'<div class="{mark}"><a href="/n/{i}x"><h3>{html.escape(title)}</h3></a><p>{html.escape(text[0])}</p></div>'
                       for i, (title, text) in enumerate(self.others[:4]))


def body(page):
    """The marked-up body of each skeleton, and in what element a paragraph stands."""
    words, text = page.words, [html.escape(paragraph) for paragraph in page.paragraphs]
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in text]
    middle = len(text) // 2
    figure = f'<figure><img src="/i/{page.number}.jpg"><figcaption>{words["caption"]}</figcaption></figure>'
    inset = f'<p><strong>{words["also"]}:</strong> <a href="/n/77">{html.escape(page.others[0][0])}</a></p>'
    s = page.skeleton
    if s == 0:  # semantic elements
        return f"<section>{''.join(paragraphs[:middle])}{figure}{''.join(paragraphs[middle:])}</section>"
    if s == 1:  # a blog engine's
        return f'<div class="entry-content">{"".join(paragraphs[:2])}{inset}{"".join(paragraphs[2:])}<div class="sharedaddy"><span>{words["share"]}</span></div></div>'
    if s == 2:  # tables for layout, line breaks for paragraphs
        return f'<table width="100%"><tr><td valign="top"><font size="2">{"<br><br>".join(text)}</font></td></tr></table>'
    if s == 3:  # nested divisions without a telling name
        return f'<div class="c7"><div class="c8">{"".join(f"<div class=x>{paragraph}</div>" for paragraph in text)}</div></div>'
    if s == 4:  # microdata
        return f'<div itemprop="articleBody">{"".join(paragraphs)}</div>'
    if s == 5:  # a body split by an advertisement into two boxes
        return (f'<div class="story__part">{"".join(paragraphs[:middle])}</div><div class="adv"><span>{words["advert"]}</span></div>'
                f'<div class="story__part">{"".join(paragraphs[middle:])}</div>')
    if s == 6:  # each paragraph a component of its own
        return "".join(f'<div class="article-block article-block--text"><div class="article-block__in"><p>{paragraph}</p></div></div>' for paragraph in text)
    if s == 7:  # a builder's rows and columns
        return "".join(f'<div class="row"><div class="column"><div class="widget widget-text"><div class="widget-box"><p>{paragraph}</p></div></div></div></div>'
                       for paragraph in text)
    if s == 8:  # an office's site: styles everywhere
        return "".join(f'<p style="text-align:justify"><span style="font-size:14pt"><span style="font-family:Arial">{paragraph}</span></span></p>' for paragraph in text)
    if s == 9:  # lead outside, body behind
        return f'<div class="lead">{text[0]}</div><div class="tools">{words["share"]}</div><div class="full-text">{"".join(paragraphs[1:])}</div>'
    if s == 10:  # open paragraphs and a quotation
        return f'<div id="text">{"<p>".join(text[:2])}<blockquote>{text[2]}</blockquote><p>{"<p>".join(text[3:])}</div>'
    return f'<div class="amp-text">{"".join(f"<p>{a}</p>" for a in text[:3])}{figure}{"".join(f"<p>{a}</p>" for a in text[3:])}</div>'


def render(page, declared):
    """HTML of the page."""
    words, manner = page.words, page.manner
    title, names = html.escape(page.title), page.authors
    head = [f"<title>{title} {'|—-»'[manner]} {words['site']}</title>"]
    if declared:
        head.insert(0, f'<meta charset="{declared}">' if manner % 2 else f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">')
    byline = " ".join(f'<span class="author-name">{name}</span>' for name in names)
    if manner == 0:  # all of it for machines, in JSON
        people = [{"@type": "Person", "name": name} for name in names]
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.title, "datePublished": page.iso(), "author": people,
                "publisher": {"@type": "Organization", "name": words["site"]}}
        head.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
        about = f'<div class="info">{page.date(0)}</div>'
    elif manner == 1:  # meta elements
        head += [f'<meta property="og:title" content="{title}">', f'<meta property="og:site_name" content="{words["site"]}">',
                 f'<meta property="article:published_time" content="{page.iso()}">', '<meta property="og:type" content="article">']
        head += [f'<meta name="author" content="{name}">' for name in names]
        about = f'<p class="meta"><time datetime="{page.iso()}">{page.date(1)}</time></p>'
    elif manner == 2:  # what readers see, with names that tell
        about = f'<div class="post-info"><span class="date">{page.date(1)}</span> <div class="author">{byline}</div></div>'
    else:  # what readers see
        about = f'<div class="k1"><span>{page.date(2)}</span></div><div class="k2">{words["by"]}: {", ".join(names)}</div>'
    menu = "".join(f'<li><a href="/{i}/">{item}</a></li>' for i, item in enumerate(words["menu"]))
    inner = f"<h1>{title}</h1>{about}{body(page)}"
    tags = f'<div class="tags">{words["tags"]}: <a href="/t/1">{words["section"]}</a> <a href="/t/2">{words["menu"][2]}</a></div>'
    comments = f'<div id="comments"><h3>{words["comments"]}</h3>{"".join(f"<div class=comment><b>user{i}</b><p>{html.escape(t)}</p></div>" for i, t in enumerate(page.letters))}</div>'
    more = f'<div class="related"><h3>{words["also"]}</h3>{page.cards("related__item")}</div>'
    aside = f'<div class="sidebar"><h3>{words["popular"]}</h3>{page.lists()}</div>'
    consent = f'<div class="cookie-bar"><p>{words["consent"]}</p><button>OK</button></div>'
    subscribe = f'<div class="promo-line"><p>{words["subscribe"]}</p></div>'
    foot = f'<footer><p>{words["rights"]}</p></footer>'
    nav = f'<nav><ul class="menu">{menu}</ul></nav>'
    if page.skeleton in (0, 4, 6, 9):
        main = f"<main><article>{inner}{tags}</article>{more}{comments}</main><aside>{page.lists()}</aside>"
    elif page.skeleton == 2:
        nav = f'<table><tr><td>{" | ".join(f"<a href=/{i}/>{item}</a>" for i, item in enumerate(words["menu"]))}</td></tr></table>'
        main = f'<table width="980"><tr><td width="200">{page.lists()}</td><td>{inner}</td><td>{words["popular"]}<br>{page.lists()}</td></tr></table>'
        foot = f'<table><tr><td align="center"><small>{words["rights"]}</small></td></tr></table>'
    else:
        main = f'<div class="wrap"><div class="col-main">{inner}{tags}{subscribe}{more}{comments}</div>{aside}</div>'
    opening = f'<html lang="{page.language}">' if manner != 2 else "<html>"
    return f"<!DOCTYPE html>{opening}<head>{''.join(head)}</head><body>{consent if manner % 2 else ''}{nav}{main}{'' if manner % 2 else consent}{foot}</body></html>"


def make(path):
    """Yields (id, bytes, what is due) for all pages of the texts in `path`."""
    articles, letters = stories(path)
    for language, charsets in CHARSETS.items():
        for number in range(SKELETONS * MANNERS):
            page = Page(number, language, articles, letters)
            codec, mark, declared = charsets[number % len(charsets)]
            data = mark + render(page, declared).encode(codec, "xmlcharrefreplace")
            due = dict(text="\n".join(page.paragraphs), title=page.title, authors=page.authors, date="%04d-%02d-%02d" % page.day)
            yield f"{language}{number:02} {codec}", data, due


def transcode(path):
    """Yields (id, bytes): pages in Russian and Kazakh, in UTF-8 first, then in every charset that has their letters, each with
    a right declaration, none, and a lying one."""
    articles, letters = stories(path)
    codecs = {
        "ru": [("cp1251", b"", "windows-1251"), ("koi8-r", b"", "koi8-r"), ("iso8859-5", b"", "iso-8859-5"),
               ("utf-16-le", b"\xff\xfe", "utf-16"), ("utf-16-be", b"\xfe\xff", "utf-16"), ("utf-8", b"", "utf-8")],
        "kk": [("kz1048", b"", "kz-1048"), ("ptcp154", b"", "ptcp154"), ("utf-16-le", b"\xff\xfe", "utf-16"), ("utf-8", b"", "utf-8")],
    }
    for language, charsets in codecs.items():
        for number in range(SKELETONS * MANNERS):
            page = Page(number, language, articles, letters)
            yield f"{language}{number:02} utf-8", reduced(render(page, "utf-8"), "utf-8")
            for codec, mark, name in charsets:
                lie = "windows-1251" if codec != "cp1251" else "koi8-r"
                for declared in (name, "", "utf-8" if codec != "utf-8" else "windows-1251", lie):
                    yield f"{language}{number:02} {codec} as {declared or 'nothing'}", mark + reduced(render(page, declared), codec)


def reduced(text, codec):
    """In a charset that lacks some signs, these become what typists write for them."""
    return text.replace("—", "-").replace("–", "-").replace("«", '"').replace("»", '"').replace("©", "(c)").replace("№", "N").encode(codec, "xmlcharrefreplace")

"""The made-up media landscape of the demonstration: outlets as sites, from articles/ and
templates/.

Every outlet, person, company and event in it is invented.
"""
import dataclasses
import datetime
import gzip
import pathlib
import string
from html import escape

import feeds
from serve import Resource

HERE = pathlib.Path(__file__).parent
ALMATY = datetime.timezone(datetime.timedelta(hours=5))  # all of 2025
MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}
# Form of an outlet's index -> (list of sources.yaml, address).
INDEXES = {
    "rss": ("feeds", "/rss"),
    "atom": ("feeds", "/atom.xml"),
    "sitemap": ("sitemaps", "/sitemap.xml"),
    "section": ("sections", "/habar/"),
}


@dataclasses.dataclass
class Outlet:
    id: str
    name: str
    address: str  # on the loopback network
    path: str  # of an article
    closed: str  # folder of articles that robots.txt forbids
    index: str
    charset: str = "utf-8"
    type: str = "text/html; charset=utf-8"  # of its pages
    dead_feed: str = ""
    region: str = ""  # that it writes about, where it is but one


OUTLETS = [
    # Kazakh, a regional paper: RSS, OpenGraph dates.
    Outlet(
        "dala-tany", "Дала таңы", "127.0.0.2", "/kz/{when:%Y/%m/%d}/{slug}", "/kz/ishki/", "rss"
    ),
    # Russian, a regional paper: windows-1251 declared in the page only, Atom, a feed that died,
    # dates for the reader's eye only.
    Outlet(
        "stepnoy-vestnik",
        "Степной вестник",
        "127.0.0.3",
        "/news/{slug}.html",
        "/news/redakciya/",
        "atom",
        charset="windows-1251",
        type="text/html",
        dead_feed="/old/rss.php",
    ),
    # English, a weekly: a sitemap index with a packed part, JSON-LD.
    Outlet(
        "steppe-courier",
        "Steppe Courier",
        "127.0.0.4",
        "/story/{when:%Y-%m}/{slug}/",
        "/story/drafts/",
        "sitemap",
    ),
    # Kazakh, the paper of one district: a page of links, dates without time.
    Outlet(
        "shalgyn-uni",
        "Шалғын үні",
        "127.0.0.5",
        "/habar/{slug}",
        "/habar/ishki/",
        "section",
        region="KZ-61",
    ),
    # Russian and Kazakh: prints what others wrote, whole or with a lead of its own; microdata.
    Outlet(
        "polyn-digest",
        "Полынь-дайджест",
        "127.0.0.6",
        "/p/{when:%Y%m%d}/{slug}",
        "/p/chernoviki/",
        "rss",
    ),
]
NAMES = {outlet.id: outlet.name for outlet in OUTLETS}


@dataclasses.dataclass
class Article:
    when: datetime.datetime
    slug: str
    title: str
    paragraphs: list
    meant: str = ""  # what it was written to say: 'SPHERE SCHEME CONTEXT REGION [special]'
    closed: bool = False
    original: str = ""  # 'OUTLET/SLUG' of the article that it reprints

    def countable(self):
        """Whether it is meant to enter the statistics: an episode at home, of no special body."""
        _, _, context, _, *special = self.meant.split()
        return context in ("allegation", "investigation", "conviction") and not special


def read_articles(name):
    """Articles of articles/NAME.txt. Blocks apart by an empty line: '@ DAY TIME SLUG', then
    'closed' or '< OUTLET/SLUG' or nothing; '% WHAT IS MEANT' unless it is a reprint; '# TITLE'; a
    paragraph per line."""
    found = []
    text = (HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        head, *lines = block.splitlines()
        _, day, clock, slug, *mark = head.split()
        when = datetime.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ALMATY)
        meant = lines.pop(0).removeprefix("% ") if lines[0].startswith("%") else ""
        title, *paragraphs = lines
        original = mark[1] if mark[:1] == ["<"] else ""
        title = title.removeprefix("# ")
        found.append(Article(when, slug, title, paragraphs, meant, mark == ["closed"], original))
    return found


def read_all():
    """Outlet id -> its articles, reprints with the text of their originals."""
    found = {outlet.id: read_articles(outlet.id) for outlet in OUTLETS}
    by_name = {f"{name}/{a.slug}": a for name, articles in found.items() for a in articles}
    for article in (a for articles in found.values() for a in articles if a.original):
        original = by_name[article.original]
        credit = f"«{NAMES[article.original.split('/')[0]]}», {original.when:%d.%m.%Y}"
        article.paragraphs = [*article.paragraphs, *original.paragraphs, credit]
        article.meant = original.meant
    return found


def visible_date(when, language):
    month = MONTHS[language].split()[when.month - 1]
    if language == "kk":
        return f"{when.year} жылғы {when.day} {month}"
    return f"{when.day} {month} {when.year}, {when:%H:%M}"


def page(outlet, article):
    template = (HERE / "templates" / f"{outlet.id}.html").read_text(encoding="utf-8")
    return string.Template(template).substitute(
        title=escape(article.title),
        iso=article.when.isoformat(),
        date_ru=visible_date(article.when, "ru"),
        date_kk=visible_date(article.when, "kk"),
        text="".join(f"<p>{escape(p)}</p>\n" for p in article.paragraphs),
    )


def site(outlet, articles, url):
    """path -> Resource of the whole site under `url`."""
    found, entries = {}, []
    for article in sorted(articles, key=lambda a: a.when, reverse=True):
        form = outlet.closed + "{slug}" if article.closed else outlet.path
        path = form.format(when=article.when, slug=article.slug)
        body = page(outlet, article).encode(outlet.charset, "xmlcharrefreplace")
        found[path] = Resource(body, outlet.type, article.when.timestamp())
        entries.append((url + path, article.title, article.when))
    robots = f"User-agent: *\nCrawl-delay: 0\nDisallow: {outlet.closed}\n"
    if outlet.index == "sitemap":
        robots += f"\nSitemap: {url}{INDEXES[outlet.index][1]}\n"
    found["/robots.txt"] = Resource(robots.encode(), "text/plain")
    return {**found, **index(outlet, url, entries)}


def index(outlet, url, entries):
    """path -> Resource of what leads to the articles."""
    path = INDEXES[outlet.index][1]
    if outlet.index == "rss":
        return {path: Resource(feeds.rss(outlet.name, url, entries), "application/rss+xml")}
    if outlet.index == "atom":
        return {path: Resource(feeds.atom(outlet.name, url, entries), "application/atom+xml")}
    if outlet.index == "section":
        return {path: Resource(section(outlet, entries).encode())}
    half, parts = len(entries) // 2, ["/sitemap-1.xml.gz", "/sitemap-2.xml"]
    packed = gzip.compress(feeds.urlset(entries[:half]), mtime=0)
    return {
        path: Resource(feeds.sitemap_index(url + p for p in parts), "application/xml"),
        parts[0]: Resource(packed, "application/gzip"),
        parts[1]: Resource(feeds.urlset(entries[half:]), "application/xml"),
    }


def section(outlet, entries):
    """A page of links and nothing else."""
    template = (HERE / "templates" / f"{outlet.id}-section.html").read_text(encoding="utf-8")
    links = "".join(
        f'<li><a href="{escape(address)}">{escape(title)}</a></li>\n'
        for address, title, _ in entries
    )
    return string.Template(template).substitute(links=links)


def source(outlet, url):
    """The outlet's entry of sources.yaml."""
    kind, path = INDEXES[outlet.index]
    return {
        "id": outlet.id,
        "name": outlet.name,
        kind: [url + p for p in (path, outlet.dead_feed) if p],
        "include": ["/" + outlet.path.split("/")[1] + "/"],
        "region": outlet.region,
        "delay": "0ms",
        "allow_private_addresses": True,
    }

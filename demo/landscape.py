"""The made-up media landscape of the demonstration: three outlets as sites, from articles/ and
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
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


@dataclasses.dataclass
class Outlet:
    id: str
    name: str
    address: str  # on the loopback network
    charset: str
    type: str  # of its pages
    path: str  # of an article
    feed: str
    dead_feed: str = ""


OUTLETS = [
    # Kazakh: RSS, OpenGraph dates.
    Outlet(
        "dala-tany",
        "Дала таңы",
        "127.0.0.2",
        "utf-8",
        "text/html; charset=utf-8",
        "/kz/{when:%Y/%m/%d}/{slug}",
        "/rss",
    ),
    # Russian: windows-1251, Atom, a feed that died, dates for the reader's eye only.
    Outlet(
        "stepnoy-vestnik",
        "Степной вестник",
        "127.0.0.3",
        "windows-1251",
        "text/html",
        "/news/{slug}.html",
        "/atom.xml",
        "/old/rss.php",
    ),
    # English: a sitemap index with a packed part, JSON-LD.
    Outlet(
        "steppe-courier",
        "Steppe Courier",
        "127.0.0.4",
        "utf-8",
        "text/html; charset=utf-8",
        "/story/{when:%Y-%m}/{slug}/",
        "/sitemap.xml",
    ),
]


@dataclasses.dataclass
class Article:
    when: datetime.datetime
    slug: str
    title: str
    paragraphs: list


def read_articles(name):
    """Articles of articles/NAME.txt: '@ DAY TIME SLUG', '# TITLE', then a paragraph per line."""
    found = []
    text = (HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        head, title, *paragraphs = block.splitlines()
        _, day, clock, slug = head.split()
        when = datetime.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ALMATY)
        found.append(Article(when, slug, title.removeprefix("# "), paragraphs))
    return found


def page(outlet, article):
    template = (HERE / "templates" / f"{outlet.id}.html").read_text(encoding="utf-8")
    when = article.when
    return string.Template(template).substitute(
        title=escape(article.title),
        iso=when.isoformat(),
        date=f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when:%H:%M}",
        text="".join(f"<p>{escape(p)}</p>\n" for p in article.paragraphs),
    )


def site(outlet, url):
    """path -> Resource of the whole site under `url`."""
    found, entries = {}, []
    for article in read_articles(outlet.id):
        path = outlet.path.format(when=article.when, slug=article.slug)
        body = page(outlet, article).encode(outlet.charset, "xmlcharrefreplace")
        found[path] = Resource(body, outlet.type, article.when.timestamp())
        entries.append((url + path, article.title, article.when))
    robots = f"User-agent: *\nDisallow: /admin/\n\nSitemap: {url}/sitemap.xml\n"
    found["/robots.txt"] = Resource(robots.encode(), "text/plain")
    return {**found, **index(outlet, url, entries)}


def index(outlet, url, entries):
    if outlet.feed == "/rss":
        return {"/rss": Resource(feeds.rss(outlet.name, url, entries), "application/rss+xml")}
    if outlet.feed == "/atom.xml":
        return {
            "/atom.xml": Resource(feeds.atom(outlet.name, url, entries), "application/atom+xml")
        }
    half, parts = len(entries) // 2, ["/sitemap-1.xml.gz", "/sitemap-2.xml"]
    packed = gzip.compress(feeds.urlset(entries[:half]), mtime=0)
    return {
        outlet.feed: Resource(feeds.sitemap_index(url + p for p in parts), "application/xml"),
        parts[0]: Resource(packed, "application/gzip"),
        parts[1]: Resource(feeds.urlset(entries[half:]), "application/xml"),
    }


def source(outlet, url):
    """The outlet's entry of sources.yaml."""
    kind = "sitemaps" if outlet.feed == "/sitemap.xml" else "feeds"
    return {
        "id": outlet.id,
        "name": outlet.name,
        kind: [url + path for path in (outlet.feed, outlet.dead_feed) if path],
        "include": ["/" + outlet.path.split("/")[1] + "/"],
        "delay": "0ms",
        "allow_private_addresses": True,
    }

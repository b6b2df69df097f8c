"""The made-up media landscape of the demonstration: three outlets as sites, from the texts in articles/.

Every outlet, person, company and event in it is invented.
"""
import datetime
import gzip
import html
import json
import pathlib

from serve import Resource

HERE = pathlib.Path(__file__).parent
ALMATY = datetime.timezone(datetime.timedelta(hours=5))  # all of 2025


def read_articles(name):
    """Articles of articles/NAME.txt: '@ DAY TIME SLUG', '# TITLE', then one paragraph per line."""
    found = []
    for block in (HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        head, title, *paragraphs = block.splitlines()
        _, day, clock, slug = head.split()
        when = datetime.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ALMATY)
        found.append(dict(when=when, slug=slug, title=title.removeprefix("# "), paragraphs=paragraphs))
    return found


class DalaTany:
    """Kazakh: RSS, OpenGraph dates, HTML 5."""
    id, name, address, language = "dala-tany", "Дала таңы", "127.0.0.2", "kk"
    charset, type = "utf-8", "text/html; charset=utf-8"

    def path(self, article):
        return f"/kz/{article['when']:%Y/%m/%d}/{article['slug']}"

    def page(self, a):
        text = "".join(f"<p>{html.escape(p)}</p>\n" for p in a["paragraphs"])
        return (f"<!doctype html><html lang='kk'><head><meta charset='utf-8'><title>{html.escape(a['title'])} | {self.name}</title>"
                f"<meta property='og:type' content='article'><meta property='og:site_name' content='{self.name}'>"
                f"<meta property='article:published_time' content='{a['when'].isoformat()}'></head><body>"
                f"<header><nav><a href='/'>Басты бет</a> <a href='/kz/qogam'>Қоғам</a> <a href='/kz/madeniet'>Мәдениет</a></nav></header>"
                f"<article><h1>{html.escape(a['title'])}</h1><div class='article-body'>{text}</div></article>"
                f"<footer>© {self.name}. Материалды сілтемемен ғана пайдалануға болады.</footer></body></html>")

    def index(self, url, articles):
        rows = "".join(f"<item><title>{html.escape(a['title'])}</title><link>{url}{self.path(a)}</link><guid>{url}{self.path(a)}</guid>"
                       f"<pubDate>{a['when']:%a, %d %b %Y %H:%M:%S} +0500</pubDate></item>" for a in articles)
        text = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{self.name}</title><link>{url}</link>{rows}</channel></rss>"
        return {"/rss": Resource(text.encode(), "application/rss+xml")}

    def entry(self, url):
        return dict(feeds=[url + "/rss"], include=["/kz/"])


class StepnoyVestnik:
    """Russian: windows-1251, Atom, a feed that died, dates for the reader's eye only, a layout of tables."""
    id, name, address, language = "stepnoy-vestnik", "Степной вестник", "127.0.0.3", "ru"
    charset, type = "windows-1251", "text/html"
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()

    def path(self, article):
        return f"/news/{article['slug']}.html"

    def page(self, a):
        w = a["when"]
        text = "".join(f"<p>{html.escape(p)}</p>\n" for p in a["paragraphs"])
        return (f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><title>{html.escape(a['title'])} - {self.name}</title></head>"
                f"<body><table width='100%'><tr><td colspan='2'><a href='/'>Главная</a> | <a href='/arhiv/'>Архив</a> | <a href='/reklama/'>Реклама</a></td></tr>"
                f"<tr><td class='content'><h1>{html.escape(a['title'])}</h1><div class='date'>{w.day} {self.months[w.month - 1]} {w.year}, {w:%H:%M}</div>{text}</td>"
                f"<td class='sidebar'>Подписка на газету открыта во всех отделениях связи</td></tr></table><div class='footer'>{self.name}</div></body></html>")

    def index(self, url, articles):
        rows = "".join(f"<entry><id>{url}{self.path(a)}</id><title>{html.escape(a['title'])}</title><link href='{self.path(a)}'/>"
                       f"<updated>{a['when'].isoformat()}</updated></entry>" for a in articles)
        text = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><id>{url}/</id><title>{self.name}</title>{rows}</feed>"
        return {"/atom.xml": Resource(text.encode(), "application/atom+xml")}

    def entry(self, url):
        return dict(feeds=[url + "/atom.xml", url + "/old/rss.php"], include=["/news/"])


class SteppeCourier:
    """English: sitemap index with a packed part, JSON-LD, robots.txt with a closed folder."""
    id, name, address, language = "steppe-courier", "Steppe Courier", "127.0.0.4", "en"
    charset, type = "utf-8", "text/html; charset=utf-8"

    def path(self, article):
        return f"/story/{article['when']:%Y-%m}/{article['slug']}/"

    def page(self, a):
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": a["title"], "datePublished": a["when"].isoformat(),
                "author": {"@type": "Person", "name": "Staff reporter"}}
        text = "".join(f"<p>{html.escape(p)}</p>\n" for p in a["paragraphs"])
        return (f"<!doctype html><html lang='en'><head><title>{html.escape(a['title'])}</title><script type='application/ld+json'>{json.dumps(data)}</script>"
                f"<style>body{{font-family:serif}}</style></head><body><div class='menu'><a href='/'>Home</a> <a href='/subscribe'>Subscribe</a></div>"
                f"<main><h1>{html.escape(a['title'])}</h1><section class='story'>{text}</section></main>"
                f"<div class='newsletter'>Get the Steppe Courier in your mailbox every Friday.</div></body></html>")

    def index(self, url, articles):
        def urlset(part):
            rows = "".join(f"<url><loc>{url}{self.path(a)}</loc><lastmod>{a['when'].isoformat()}</lastmod></url>" for a in part)
            return f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>".encode()

        half = len(articles) // 2
        index = (f"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{url}/sitemap-1.xml.gz</loc></sitemap>"
                 f"<sitemap><loc>{url}/sitemap-2.xml</loc></sitemap></sitemapindex>")
        return {"/sitemap.xml": Resource(index.encode(), "application/xml"), "/sitemap-2.xml": Resource(urlset(articles[half:]), "application/xml"),
                "/sitemap-1.xml.gz": Resource(gzip.compress(urlset(articles[:half]), mtime=0), "application/gzip")}

    def entry(self, url):
        return dict(sitemaps=[url + "/sitemap.xml"], include=["/story/"])


OUTLETS = [DalaTany(), StepnoyVestnik(), SteppeCourier()]


def site(outlet, url):
    """path -> Resource of the whole site under `url`."""
    articles = read_articles(outlet.id)
    found = {outlet.path(a): Resource(outlet.page(a).encode(outlet.charset, "xmlcharrefreplace"), outlet.type, a["when"].timestamp()) for a in articles}
    found["/robots.txt"] = Resource(f"User-agent: *\nDisallow: /admin/\n\nSitemap: {url}/sitemap.xml\n".encode(), "text/plain")
    return {**found, **outlet.index(url, articles)}


def source(outlet, url):
    """The outlet's entry of sources.yaml."""
    return dict(id=outlet.id, name=outlet.name, delay="0ms", open=True, allow_private_addresses=True, **outlet.entry(url))

"""Publishes made-up articles as an outlet that nobody has seen: names, paths, page templates, charset and the form of its feed
come out of the random generator."""
import datetime
import gzip
import html
import json
import urllib.parse

import words
from newsroom import ALMATY, UTC
from serve import Resource

SYLLABLES = "ba re do mi ka lu no sa te vi zha ro el um ta sha ke ly".split()
FORMS = ["rss", "atom", "sitemap", "sitemapindex", "section"]


def name(rng, parts=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(parts))


class Outlet:
    """Draws its manners once; `publish` gives every item its URL, `resources` the whole site."""

    def __init__(self, rng, languages, form=None):
        self.rng, self.id, self.title = rng, name(rng) + str(rng.randrange(100)), name(rng).capitalize() + " " + name(rng, 2).capitalize()
        self.form = form or rng.choice(FORMS)
        single_byte = "kk" not in languages and rng.random() < 0.5
        self.charset = "windows-1251" if single_byte else "utf-8"
        self.declare = rng.choice(["header", "meta", "both"])
        self.folder = "/" + name(rng, 2)
        self.path = rng.choice(["{folder}/{y}/{m:02}/{d:02}/{slug}-{n}", "{folder}/{n}-{slug}.html", "{folder}/{slug}/?id={n}", "{folder}/{n}/"])
        self.css = {k: name(rng, 2) for k in ("page", "head", "body", "side", "meta", "foot")}
        self.skeleton = rng.choice([self.semantic, self.plain, self.old_table])
        self.date_form = rng.choice(["opengraph", "jsonld", "time", "visible"])
        self.items, self.url = [], ""

    def at(self, url):
        self.url = url

    def publish(self, item):
        n, d = 1000 + 7 * len(self.items), item.day
        slug = name(self.rng, 4)
        path = self.path.format(folder=self.folder, y=d.year, m=d.month, d=d.day, slug=slug, n=n)
        item.source, item.address = f"media/{self.id}", self.url + path
        item.extra["path"] = path
        if self.date_form == "visible":  # readers see no seconds
            item.when = item.when.replace(second=0)
        self.items.append(item)

    # The entry of sources.yaml.
    def source(self):
        lists = {"rss": "feeds", "atom": "feeds", "sitemap": "sitemaps", "sitemapindex": "sitemaps", "section": "sections"}
        entry = dict(id=self.id, name=self.title, delay="0ms", open=True, allow_private_addresses=True, include=[self.folder + "/"],
                     exclude=[self.folder + "/tag/"])
        entry[lists[self.form]] = [self.url + self.index_path()]
        return entry

    def index_path(self):
        return {"rss": "/rss.xml", "atom": "/feed/atom", "sitemap": "/sitemap.xml", "sitemapindex": "/sitemaps/index.xml",
                "section": self.folder + "/"}[self.form]

    def resources(self):
        """path -> Resource. Also pages that must stay unread: forbidden by robots.txt, or excluded by the operator."""
        found = {"/robots.txt": Resource(f"User-agent: *\nDisallow: /closed/\nDisallow: {self.folder}/draft-\n".encode(), "text/plain"),
                 "/closed/page": self.page_resource("<p>closed</p>"), f"{self.folder}/draft-1": self.page_resource("<p>draft</p>"),
                 f"{self.folder}/tag/all": self.page_resource("<p>tag</p>")}
        for item in self.items:
            if "page" not in item.extra:  # drawn once, so that the same page has the same bytes
                item.extra["page"] = self.page_resource(self.page(item), item.when.timestamp())
            found[item.extra["path"]] = item.extra["page"]
        found.update(self.index())
        return found

    def unwanted(self):
        return ["/closed/page", f"{self.folder}/draft-1", f"{self.folder}/tag/all"]

    def page_resource(self, text, modified=1.7e9):
        kind = "text/html" + (f"; charset={self.charset}" if self.declare != "meta" else "")
        return Resource(text.encode(self.charset, "xmlcharrefreplace"), kind, modified)

    # Feeds and sitemaps.
    def index(self):
        return getattr(self, "index_" + self.form)()

    def index_rss(self):
        rows = "".join(
            f"<item><title>{html.escape(i.title)}</title><link>{html.escape(i.address)}</link><guid isPermaLink='false'>{n}</guid>"
            f"<pubDate>{i.when.astimezone(UTC):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>" for n, i in enumerate(self.items))
        text = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{self.title}</title><link>{self.url}</link>{rows}</channel></rss>"
        return {"/rss.xml": Resource(text.encode(), "application/rss+xml")}

    def index_atom(self):
        rows = "".join(
            f"<entry><id>urn:{self.id}:{n}</id><title type='text'>{html.escape(i.title)}</title><link rel='alternate' href='{html.escape(i.extra['path'])}'/>"
            f"<updated>{i.when.isoformat()}</updated><published>{i.when.isoformat()}</published></entry>" for n, i in enumerate(self.items))
        text = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><id>urn:{self.id}</id><title>{self.title}</title>{rows}</feed>"
        return {"/feed/atom": Resource(text.encode(), "application/atom+xml")}

    def urlset(self, items, more=()):
        rows = "".join(f"<url><loc>{html.escape(i.address)}</loc><lastmod>{i.when.isoformat()}</lastmod></url>" for i in items)
        rows += "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in more)
        return f"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>".encode()

    def index_sitemap(self):
        return {"/sitemap.xml": Resource(self.urlset(self.items, self.unwanted()), "application/xml")}

    def index_sitemapindex(self):
        half = len(self.items) // 2
        text = ("<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                f"<sitemap><loc>{self.url}/sitemaps/a.xml</loc></sitemap><sitemap><loc>{self.url}/sitemaps/b.xml.gz</loc></sitemap></sitemapindex>")
        return {"/sitemaps/index.xml": Resource(text.encode(), "text/xml"),
                "/sitemaps/a.xml": Resource(self.urlset(self.items[:half], self.unwanted()), "text/xml"),
                "/sitemaps/b.xml.gz": Resource(gzip.compress(self.urlset(self.items[half:])), "application/gzip")}

    def index_section(self):
        links = "".join(f"<li><a href='{html.escape(i.extra['path'])}'>{html.escape(i.title)}</a></li>" for i in self.items)
        links += "".join(f"<li><a href='{path}'>…</a></li>" for path in self.unwanted())
        page = f"<!doctype html><html><head>{self.meta_charset()}<title>{self.title}</title></head><body><ul>{links}</ul></body></html>"
        return {self.folder + "/": self.page_resource(page)}

    # Pages.
    def meta_charset(self):
        return f"<meta charset='{self.charset}'>" if self.declare != "header" else ""

    def page(self, item):
        head, shown = self.date(item)
        title = html.escape(item.title)
        head = (f"{self.meta_charset()}<title>{title} — {self.title}</title><meta property='og:title' content='{title}'>"
                f"<meta property='og:type' content='article'><meta property='og:site_name' content='{self.title}'>{head}")
        cut, parts = item.sentences, []
        while cut:
            size = min(len(cut), self.rng.randrange(2, 4))
            parts.append(" ".join(cut[:size]))
            cut = cut[size:]
        body = "".join(f"<p>{html.escape(p)}</p>\n" for p in parts)
        return f"<!doctype html>\n<html lang='{item.language}'><head>{head}</head>\n<body>{self.skeleton(item, title, shown, body)}</body></html>"

    def date(self, item):
        """(for the head, for the reader's eye) in the outlet's form."""
        written = self.rng.choice([item.when.isoformat(), item.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")])
        local = item.when.astimezone(ALMATY)
        if self.date_form == "opengraph":
            return f"<meta property='article:published_time' content='{written}'>", ""
        if self.date_form == "jsonld":
            data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": item.title, "datePublished": written}
            return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=self.charset != 'utf-8')}</script>", ""
        month = words.MONTHS[item.language][local.month - 1]
        seen = {"kk": f"{local.year} жылғы {local.day} {month}, {local:%H:%M}", "ru": f"{local.day} {month} {local.year}, {local:%H:%M}",
                "en": f"{local.day} {month} {local.year}, {local:%H:%M}"}[item.language]
        if self.date_form == "time":
            return "", f"<time datetime='{written}'>{seen}</time>"
        return "", f"<span class='date'>{seen}</span>"

    def navigation(self):
        return "".join(f"<a href='/{name(self.rng)}'>{name(self.rng).capitalize()}</a> " for _ in range(6))

    def related(self, item):
        others = [i for i in self.items if i is not item][:3]
        return "".join(f"<li><a href='{html.escape(i.extra['path'])}'>{html.escape(i.title)}</a></li>" for i in others)

    def semantic(self, item, title, shown, body):
        c = self.css
        return (f"<header class='{c['head']}'><nav>{self.navigation()}</nav></header><main><article class='{c['page']}'><h1>{title}</h1>"
                f"<div class='{c['meta']}'>{shown}</div><div class='{c['body']}'>{body}</div></article>"
                f"<aside class='{c['side']}'><ul>{self.related(item)}</ul></aside></main><footer class='{c['foot']}'>© {self.title}</footer>")

    def plain(self, item, title, shown, body):
        c = self.css
        return (f"<div id='top'><div class='menu {c['head']}'>{self.navigation()}</div></div><div class='{c['page']}'><h1 class='title'>{title}</h1>"
                f"<div class='{c['meta']}'>{shown}</div><div class='text {c['body']}'>{body}</div>"
                f"<div class='related {c['side']}'><ul>{self.related(item)}</ul></div></div><div class='footer'>© {self.title}</div>")

    def old_table(self, item, title, shown, body):
        c = self.css
        return (f"<table width='100%'><tr><td colspan='2' class='{c['head']}'>{self.navigation()}</td></tr><tr><td valign='top' class='{c['body']}'>"
                f"<h1>{title}</h1>{shown}{body}</td><td class='sidebar {c['side']}'><ul>{self.related(item)}</ul></td></tr></table>"
                f"<div class='footer'>© {self.title}</div>")

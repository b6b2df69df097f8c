"""Publishes made-up articles as an outlet that nobody has seen: names, paths, page template,
charset and the form of its feed come out of the random generator."""
import gzip
import json
import string
from html import escape

import feeds  # of the demonstration; harness.py says where
import words
from newsroom import ALMATY, UTC
from serve import Resource

SYLLABLES = "ba re do mi ka lu no sa te vi zha ro el um ta sha ke ly".split()
# form -> (list of sources.yaml, path)
FORMS = {
    "rss": ("feeds", "/rss.xml"),
    "atom": ("feeds", "/feed/atom"),
    "sitemap": ("sitemaps", "/sitemap.xml"),
    "sitemapindex": ("sitemaps", "/sitemaps/index.xml"),
    "section": ("sections", ""),  # the folder itself
}
PATHS = [
    "{folder}/{day:%Y/%m/%d}/{slug}-{n}",
    "{folder}/{n}-{slug}.html",
    "{folder}/{slug}/?id={n}",
    "{folder}/{n}/",
]
TEMPLATES = ["semantic", "plain", "table"]


def name(rng, parts=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(parts))


class Outlet:
    """Draws its manners once; `publish` gives every item its URL, `resources` is the whole site."""

    def __init__(self, rng, languages, form=None):
        self.rng, self.id = rng, name(rng) + str(rng.randrange(100))
        self.title = f"{name(rng).capitalize()} {name(rng, 2).capitalize()}"
        self.form = form or rng.choice(list(FORMS))
        single_byte = "kk" not in languages and rng.random() < 0.5
        self.charset = "windows-1251" if single_byte else "utf-8"
        self.declares = rng.choice(["header", "meta", "both"])
        self.folder, self.path = "/" + name(rng, 2), rng.choice(PATHS)
        self.classes = {f"c{n}": name(rng, 2) for n in range(1, 7)}
        self.template = rng.choice(TEMPLATES)
        text = (words.HERE / "templates" / f"{self.template}.html").read_text(encoding="utf-8")
        self.page_template = string.Template(text)
        self.date_form = rng.choice(["opengraph", "jsonld", "time", "visible"])
        self.menu = [name(rng) for _ in range(6)]
        self.items, self.url = [], ""

    def __str__(self):
        return (
            f"{self.id}: {self.form}, {self.charset}, page {self.template}, "
            f"dates {self.date_form}, {len(self.items)} articles"
        )

    def publish(self, item):
        slug, n = name(self.rng, 4), 1000 + 7 * len(self.items)
        item.path = self.path.format(folder=self.folder, day=item.day, slug=slug, n=n)
        item.source, item.address = f"media/{self.id}", self.url + item.path
        if self.date_form == "visible":  # readers see no seconds
            item.when = item.when.replace(second=0)
        self.items.append(item)

    def source(self):
        """The entry of sources.yaml."""
        kind, path = FORMS[self.form]
        return {
            "id": self.id,
            "name": self.title,
            kind: [self.url + (path or self.folder + "/")],
            "include": [self.folder + "/"],
            "exclude": [self.folder + "/tag/"],
            "delay": "0ms",
            "allow_private_addresses": True,
        }

    def unwanted(self):
        """Paths that must stay unread: forbidden by robots.txt, outside, or excluded."""
        return ["/closed/page", f"{self.folder}/draft-1", f"{self.folder}/tag/all"]

    def resources(self):
        """path -> Resource."""
        robots = f"User-agent: *\nDisallow: /closed/\nDisallow: {self.folder}/draft-\n"
        found = {path: self.html(f"<p>{path}</p>") for path in self.unwanted()}
        found["/robots.txt"] = Resource(robots.encode(), "text/plain")
        for item in self.items:
            if not item.page:  # drawn once, so that the same page has the same bytes
                item.page = self.html(self.page(item), item.when.timestamp())
            found[item.path] = item.page
        return {**found, **self.index()}

    def html(self, text, modified=1.7e9):
        kind = "text/html" + (f"; charset={self.charset}" if self.declares != "meta" else "")
        return Resource(text.encode(self.charset, "xmlcharrefreplace"), kind, modified)

    def index(self):
        """path -> Resource of what leads to the articles."""
        path = FORMS[self.form][1]
        entries = [(i.address, i.title, i.when.astimezone(UTC)) for i in self.items]
        tempting = [(self.url + p, "", entries[0][2]) for p in self.unwanted()] if entries else []
        if self.form == "rss":
            return {path: Resource(feeds.rss(self.title, self.url, entries), "application/rss+xml")}
        if self.form == "atom":  # with relative addresses
            entries = [(i.path, i.title, i.when) for i in self.items]
            return {
                path: Resource(feeds.atom(self.title, self.url, entries), "application/atom+xml")
            }
        if self.form == "sitemap":
            return {path: Resource(feeds.urlset(entries + tempting), "application/xml")}
        if self.form == "sitemapindex":
            half, parts = len(entries) // 2, ["/sitemaps/a.xml", "/sitemaps/b.xml.gz"]
            packed = gzip.compress(feeds.urlset(entries[half:]))
            return {
                path: Resource(feeds.sitemap_index(self.url + p for p in parts), "text/xml"),
                parts[0]: Resource(feeds.urlset(entries[:half] + tempting), "text/xml"),
                parts[1]: Resource(packed, "application/gzip"),
            }
        links = "".join(f"<li>{self.link(i)}</li>\n" for i in self.items)
        links += "".join(f"<li><a href='{p}'>…</a></li>\n" for p in self.unwanted())
        return {
            self.folder + "/": self.html(f"<html><head>{self.meta()}</head><ul>{links}</ul></html>")
        }

    def meta(self):
        charset = f"<meta charset='{self.charset}'>" if self.declares != "header" else ""
        return f"{charset}<title>{self.title}</title>"

    @staticmethod
    def link(item):
        return f"<a href='{escape(item.path)}'>{escape(item.title)}</a>"

    def page(self, item):
        head, date = self.date(item)
        title, others = escape(item.title), [i for i in self.items if i is not item][:3]
        paragraphs, rest = [], item.sentences
        while rest:
            size = self.rng.randrange(2, 4)
            paragraphs.append(" ".join(rest[:size]))
            rest = rest[size:]
        return self.page_template.substitute(
            self.classes,
            language=item.language,
            head=f"{self.meta()}<meta property='og:title' content='{title}'>"
            f"<meta property='og:type' content='article'>{head}",
            title=title,
            date=date,
            text="".join(f"<p>{escape(p)}</p>\n" for p in paragraphs),
            navigation=" ".join(f"<a href='/{n}'>{n}</a>" for n in self.menu),
            related="".join(f"<li>{self.link(i)}</li>" for i in others),
            outlet=self.title,
        )

    def date(self, item):
        """(for the head, for the reader's eye) in the outlet's form."""
        utc = item.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        local, written = item.when.astimezone(ALMATY), self.rng.choice([item.when.isoformat(), utc])
        if self.date_form == "opengraph":
            return f"<meta property='article:published_time' content='{written}'>", ""
        if self.date_form == "jsonld":
            data = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": item.title,
                "datePublished": written,
            }
            return f"<script type='application/ld+json'>{json.dumps(data)}</script>", ""
        month = words.MONTHS[item.language][local.month - 1]
        seen = f"{local.day} {month} {local.year}, {local:%H:%M}"
        if item.language == "kk":
            seen = f"{local.year} жылғы {local.day} {month}, {local:%H:%M}"
        if self.date_form == "time":
            return "", f"<time datetime='{written}'>{seen}</time>"
        return "", f"<span class='date'>{seen}</span>"

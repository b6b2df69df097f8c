#!/usr/bin/env python3
"""An operator finds, tries, watches and exchanges sources: against a small site on this machine, with every form of index, robots.txt,
menus and traps; nothing that is forbidden is asked for, and sources.yaml is never written."""
import datetime
import json
import re

from harness import Failed, Workspace, expect, main
import feeds  # of the demonstration; harness.py says where
from serve import RequestLog, Resource, Server

UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
TEXT = (
    "Областной суд рассмотрел дело о закупке томографа для районной больницы. Прокурор просит признать бывшего "
    "заместителя акима виновным. Заседание продолжится завтра, свидетели уже вызваны в суд."
)


def page(title, text="", head="", body=""):
    paragraphs = "".join(f"<p>{text}</p>" for _ in range(3)) if text else ""
    return Resource(
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()
    )


class Site:
    def __init__(self):
        self.log = RequestLog()
        self.server = Server("dala", {}, log=self.log)
        self.url, now = self.server.url, datetime.datetime.now(UTC)
        self.entries = [
            (f"{self.url}/news/{n}", f"Новость {n}", now - n * DAY / 4) for n in range(1, 7)
        ]
        self.entries += [(f"{self.url}/news/sport/1", "Спорт", now), ("https://else.example/1", "Чужое", now)]
        menu = "<nav><a href=/politics>Политика</a><a href=/closed/list>Закрыто</a><a href=/contacts>Контакты</a></nav>"
        head = "<link rel=alternate type='application/rss+xml' title='Все' href=/rss.xml><link rel=alternate hreflang=kk href=/kk>"
        head += "<meta property='og:site_name' content='Дала: жаңалықтар &quot;1&quot;'>"
        robots = f"User-agent: *\nDisallow: /closed/\nSitemap: {self.url}/map.xml\nSitemap: {self.url}/more.xml\n"
        self.server.resources = {
            "/": page("Дала", head=head, body=menu + "<a href=/feed/old>старая лента</a>"),
            "/robots.txt": Resource(robots.encode(), "text/plain"),
            "/rss.xml": Resource(feeds.rss("Дала", self.url, self.entries), "application/rss+xml"),
            "/map.xml": Resource(feeds.urlset(self.entries + [(f"{self.url}/closed/1", "", now)]), "text/xml"),
            "/more.xml": Resource(feeds.urlset([(f"{self.url}/news/7", "Новость 7", now - 2 * DAY)]), "text/xml"),
            "/politics": page("Политика", body="".join(f"<a href='{u}'>{t}</a>" for u, t, _ in self.entries) + "<a href=/news/1/amp>AMP</a>"),
        }
        more = [(f"{self.url}/news/7", "Новость 7", now - 2 * DAY)]
        for url, title, when in self.entries[:6] + more:
            day = f"<meta property='article:published_time' content='{when.isoformat()}'>"
            self.server.resources[url.removeprefix(self.url)] = page(title, TEXT, day)

    def asked(self):
        return [entry["path"] for entry in self.log.entries]

    def source(self):
        return {
            "id": "dala",
            "name": "Дала",
            "languages": ["ru", "kk"],
            "owner": "private",
            "region": "KZ-71",
            "feeds": [f"{self.url}/rss.xml"],
            "sitemaps": [f"{self.url}/map.xml"],
            "sections": [f"{self.url}/politics"],
            "exclude": ["/news/sport/"],
            "robots_sitemaps": True,
            "delay": "0ms",
            "allow_private_addresses": True,
        }


def discovered(spaces, site):
    """What is printed is an entry that works as it stands."""
    space = Workspace([])
    spaces.append(space)
    before = (space.folder / "sources.yaml").read_bytes()
    space.refused("--allow-private-addresses", "sources", "discover", site.url)
    if site.log.entries:
        raise Failed("a private address was asked without permission")
    arguments = ("sources", "discover", site.url, "--allow-private-addresses")
    found = space.json(*arguments)
    expect(
        "discover",
        {"feeds": [f"{site.url}/rss.xml"], "sitemaps": [f"{site.url}/map.xml", f"{site.url}/more.xml"], "languages": ["ru"],
         "name": 'Дала: жаңалықтар "1"'},
        found,
    )
    text = space.run(*arguments)
    if f"not {site.url}/feed/old" not in text or "/closed/list" in text or "/contacts" in text:
        raise Failed(f"discover: {text}")
    if any(path.startswith("/closed") for path in site.asked()):
        raise Failed("discover asked for what robots.txt forbids")
    if (space.folder / "sources.yaml").read_bytes() != before:
        raise Failed("discover changed sources.yaml")
    (space.folder / "sources.yaml").write_text("sources:\n" + text, encoding="utf-8")
    listed = space.json("sources", "list")["sources"]
    if len(listed) != 1 or listed[0]["feeds"] != found["feeds"]:
        raise Failed(f"the entry does not read: {listed}")
    if "has this site already" not in space.run(*arguments):
        raise Failed("discover does not say that the site is known")
    space.refused("home page", "sources", "discover", "ftp://a.kz/")


def tested(spaces, site):
    """What `test` says a crawl takes is what a crawl takes; and nothing is stored by it."""
    space = Workspace([site.source()])
    spaces.append(space)
    tried = space.json("sources", "test", "dala")
    if (space.folder / "store").exists() or (space.folder / "archive").exists():
        raise Failed("test stored something")
    taken = {i["url"] for p in tried["pages"] for i in p["items"] if i["taken"]}
    why = {i["refused"] for p in tried["pages"] for i in p["items"] if not i["taken"]}
    due = {"on another site", "not by include and exclude", "forbidden by robots.txt", "an AMP, mobile or print version of what is taken"}
    if why != due:
        raise Failed(f"test: refused for {why}")
    first = tried["articles"][0]
    if len(tried["articles"]) != 2 or first["title"] != "Новость 1" or "томографа" not in first["words"] or not first["date"]:
        raise Failed(f"test: articles {tried['articles']}")
    if "+ " not in space.run("sources", "test", "dala", "--limit", 3):
        raise Failed("test: nothing is marked as taken")
    silent = site.server.resources["/news/2"]
    site.server.resources["/news/2"] = page("Новость 2", TEXT, "<meta name=robots content=noindex>")
    articles = space.json("sources", "test", "dala")["articles"]
    if [bool(article["trouble"]) for article in articles] != [False, True] or "noindex" not in articles[1]["trouble"]:
        raise Failed(f"test: a page that asks not to be kept: {articles}")
    site.server.resources["/news/2"] = silent
    space.refused("give an http or https address", "crawl", "--explain", "")
    space.refused("excludes", "crawl", "--explain", f"{site.url}/news/1", "--once", status=2)
    space.run("crawl", "--once")
    stored = {hit["url"] for hit in space.hits()}
    if stored != taken:
        raise Failed(f"a crawl took {sorted(stored)}, test said {sorted(taken)}")
    space.refused("there are dala", "sources", "test", "none")
    return space


def watched(space, site):
    """The store and the frontier say how a source fares."""
    status = space.json("sources", "status", "dala")["sources"][0]
    expect("status", {"state": "new", "last_week": 7, "forbidden_by_robots": 1, "failures": {}}, status)
    if not status["last_success"] or status["known"] < 9:
        raise Failed(f"status: {status}")
    # What a register of an outlet's items says of its silence: three a day, the last ten days ago.
    now = datetime.datetime.now(UTC)
    rows = [
        {"number": str(n), "date": (now - 10 * DAY - n * DAY / 3).isoformat(), "title": f"Новость {n}", "text": f"{TEXT} {n}"}
        for n in range(120)
    ]
    path = space.home / "quiet.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    space.run("import", "media", path, "--source", "quiet")
    silent = {"id": "quiet", "name": "Тишина", "feeds": [site.server.url + "/quiet.xml"], "delay": "0ms", "allow_private_addresses": True}
    sources = json.dumps({"sources": [site.source(), silent]})
    (space.folder / "sources.yaml").write_text(sources, encoding="utf-8")
    quiet = space.json("sources", "status", "quiet")["sources"][0]
    expect("status of a silent source", {"state": "silent", "last_week": 0, "last_month": 60}, quiet)
    if not 2.5 < quiet["expected_per_day"] < 3.5 or quiet["probability"] > 0.001:
        raise Failed(f"status: {quiet}")
    for language, word in ("ru", "МОЛЧИТ"), ("kk", "ҮНСІЗ"), ("en", "SILENT"):
        if word not in space.run("sources", "status", "--language", language):
            raise Failed(f"status in {language} does not say {word}")
    # What fails is counted by kind: the feed goes, the site forbids its articles.
    site.server.resources.pop("/rss.xml")
    site.server.resources["/robots.txt"] = Resource(b"User-agent: *\nDisallow: /politics\n", "text/plain")
    space.run("crawl", "--once")
    status = space.json("sources", "status", "dala")["sources"][0]
    if status["failures"].get("status 404", 0) < 1:
        raise Failed(f"status: failures {status['failures']}")


def exchanged(spaces):
    """OPML in, YAML out, OPML out again."""
    space = Workspace([])
    spaces.append(space)
    opml = space.home / "in.opml"
    opml.write_text(
        "<opml version='1.0'><body><outline text='KZ'><outline text='Дала: \"news\" # 1' xmlUrl='https://dala.example/rss'"
        " htmlUrl='https://dala.example' language='kk'/><outline text='b' xmlUrl='https://dala.example/rss2'/><outline text='c' xmlUrl='https://dala.example/rss:'/>"
        "<outline text='x' xmlUrl='file:///etc/passwd'/></outline></body></opml>",
        encoding="utf-8",
    )
    yaml = space.run("sources", "import", opml)
    (space.folder / "sources.yaml").write_text("sources:\n" + yaml, encoding="utf-8")
    listed = space.json("sources", "list")["sources"]
    if len(listed) != 1 or listed[0]["name"] != 'Дала: "news" # 1' or len(listed[0]["feeds"]) != 3:
        raise Failed(f"import: {listed}")
    expect("import again", {"sources": [], "known_feeds": 3}, space.json("sources", "import", opml))
    out = space.home / "out.opml"
    out.write_text(space.run("sources", "export"), encoding="utf-8")
    if re.findall(r'xmlUrl="([^"]+)"', out.read_text(encoding="utf-8")) != listed[0]["feeds"]:
        raise Failed("export: other feeds than were imported")
    opml.write_text("<html></html>", encoding="utf-8")
    space.refused("no OPML", "sources", "import", opml)


def refusals(spaces):
    """What would be read for another source, or never match, is told."""
    space = Workspace([])
    spaces.append(space)
    path = space.folder / "sources.yaml"
    one = {"id": "a", "name": "A", "feeds": ["https://a.example/rss"]}
    path.write_text(json.dumps({"sources": [one, {**one, "id": "b"}]}), encoding="utf-8")
    space.refused("is read for the source 'a' already", "sources", "list")
    path.write_text(json.dumps({"sources": [{**one, "include": ["news"]}]}), encoding="utf-8")
    space.refused("'news' begins no path", "sources", "list")


def starting_list(spaces):
    """The list that init writes is a valid sources.yaml."""
    space = Workspace([])
    spaces.append(space)
    text = (space.folder / "sources-kz.yaml").read_text(encoding="utf-8")
    (space.folder / "sources.yaml").write_text(text, encoding="utf-8")
    sources = space.json("sources", "list")["sources"]
    owners = {source["owner"] for source in sources}
    if len(sources) < 50 or not {"state", "private", "foreign"} <= owners or "UNVERIFIED" not in text:
        raise Failed(f"starting list: {len(sources)} sources, owners {owners}")


def test(spaces):
    site = Site()
    discovered(spaces, site)
    space = tested(spaces, site)
    watched(space, site)
    exchanged(spaces)
    refusals(spaces)
    starting_list(spaces)
    site.server.close()
    print("discovered, tested, watched and exchanged as an operator expects")


if __name__ == "__main__":
    main(test)

"""Feeds and sitemaps as sites publish them. An entry: (address, title, time with its zone)."""
import email.utils
from html import escape


def rss(title, url, entries):
    items = "".join(
        f"<item><title>{escape(name)}</title><link>{escape(address)}</link>"
        f"<guid isPermaLink='false'>{escape(address)}#</guid>"
        f"<pubDate>{email.utils.format_datetime(when)}</pubDate></item>\n"
        for address, name, when in entries
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0'><channel>"
        f"<title>{escape(title)}</title><link>{url}</link>\n{items}</channel></rss>\n"
    ).encode()


def atom(title, url, entries):
    items = "".join(
        f"<entry><id>{escape(address)}#</id><title>{escape(name)}</title>"
        f"<link rel='alternate' href='{escape(address)}'/>"
        f"<updated>{when.isoformat()}</updated></entry>\n"
        for address, name, when in entries
    )
    return (
        "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<id>{url}/</id><title>{escape(title)}</title>\n{items}</feed>\n"
    ).encode()


SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(entries):
    rows = "".join(
        f"<url><loc>{escape(address)}</loc><lastmod>{when.isoformat()}</lastmod></url>\n"
        for address, _, when in entries
    )
    return f"<?xml version='1.0'?>\n<urlset xmlns='{SITEMAPS}'>\n{rows}</urlset>\n".encode()


def sitemap_index(addresses):
    rows = "".join(f"<sitemap><loc>{escape(a)}</loc></sitemap>\n" for a in addresses)
    head = "<?xml version='1.0'?>\n"
    return f"{head}<sitemapindex xmlns='{SITEMAPS}'>\n{rows}</sitemapindex>\n".encode()

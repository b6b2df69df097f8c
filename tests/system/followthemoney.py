"""What of FollowTheMoney's model (https://followthemoney.tech) an export uses, and a check of entities against it."""
import hashlib
import re

# Properties of a schema that are its own, and what it extends.
OWN = {
    "Thing": ("name summary description country alias previousName weakAlias sourceUrl publisher publisherUrl "
              "wikipediaUrl wikidataId keywords topics address addressEntity program notes proof indexText "
              "createdAt modifiedAt retrievedAt", ()),
    "Document": ("contentHash title author generator crawler fileSize fileName extension encoding bodyText messageId "
                 "mimeType language date authoredAt publishedAt parent ancestors processingStatus processingError", ("Thing",)),
    "Article": ("", ("Document",)),
    "PlainText": ("", ("Document",)),
    "LegalEntity": ("email phone website legalForm incorporationDate dissolutionDate taxStatus status sector classification "
                    "registrationNumber idNumber taxNumber jurisdiction mainCountry parent", ("Thing",)),
    "Organization": ("", ("LegalEntity",)),
    "PublicBody": ("", ("Organization",)),
    "Interval": ("startDate endDate date summary description recordId sourceUrl publisher publisherUrl modifiedAt "
                 "retrievedAt", ()),
    "Interest": ("role status", ("Interval",)),
    "UnknownLink": ("subject object", ("Interest",)),
}
REQUIRED = {"Article": ["name"], "PlainText": ["name"], "Organization": ["name"], "PublicBody": ["name"],
            "UnknownLink": ["subject", "object"]}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?")
FORMS = {
    "country": re.compile(r"[a-z]{2}"),
    "language": re.compile(r"kaz|rus|eng"),
    "sourceUrl": re.compile(r"https?://\S+"),
    **dict.fromkeys(("date", "publishedAt", "retrievedAt", "incorporationDate", "dissolutionDate"), DATE),
}


def properties(schema):
    own, extends = OWN[schema]
    return set(own.split()).union(*(properties(parent) for parent in extends))


def entity_id(*parts):
    """As followthemoney.util.make_entity_id makes it, with the key prefix "sholu"."""
    digest = hashlib.sha1(b"sholu")
    for part in parts:
        digest.update(str(part).encode())
    return digest.hexdigest()


def problems(entities):
    """A line for everything in a list of entities that FollowTheMoney would not take."""
    found = []
    schemata = {}
    for entity in entities:
        if entity["id"] in schemata:
            found.append(f"{entity['id']} comes twice")
        schemata[entity["id"]] = entity["schema"]
        if not re.fullmatch(r"[0-9a-f]{40}", entity["id"]) or set(entity) != {"id", "schema", "properties"}:
            found.append(f"no entity: {entity}")
    for entity in entities:
        schema, values = entity["schema"], entity["properties"]
        if schema not in REQUIRED:
            found.append(f"schema {schema} is not one of those used")
            continue
        found += [f"{schema} has no property {name}" for name in set(values) - properties(schema)]
        found += [f"{schema} lacks {name}" for name in REQUIRED[schema] if not values.get(name)]
        for name, texts in values.items():
            if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
                found.append(f"{schema}.{name} is no list of texts: {texts}")
            elif name in FORMS and not all(FORMS[name].fullmatch(text) for text in texts):
                found.append(f"{schema}.{name}: {texts}")
        if schema == "UnknownLink":
            ends = [schemata.get(values[name][0]) for name in ("subject", "object")]
            if ends[0] not in ("Article", "PlainText") or ends[1] not in ("Organization", "PublicBody"):
                found.append(f"a link from {ends[0]} to {ends[1]}")
    return found

#include "monitor/atom_feed.h"

#include <pugixml.hpp>
#include <sstream>

#include "core/printable.h"
#include "monitor/paper.h"

namespace monitor {
namespace {

// Characters that XML cannot have, or that a reader would obey, are replaced.
void AddText(pugi::xml_node& parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(core::Printable(text).c_str());
}

void AddTime(pugi::xml_node& parent, const char* name, core::Instant instant) {
  parent.append_child(name).text().set(core::ToUtcString(instant).c_str());
}

void AddEntry(pugi::xml_node& feed, const FeedEntry& entry) {
  pugi::xml_node node = feed.append_child("entry");
  AddText(node, "id", "urn:uuid:" + entry.id);
  AddText(node, "title", entry.title);
  AddTime(node, "published", entry.published);
  AddTime(node, "updated", entry.updated);
  pugi::xml_node author = node.append_child("author");
  AddText(author, "name", entry.author);
  if (const auto link = SafeLink(entry.link)) {
    pugi::xml_node address = node.append_child("link");
    address.append_attribute("rel") = "alternate";
    address.append_attribute("href") = link->c_str();
  }
  pugi::xml_node summary = node.append_child("summary");
  summary.append_attribute("type") = "text";
  summary.text().set(core::Printable(entry.summary).c_str());
}

}  // namespace

std::string WriteAtom(const AtomFeed& feed) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("feed");
  root.append_attribute("xmlns") = "http://www.w3.org/2005/Atom";
  root.append_attribute("xml:lang") = std::string(core::Code(feed.language)).c_str();
  AddText(root, "id", "urn:uuid:" + feed.id);
  AddText(root, "title", feed.title);
  AddTime(root, "updated", feed.updated);
  AddText(root, "generator", "sholu");
  for (const FeedEntry& entry : feed.entries) AddEntry(root, entry);
  std::ostringstream out;
  document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace monitor

#include "monitor/summary_json.h"

#include <map>
#include <nlohmann/json.hpp>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

Json ToObject(const Count& count) {
  return {{"items", count.items}, {"incidents", count.incidents}};
}

Json ToObject(const std::map<std::string, Count>& counts) {
  Json object = Json::object();
  for (const auto& [key, count] : counts) object[key] = ToObject(count);
  return object;
}

Json ToObject(const Quotation& quotation) {
  return {{"number", quotation.number},
          {"source", quotation.source},
          {"url", quotation.url},
          {"title", quotation.title},
          {"text", quotation.text},
          {"rule", quotation.rule},
          {"rule_version", quotation.rule_version},
          {"date", quotation.date},
          {"sha256", quotation.sha256},
          {"field", core::Name(quotation.field)},
          {"start", quotation.begin},
          {"end", quotation.end}};
}

Json OrNull(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

}  // namespace

std::string ToJson(const Summary& summary) {
  Json json;
  json["sphere"] = OrNull(summary.request.sphere);
  json["body"] = OrNull(summary.request.body);
  json["from"] = core::ToString(summary.request.from);
  json["to"] = core::ToString(summary.request.to);
  json["zone"] = summary.request.zone;
  json["commit"] = summary.commit;
  json["lexicon_version"] = summary.lexicon_version;
  json["all"] = ToObject(summary.all);
  json["media"] = ToObject(summary.media);
  json["appeals"] = ToObject(summary.appeals);
  json["before"] = {{"all", ToObject(summary.all_before)},
                    {"media", ToObject(summary.media_before)},
                    {"appeals", ToObject(summary.appeals_before)}};
  json["reprints"] = summary.reprints;
  json["by_month"] = ToObject(summary.by_month);
  json["by_scheme"] = ToObject(summary.by_scheme);
  json["by_body"] = ToObject(summary.by_body);
  json["by_region"] = ToObject(summary.by_region);
  json["by_source"] = ToObject(summary.by_source);
  json["by_language"] = ToObject(summary.by_language);
  json["by_source_type"] = ToObject(summary.by_source_type);
  json["left_out"] = {{"special", summary.left_out_special},
                      {"uncountable", summary.left_out_uncountable}};
  json["quotations"] = Json::array();
  for (const Quotation& quotation : summary.quotations) {
    json["quotations"].push_back(ToObject(quotation));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace monitor

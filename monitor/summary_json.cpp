#include "monitor/summary_json.h"

#include <nlohmann/json.hpp>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json ToObject(const Count& count) {
  return {{"items", count.items}, {"incidents", count.incidents}};
}

Json ToObject(const Row& row) {
  Json object = ToObject(row.all);
  object["media"] = ToObject(row.media);
  object["appeals"] = ToObject(row.appeals);
  object["before"] = ToObject(row.before);
  object["corpus"] = row.corpus;
  object["corpus_before"] = row.corpus_before;
  object["per_100k_items"] = OrNull(row.rate());
  if (row.people > 0) {
    object["people"] = row.people;
    object["people_year"] = row.people_year;
    object["per_100k_people"] = OrNull(row.rate_of_people());
  }
  return object;
}

Json ToObject(const Rows& rows) {
  Json object = Json::object();
  for (const auto& [key, row] : rows) object[key] = ToObject(row);
  return object;
}

Json ToObject(const Gap& gap) {
  return {{"from", core::ToString(gap.from)}, {"to", core::ToString(gap.to)}, {"days", gap.days()}};
}

Json ToObject(const Growth& growth) {
  return {{"kind", core::Name(growth.kind)}, {"id", growth.key},
          {"incidents", growth.now},         {"incidents_before", growth.before},
          {"ratio", OrNull(growth.ratio)},   {"p", growth.p},
          {"p_adjusted", growth.adjusted}};
}

Json ToObject(const SourceUse& source) {
  return {{"source", source.key},
          {"name", source.name},
          {"region", source.region},
          {"owner", source.owner},
          {"corpus", source.corpus},
          {"corpus_before", source.corpus_before},
          {"first_day", core::ToString(source.first)},
          {"last_day", core::ToString(source.last)},
          {"longest_gap", source.longest_gap ? ToObject(*source.longest_gap) : Json(nullptr)}};
}

Json ToObject(const Background::Outlet& outlet) {
  return {{"source", "media/" + outlet.id},
          {"name", outlet.name},
          {"region", outlet.region},
          {"owner", outlet.owner}};
}

Json ToObject(const core::Observation& o) {
  return {{"from", core::ToString(o.from)},
          {"to", core::ToString(o.to)},
          {"value", o.value},
          {"sample", o.sample},
          {"file", o.file},
          {"sha256", o.sha256},
          {"row", o.row},
          {"column", o.column}};
}

Json ToObject(const Figure& figure) {
  const core::Observation& o = figure.now;
  Json object = {{"type", core::Name(o.source_type)},
                 {"source", o.source},
                 {"indicator", o.indicator},
                 {"category", o.category},
                 {"offence", o.offence},
                 {"sphere", o.sphere},
                 {"body", o.body},
                 {"region", o.region},
                 {"unit", o.unit},
                 {"general", figure.general}};
  object.update(ToObject(o));
  object["before"] = figure.before ? ToObject(*figure.before) : Json(nullptr);
  return object;
}

Json ToObject(const LeftOut& left_out) {
  return {{"closed", left_out.closed},
          {"special", left_out.special},
          {"uncountable", left_out.uncountable()},
          {"foreign", left_out.foreign},
          {"acquittal", left_out.acquittal},
          {"prevention", left_out.prevention},
          {"policy", left_out.policy},
          {"no_episode", left_out.no_episode},
          {"no_corruption", left_out.no_corruption}};
}

Json ToObject(const Quotation& quotation) {
  return {{"number", quotation.number},
          {"source", quotation.source},
          {"register_number", quotation.register_number},
          {"url", quotation.url},
          {"title", quotation.title},
          {"text", quotation.text},
          {"rule", quotation.rule},
          {"rule_version", quotation.rule_version},
          {"date", quotation.date},
          {"received", quotation.received},
          {"sha256", quotation.sha256},
          {"text_sha256", quotation.text_sha256},
          {"field", core::Name(quotation.field)},
          {"start", quotation.begin},
          {"end", quotation.end},
          {"scheme", quotation.scheme},
          {"items", quotation.items},
          {"outlets", quotation.outlets}};
}

template <typename T>
Json ToArray(const std::vector<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(ToObject(value));
  return array;
}

}  // namespace

std::string ToJson(const Summary& summary) {
  Json json;
  json["format"] = "sholu.summary";
  json["version"] = kSummaryJsonVersion;
  json["sphere"] = OrNull(summary.request.sphere);
  json["body"] = OrNull(summary.request.body);
  json["from"] = core::ToString(summary.request.from);
  json["to"] = core::ToString(summary.request.to);
  json["zone"] = summary.request.zone;
  json["open_only"] = summary.request.open_only;
  json["commit"] = summary.commit;
  json["lexicon_version"] = summary.lexicon_version;
  json["corpus"] = summary.corpus;
  json["corpus_to"] = summary.corpus > 0 ? Json(core::ToString(summary.corpus_to)) : Json(nullptr);
  json["all"] = ToObject(summary.all.all);
  json["media"] = ToObject(summary.all.media);
  json["appeals"] = ToObject(summary.all.appeals);
  json["per_100k_items"] = OrNull(summary.all.rate());
  json["before"] = {{"from", core::ToString(summary.before.from)},
                    {"to", core::ToString(summary.before.to)},
                    {"corpus", summary.corpus_before},
                    {"all", ToObject(summary.all.before)},
                    {"media", ToObject(summary.media_before)},
                    {"appeals", ToObject(summary.appeals_before)},
                    {"left_out", ToObject(summary.left_out_before)}};
  json["reprints"] = summary.all.all.reprints();
  json["by_month"] = ToObject(summary.by_month);
  json["by_scheme"] = ToObject(summary.by_scheme);
  json["by_body"] = ToObject(summary.by_body);
  json["by_region"] = ToObject(summary.by_region);
  json["by_source"] = ToObject(summary.by_source);
  json["by_language"] = ToObject(summary.by_language);
  json["by_source_type"] = ToObject(summary.by_source_type);
  json["by_stage"] = ToObject(summary.by_stage);
  json["rising"] = ToArray(summary.rising);
  json["growth_tests"] = summary.growth_tests;
  json["sources"] = ToArray(summary.sources);
  json["silent_sources"] = ToArray(summary.silent);
  json["gaps"] = ToArray(summary.gaps);
  json["figures"] = ToArray(summary.figures);
  json["left_out"] = ToObject(summary.left_out);
  json["quotations"] = ToArray(summary.quotations);
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace monitor

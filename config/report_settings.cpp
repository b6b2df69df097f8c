#include "config/report_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "config/embedded.h"

namespace config {
namespace {

using Errors = std::vector<core::Error>;
using monitor::Performer;

// One text for all languages, or a map of them.
monitor::Translated ReadTranslated(const YamlValue& value, monitor::Translated fallback) {
  if (!value.present()) return fallback;
  if (!value.is_map()) {
    const std::string text = value.String();
    return {text, text, text};
  }
  YamlMap map = value.Map();
  return {map.Optional("kk").String(), map.Optional("ru").String(), map.Optional("en").String()};
}

// Takes from `file` what it has of the form.
void Read(YamlFile& file, monitor::ReportForm& form) {
  YamlMap map = file.root().Map();
  for (const monitor::FormField& field : monitor::ReportFormFields()) {
    const YamlValue value = map.Optional(field.name);
    if (!value.present()) continue;
    std::string text = value.String();
    if (const std::string wrong = CheckPlaceholders(text, field.placeholders); !wrong.empty()) {
      value.Wrong(fmt::format("{}: {}", field.name, wrong),
                  field.placeholders.empty()
                      ? "no braces here"
                      : fmt::format("{{{}}}", fmt::join(field.placeholders, "}, {")));
    } else {
      form.*field.field = std::move(text);
    }
  }
}

std::string FileName(core::Language language) {
  return fmt::format("{}.yaml", core::Code(language));
}

monitor::ReportForm BuiltIn(const std::string& name) {
  for (const core::EmbeddedFile& embedded : ReportFiles()) {
    if (embedded.name != name) continue;
    auto file = YamlFile::Parse(name, embedded.content);
    if (!file) throw std::logic_error(file.error().message);
    monitor::ReportForm form;
    Read(*file, form);
    if (!file->errors().empty()) throw std::logic_error(file->errors().front().message);
    return form;
  }
  throw std::logic_error(fmt::format("the program has no {}", name));
}

}  // namespace

Performer ReadPerformer(const YamlValue& section) {
  YamlMap map = section.Map();
  Performer performer;
  performer.kind =
      map.Optional("kind").Enum<Performer::Kind>({{"authorised", Performer::Kind::kAuthorised},
                                                  {"territorial", Performer::Kind::kTerritorial},
                                                  {"other", Performer::Kind::kOther}},
                                                 performer.kind);
  const YamlValue subject = map.Optional("subject");
  performer.subject = subject.Enum<Performer::Subject>(
      {{"state_body", Performer::Subject::kStateBody},
       {"quasi_public", Performer::Subject::kQuasiPublic},
       {"public_association", Performer::Subject::kPublicAssociation},
       {"individual", Performer::Subject::kIndividual},
       {"legal_entity", Performer::Subject::kLegalEntity}},
      performer.subject);
  if (subject.present() && performer.kind != Performer::Kind::kOther) {
    subject.Wrong("only a performer of kind 'other' has a subject (Rules, para 3)",
                  "leave it out, or write kind: other");
  }
  performer.name = ReadTranslated(map.Optional("name"), {});
  performer.email = map.Optional("email").String();
  performer.phone = map.Optional("phone").String();
  return performer;
}

monitor::LegalFrame ReadLegalFrame(const YamlValue& section) {
  YamlMap map = section.Map();
  monitor::LegalFrame frame = monitor::LegalFrame::Default();
  frame.legal_basis = ReadTranslated(map.Optional("legal_basis"), frame.legal_basis);
  const YamlValue body = map.Optional("authorised_body");
  frame.authorised_body = ReadTranslated(body, frame.authorised_body);
  frame.authorised_body_is_default = !body.present();
  return frame;
}

core::Expected<monitor::ReportForm, Errors> LoadReportForm(const std::filesystem::path& folder,
                                                           core::Language language) {
  const std::string name = FileName(language);
  monitor::ReportForm form = BuiltIn(name);
  if (!std::filesystem::exists(folder / name)) return form;
  auto file = YamlFile::Load(folder / name);
  if (!file) return Errors{file.error()};
  Read(*file, form);
  if (!file->errors().empty()) return file->errors();
  return form;
}

std::string CheckPlaceholders(std::string_view pattern,
                              const std::vector<std::string_view>& known) {
  for (std::size_t at = pattern.find_first_of("{}"); at != std::string_view::npos;
       at = pattern.find_first_of("{}", at)) {
    const std::size_t end = pattern.find_first_of("{}", at + 1);
    if (pattern[at] == '}') return "a '}' without its '{'";
    if (end == std::string_view::npos || pattern[end] != '}') return "a '{' without its '}'";
    const std::string_view name = pattern.substr(at + 1, end - at - 1);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return fmt::format("unknown name {{{}}}", name);
    }
    at = end + 1;
  }
  return "";
}

}  // namespace config

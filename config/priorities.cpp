#include "config/priorities.h"

#include <fmt/format.h>

#include <set>

#include "config/embedded.h"
#include "config/yaml_reader.h"

namespace config {
namespace {

using core::TagKind;

constexpr std::int64_t kMaxPoints = 1000;

// The built-in file of that name.
std::string_view BuiltIn(std::string_view name) {
  for (const core::EmbeddedFile& file : WorkspaceFiles()) {
    if (file.name == name) return file.content;
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const monitor::Names& names) : names_(names) {}

  monitor::Priorities Read(YamlMap& map) {
    monitor::Priorities priorities;
    priorities.high = Points(map.Optional("high"), priorities.high);
    const YamlValue medium = map.Optional("medium");
    priorities.medium = Points(medium, priorities.medium);
    if (priorities.medium > priorities.high) {
      medium.Wrong("medium is above high", "no more points than high");
    }
    for (const YamlValue& rule : map.Required("rules").List()) {
      priorities.rules.push_back(ReadRule(rule));
    }
    return priorities;
  }

 private:
  static int Points(const YamlValue& value, int fallback) {
    return static_cast<int>(value.Integer(fallback, -kMaxPoints, kMaxPoints));
  }

  monitor::PriorityRule ReadRule(const YamlValue& value) {
    monitor::PriorityRule rule;
    YamlMap map = value.Map();
    const YamlValue id = map.Required("id");
    rule.id = id.String();
    if (id.present() && !ids_.insert(rule.id).second) {
      id.Wrong(fmt::format("the id '{}' is taken by a rule above", rule.id), "another id");
    }
    rule.points = Points(map.Required("points"), 0);
    {
      YamlMap reason = map.Required("reason").Map();
      rule.kk = reason.Required("kk").String();
      rule.ru = reason.Required("ru").String();
      rule.en = reason.Required("en").String();
    }
    rule.when = ReadCondition(map.Required("when"));
    rule.unless = ReadCondition(map.Optional("unless"));
    return rule;
  }

  monitor::PriorityCondition ReadCondition(const YamlValue& value) {
    monitor::PriorityCondition condition;
    YamlMap map = value.Map();
    for (const TagKind kind : {TagKind::kSphere, TagKind::kScheme, TagKind::kOffence,
                               TagKind::kBody, TagKind::kRegion, TagKind::kMark}) {
      for (const YamlValue& id : map.Optional(core::Name(kind)).ListOrOne()) {
        condition.tags[kind].push_back(KnownId(kind, id));
      }
    }
    for (const YamlValue& name : map.Optional("context").ListOrOne()) {
      const auto context = core::ContextOf(name.String());
      if (context) {
        condition.contexts.push_back(*context);
      } else {
        name.Wrong(fmt::format("'{}' is no context", name.String()),
                   "allegation, investigation, conviction, acquittal, prevention, policy, foreign "
                   "or none");
      }
    }
    const auto flag = [&map](const char* key) {
      const YamlValue held = map.Optional(key);
      return held.present() ? std::optional(held.Bool()) : std::nullopt;
    };
    condition.corruption = flag("corruption");
    condition.countable = flag("countable");
    condition.special = flag("special");
    condition.copies = static_cast<std::uint64_t>(map.Optional("copies").Integer(0, 2, 1'000'000));
    condition.same_body =
        static_cast<std::uint64_t>(map.Optional("same_body").Integer(0, 2, 1'000'000));
    return condition;
  }

  std::string KnownId(TagKind kind, const YamlValue& value) const {
    std::string id = value.String();
    if (!names_.Knows(kind, id)) {
      value.Wrong(fmt::format("the lexicon has no {} '{}'", core::Name(kind), id),
                  "an id of the lexicon or the registries");
    }
    return id;
  }

  const monitor::Names& names_;
  std::set<std::string> ids_;
};

}  // namespace

core::Expected<monitor::Priorities, std::vector<core::Error>> LoadPriorities(
    const std::filesystem::path& file, const monitor::Names& names) {
  std::error_code ignored;
  const auto yaml = std::filesystem::exists(file, ignored)
                        ? YamlFile::Load(file)
                        : YamlFile::Parse("priorities.yaml", BuiltIn("priorities.yaml"));
  if (!yaml) return std::vector<core::Error>{yaml.error()};
  monitor::Priorities priorities;
  {
    YamlMap map = yaml->root().Map();
    priorities = Reader(names).Read(map);
  }
  if (auto errors = yaml->errors(); !errors.empty()) return errors;
  return priorities;
}

}  // namespace config

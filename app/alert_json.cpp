#include "app/alert_json.h"

#include "core/time.h"

namespace app {

using monitor::Alert;

nlohmann::ordered_json ToJson(const Alert& alert) {
  nlohmann::ordered_json json = {{"id", alert.id},
                                 {"kind", monitor::Name(alert.kind)},
                                 {"watch", alert.watch},
                                 {"raised", core::ToUtcString(alert.raised)}};
  switch (alert.kind) {
    case Alert::Kind::kDocument:
      json["document"] = alert.document;
      json["items"] = alert.items;
      break;
    case Alert::Kind::kTrouble:
    case Alert::Kind::kRecovery:
      json["source_id"] = alert.source;
      json["trouble"] = alert.trouble;
      json["since"] = core::ToUtcString(alert.since);
      break;
    case Alert::Kind::kSummary:
      json["programme"] = alert.programme;
      json["period"] = alert.period;
      json["files"] = alert.files;
      break;
  }
  return json;
}

}  // namespace app

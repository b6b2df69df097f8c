#include "app/summary_issuer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <system_error>
#include <utility>

#include "app/monitoring_options.h"
#include "app/output_file.h"
#include "app/summary_format.h"
#include "monitor/summary.h"

namespace app {
namespace {

using monitor::Due;
using monitor::Programme;

MonitoringTask TaskOf(const Programme& programme, const core::Period& period,
                      const config::Settings& settings, const classify::Lexicon& lexicon) {
  MonitoringArguments arguments;
  arguments.sphere = programme.sphere;
  arguments.body = programme.body;
  arguments.from = core::ToString(period.from);
  arguments.to = core::ToString(period.to);
  arguments.language = core::Code(programme.language);
  arguments.quotations = programme.quotations;
  return ToTask(arguments, settings, lexicon);
}

}  // namespace

SummaryIssuer::SummaryIssuer(store::Store& store, const config::Settings& settings,
                             const classify::Lexicon& lexicon)
    : store_(store),
      settings_(settings),
      lexicon_(lexicon),
      zone_(*core::Zone::Find(settings.zone)) {
  for (const Programme& programme : settings.duties.schedule) {
    try {
      TaskOf(programme, {core::Day(), core::Day()}, settings, lexicon);
    } catch (const Failure& failure) {
      throw Failure(fmt::format("sholu.yaml: schedule {}: {}", programme.name, failure.what()));
    }
  }
}

std::vector<std::filesystem::path> SummaryIssuer::FilesOf(const Programme& programme,
                                                          const std::string& period) {
  std::vector<std::filesystem::path> files;
  for (const std::string& format : programme.formats) {
    files.push_back(programme.folder /
                    fmt::format("{}-{}.{}", programme.name, period, ExtensionOfFormat(format)));
  }
  return files;
}

std::vector<Due> SummaryIssuer::DueOf(const Programme& programme, monitor::AlertBook& book,
                                      core::Instant now) const {
  const core::Instant first = book.FirstSeen(programme.name, now);
  const std::set<std::string> begun = book.Unfinished(programme.name);
  // Some files of what was begun may be there.
  const std::size_t most = begun.empty() ? programme.missed : std::numeric_limits<int>::max();
  std::vector<Due> all = DueBetween(programme.every, programme.at, zone_, first, now, most);
  const std::size_t newest = std::min(all.size(), programme.missed);
  std::rotate(all.begin(), all.end() - static_cast<std::ptrdiff_t>(newest), all.end());
  all.erase(std::remove_if(all.begin() + static_cast<std::ptrdiff_t>(newest), all.end(),
                           [&](const Due& due) { return !begun.contains(due.name); }),
            all.end());
  return all;
}

void SummaryIssuer::Issue(const Programme& programme, monitor::AlertBook& book, core::Instant now,
                          const Issued& issued) {
  const monitor::Route route{std::string(monitor::kSummaryWatch), settings_.duties.summaries, {}};
  for (const Due& due : DueOf(programme, book, now)) {
    auto issue = book.FindIssue(programme.name, due.name);
    if (issue && issue->done) continue;
    if (!issue) {
      issue = monitor::Issue{now, store_.last_commit(), false};
      book.BeginIssue(programme.name, due.name, *issue);
      store_.Sync();
    }
    Write(programme, due, issue->commit);
    monitor::Alert alert;
    alert.programme = programme.name;
    alert.period = due.name;
    for (const auto& file : FilesOf(programme, due.name)) alert.files.push_back(file.string());
    issued(book.EndIssue(route, std::move(alert), now));
    store_.Sync();
  }
}

void SummaryIssuer::Write(const Programme& programme, const Due& due, store::Commit commit) {
  std::error_code failed;
  std::filesystem::create_directories(programme.folder, failed);
  const auto files = FilesOf(programme, due.name);
  std::optional<monitor::Summary> summary;
  std::optional<MonitoringTask> task;
  for (std::size_t i = 0; i < files.size(); ++i) {
    // Of what cannot be looked at, writing says why.
    if (std::filesystem::exists(files[i], failed)) continue;
    if (!summary) {
      task = TaskOf(programme, due.period, settings_, lexicon_);
      if (commit > 0) task->request.commit = commit;
      auto counted = monitor::Summarize(store_, task->request, task->background);
      if (!counted) throw Failure(counted.error());
      summary = *std::move(counted);
    }
    RemoveUnfinished(files[i]);
    WriteWhole(files[i], SummaryAs(programme.formats[i], *summary, task->names, task->language));
  }
}

std::vector<std::pair<std::string, Due>> SummaryIssuer::Next(core::Instant now) const {
  std::vector<std::pair<std::string, Due>> next;
  for (const Programme& programme : settings_.duties.schedule) {
    next.emplace_back(programme.name, NextDue(programme.every, programme.at, zone_, now));
  }
  return next;
}

}  // namespace app

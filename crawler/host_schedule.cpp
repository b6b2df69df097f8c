#include "crawler/host_schedule.h"

namespace crawler {

std::string_view HostOf(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
}

Origin& HostSchedule::OriginOf(std::string_view name) {
  const auto found = origins_.find(name);
  if (found != origins_.end()) return *found->second;
  auto origin = std::make_unique<Origin>();
  origin->name = name;
  Host& host = hosts_.try_emplace(std::string(HostOf(name))).first->second;
  if (host.origins.empty()) host.id = hosts_.size();
  host.origins.push_back(origin.get());
  origin->host = &host;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    origin->lanes[lane].cursor = LaneBegin(name, static_cast<Lane>(lane));
  }
  return *origins_.emplace(std::string(name), std::move(origin)).first->second;
}

const Origin* HostSchedule::FindOrigin(std::string_view origin) const {
  const auto found = origins_.find(origin);
  return found == origins_.end() ? nullptr : found->second.get();
}

Host* HostSchedule::FindHost(std::string_view host) {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? nullptr : &found->second;
}

void HostSchedule::Reschedule(Host& host) {
  if (host.scheduled) ready_.erase({*host.scheduled, host.id, &host});
  host.scheduled.reset();
  if (host.in_flight) return;
  const auto due = host.due();
  if (!due) return;
  host.scheduled = std::max(*due, host.next_allowed);
  ready_.emplace(*host.scheduled, host.id, &host);
}

void HostSchedule::Uncover(Origin& origin, Lane lane, Micros due, const std::string& key) {
  LaneState& state = origin.lanes[static_cast<std::size_t>(lane)];
  if (key < state.cursor) state.cursor = key;
  state.head = std::min(state.head.value_or(due), due);
  Reschedule(*origin.host);
}

Host* HostSchedule::first() const {
  return ready_.empty() ? nullptr : std::get<Host*>(*ready_.begin());
}

Micros HostSchedule::first_due() const {
  return std::get<0>(*ready_.begin());
}

bool HostSchedule::HasDue(Micros by) const {
  return std::any_of(hosts_.begin(), hosts_.end(), [by](const auto& entry) {
    const auto due = entry.second.due();
    return due && *due <= by;
  });
}

void HostSchedule::HoldAll(Micros at) {
  for (auto& [name, host] : hosts_) {
    host.next_allowed = std::max(host.next_allowed, at);
    Reschedule(host);
  }
}

}  // namespace crawler

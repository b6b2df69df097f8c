// The seam to mail: who sends a message knows neither the protocol nor the library behind it.
#pragma once

#include <optional>
#include <string>

#include "core/time.h"

namespace core {

struct Mail {
  std::string id;             // of the Message-ID, without its domain: the same when it is repeated
  std::string subject, text;  // UTF-8; may hold foreign text
  Instant date{};
};

struct DeliveryTrouble {
  // The server answers, and will not have this message as it is; else nothing gets through for now.
  bool refused = false;
  std::string reason;  // one line
};

class MailClient {
 public:
  virtual ~MailClient() = default;

  // Hands `mail` to the server; blocks until it answers, for a bounded time. One thread at a time.
  // A mail that some recipients have and others shall be tried again for is a trouble; the next
  // Send of the same id goes to those alone.
  virtual std::optional<DeliveryTrouble> Send(const Mail& mail) = 0;
  // What the server said of the recipients that it will not have, of the last mail that was sent to
  // the others: one line; empty: all have it.
  virtual std::string refusals() const { return {}; }
};

}  // namespace core

// A value or the reason why there is none: a small std::expected (g++ 12 has none) and the error
// that all stages share.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace core {

// One line for a person: what failed, on which input and where in it, why, and what to do.
struct Error {
  std::string message;
};

// Holds T or E. Reading the side that is not held is a bug (assert). Not thread-safe; copy as T and
// E do.
template <typename T, typename E = Error>
class Expected {
 public:
  Expected(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Expected(E error) : held_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return held_.index() == 0; }
  bool has_value() const { return held_.index() == 0; }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(value()); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const T& value() const {
    assert(has_value());
    return *std::get_if<0>(&held_);
  }
  T& value() {
    assert(has_value());
    return *std::get_if<0>(&held_);
  }
  const E& error() const {
    assert(!has_value());
    return *std::get_if<1>(&held_);
  }
  T value_or(T other) const { return has_value() ? value() : std::move(other); }

 private:
  std::variant<T, E> held_;
};

}  // namespace core

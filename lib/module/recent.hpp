#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace avmdoc {

/// Keeps what was made for the keys that were asked for last, as much as weighs `capacity`, so that
/// memory does not grow with the number of modules. Thread-safe; what was given out stays valid as
/// long as its owner wants.
template <typename Value>
class Recent {
 public:
  using Shared = std::shared_ptr<const Value>;

  Recent(std::size_t capacity, std::size_t (*weight_of)(const Value&))
      : capacity_(capacity), weight_of_(weight_of) {}

  /// What `make` gave for the key. Two threads that ask at once may both make it.
  template <typename Make>
  Shared get(const std::string& key, Make make) {
    if (Shared known = find(key)) return known;
    return keep(key, std::make_shared<const Value>(make()));
  }

  /// Null when it is not kept.
  Shared find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->second;
  }

 private:
  using Entry = std::pair<std::string, Shared>;

  Shared keep(const std::string& key, Shared value) {
    std::list<Entry> dropped;  // freed without the lock
    std::list<Entry> fresh;
    fresh.emplace_front(key, std::move(value));
    const std::lock_guard lock(mutex_);
    if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second->second;
    weight_ += weight_of_(*fresh.front().second);
    entries_.splice(entries_.begin(), fresh);
    by_key_.emplace(entries_.front().first, entries_.begin());
    while (weight_ > capacity_ && entries_.size() > 1) {
      weight_ -= weight_of_(*entries_.back().second);
      by_key_.erase(entries_.back().first);
      dropped.splice(dropped.end(), entries_, std::prev(entries_.end()));
    }
    return entries_.front().second;
  }

  std::size_t capacity_;
  std::size_t (*weight_of_)(const Value&);
  std::size_t weight_ = 0;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< the one asked for last first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_key_;
};

}  // namespace avmdoc

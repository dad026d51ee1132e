#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace avmdoc {

/// Keeps what was made for the keys that were asked for last, so that memory does not grow with
/// the number of modules. Thread-safe; what was given out stays valid as long as its owner wants.
template <typename Value>
class Recent {
 public:
  using Shared = std::shared_ptr<const Value>;

  explicit Recent(std::size_t capacity) : capacity_(capacity) {}

  /// What `make` gave for the key. Two threads that ask at once may both make it.
  template <typename Make>
  Shared get(const std::string& key, Make make) {
    if (Shared known = find(key)) return known;
    return keep(key, std::make_shared<const Value>(make()));
  }

 private:
  using Entry = std::pair<std::string, Shared>;

  Shared find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->second;
  }

  Shared keep(const std::string& key, Shared value) {
    Entry dropped;  // freed without the lock
    const std::lock_guard lock(mutex_);
    if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second->second;
    entries_.emplace_front(key, std::move(value));
    by_key_.emplace(entries_.front().first, entries_.begin());
    if (entries_.size() > capacity_) {
      by_key_.erase(entries_.back().first);
      dropped = std::move(entries_.back());
      entries_.pop_back();
    }
    return entries_.front().second;
  }

  std::size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< the one asked for last first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_key_;
};

}  // namespace avmdoc

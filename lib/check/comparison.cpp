#include "check/comparison.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "check/sentences.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using Key = std::pair<EntryKind, std::string_view>;

std::map<Key, const Entry*> index_of(const Outline& outline) {
  std::map<Key, const Entry*> result;
  for (const Entry& entry : outline.entries) result.emplace(Key{entry.kind, entry.key}, &entry);
  return result;
}

class Comparison {
 public:
  Comparison(std::string_view actual, std::string_view expected)
      : old_(outline_of(actual, blocks_)),
        new_(outline_of(expected, blocks_)),
        old_index_(index_of(old_)),
        new_index_(index_of(new_)) {
    std::string before;
    std::string after;
    for (const std::string_view line : old_.lines) before.append(line) += '\n';
    for (const std::string_view line : new_.lines) after.append(line) += '\n';
    hunks_ = line_difference(before, after);
    old_covered_.resize(old_.lines.size(), false);
    new_covered_.resize(new_.lines.size(), false);
  }

  std::vector<Finding> run() {
    for (const Entry& entry : new_.entries) {
      const auto known = old_index_.find({entry.kind, entry.key});
      if (known == old_index_.end()) {
        tell_added(entry);
      } else {
        compare(*known->second, entry);
      }
    }
    for (const Entry& entry : old_.entries) {
      if (!new_index_.contains({entry.kind, entry.key})) tell_removed(entry);
    }
    for (const Hunk& hunk : hunks_) tell_rest(hunk);
    return std::move(findings_);
  }

 private:
  /// The line of the old README that a line of the new one stands at, or would stand before.
  [[nodiscard]] std::size_t old_line(std::size_t line) const {
    std::size_t at = line;
    for (const Hunk& hunk : hunks_) {
      if (hunk.new_begin > line) break;
      if (line < hunk.new_begin + hunk.new_count) {
        return hunk.old_begin +
               std::min(line - hunk.new_begin, hunk.old_count == 0 ? 0 : hunk.old_count - 1);
      }
      at = line + hunk.old_begin + hunk.old_count - hunk.new_begin - hunk.new_count;
    }
    return at;
  }

  Finding& tell(const Entry& entry, std::string kind, std::string sentence, std::size_t line) {
    Finding finding;
    finding.drift.kind = std::move(kind);
    finding.drift.sentence = std::move(sentence);
    finding.drift.item = name_of(entry);
    finding.drift.place.position = {
        static_cast<std::uint32_t>(std::min(line, old_.lines.size()) + 1), 1};
    finding.subject = entry.kind;
    finding.key = entry.key;
    findings_.push_back(std::move(finding));
    return findings_.back();
  }

  static void cover(const Part& part, std::vector<bool>& covered) {
    for (std::size_t i = part.begin; i < part.end; ++i) covered[i] = true;
  }

  /// Whether the whole section of an item is new or gone: then that is said, and no more.
  [[nodiscard]] static bool has_section(const std::map<Key, const Entry*>& index,
                                        const Entry& entry) {
    const auto section = index.find({EntryKind::section, entry.section});
    return section != index.end() && section->second->part("heading") != nullptr;
  }

  void tell_added(const Entry& entry) {
    for (const Part& part : entry.parts) cover(part, new_covered_);
    if (entry.kind != EntryKind::section && !entry.section.empty() &&
        !has_section(old_index_, entry)) {
      return;
    }
    // A variant, or a property, goes with its parent.
    if (parent_is_missing(old_index_, entry)) return;
    if (!entry.parts.empty()) {
      tell(entry, kind_of(entry, "added"), added_sentence(entry),
           old_line(entry.parts.front().begin));
    }
  }

  void tell_removed(const Entry& entry) {
    for (const Part& part : entry.parts) cover(part, old_covered_);
    if (entry.kind != EntryKind::section && !entry.section.empty() &&
        !has_section(new_index_, entry)) {
      return;
    }
    if (parent_is_missing(new_index_, entry)) return;
    if (!entry.parts.empty()) {
      tell(entry, kind_of(entry, "removed"), removed_sentence(entry), entry.parts.front().begin);
    }
  }

  [[nodiscard]] static bool parent_is_missing(const std::map<Key, const Entry*>& index,
                                              const Entry& entry) {
    if (entry.kind != EntryKind::parameter && entry.kind != EntryKind::variant) return false;
    const std::string_view key = entry.key;
    const std::size_t dot = key.rfind('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view parent = key.substr(0, dot);
    return !index.contains({EntryKind::parameter, parent}) &&
           !index.contains({EntryKind::variant, parent});
  }

  void compare(const Entry& before, const Entry& after) {
    std::vector<PartChange> changes;
    for (const Part& part : after.parts) {
      const Part* old = before.part(part.name);
      if (old != nullptr && old->text == part.text) continue;
      changes.push_back({part.name, old, &part});
    }
    for (const Part& part : before.parts) {
      if (after.part(part.name) == nullptr) changes.push_back({part.name, &part, nullptr});
    }
    for (const PartChange& change : changes) {
      if (change.before != nullptr) cover(*change.before, old_covered_);
      if (change.after != nullptr) cover(*change.after, new_covered_);
    }
    const bool rewritten = after.kind == EntryKind::resource_type && has_new_columns(after.section);
    for (const PartSentence& told : sentences(after, changes)) {
      const PartChange& change = changes[told.change];
      // Other columns change every row, which is told once.
      if (rewritten && told.kind == "resource-type-changed") continue;
      const std::size_t line =
          change.before != nullptr ? change.before->begin : old_line(change.after->begin);
      Finding& finding = tell(after, told.kind, told.sentence, line);
      finding.parameter = told.parameter;
    }
  }

  [[nodiscard]] bool has_new_columns(const std::string& section) const {
    const auto before = old_index_.find({EntryKind::section, section});
    const auto after = new_index_.find({EntryKind::section, section});
    if (before == old_index_.end() || after == new_index_.end()) return false;
    const Part* old_table = before->second->part("table");
    const Part* new_table = after->second->part("table");
    return old_table != nullptr && new_table != nullptr && old_table->text != new_table->text;
  }

  /// A difference that no entry tells of: blank lines, or the same lines in another order.
  void tell_rest(const Hunk& hunk) {
    const auto open = [](const std::vector<bool>& covered,
                         const std::vector<std::string_view>& lines, std::size_t begin,
                         std::size_t count) {
      for (std::size_t i = begin; i < begin + count; ++i) {
        if (!covered[i] && !trim(lines[i]).empty()) return true;
      }
      return false;
    };
    const bool text = open(old_covered_, old_.lines, hunk.old_begin, hunk.old_count) ||
                      open(new_covered_, new_.lines, hunk.new_begin, hunk.new_count);
    const auto touches = [](const std::vector<bool>& covered, std::size_t begin,
                            std::size_t count) {
      const std::size_t first = begin == 0 ? 0 : begin - 1;
      const std::size_t last = std::min(begin + count + 1, covered.size());
      return std::any_of(covered.begin() + static_cast<std::ptrdiff_t>(std::min(first, last)),
                         covered.begin() + static_cast<std::ptrdiff_t>(last),
                         [](bool c) { return c; });
    };
    if (!text && (touches(old_covered_, hunk.old_begin, hunk.old_count) ||
                  touches(new_covered_, hunk.new_begin, hunk.new_count))) {
      return;  // the blank lines around what was told
    }
    const bool from_new = hunk.new_count > 0;
    const Entry* owner = from_new ? owner_of(new_, hunk.new_begin, hunk.new_count)
                                  : owner_of(old_, hunk.old_begin, hunk.old_count);
    Entry unknown;
    unknown.key = "(begin)";
    if (owner == nullptr) owner = &unknown;
    if (!text && !told_blank_.insert({owner->kind, owner->key}).second) return;
    tell(*owner, "section-edited", rest_sentence(*owner, text), hunk.old_begin);
  }

  /// The entry of the first line that has one from `line` on, else of the last one before.
  [[nodiscard]] static const Entry* owner_of(const Outline& outline, std::size_t line,
                                             std::size_t count) {
    const Entry* inside = nullptr;
    const Entry* nearest = nullptr;
    std::size_t nearest_line = 0;
    for (const Entry& entry : outline.entries) {
      for (const Part& part : entry.parts) {
        const bool overlaps = part.begin < line + count && part.end > line;
        if (overlaps && inside == nullptr) inside = &entry;
        if (part.begin <= line && (nearest == nullptr || part.begin >= nearest_line)) {
          nearest = &entry;
          nearest_line = part.begin;
        }
      }
    }
    return inside != nullptr ? inside : nearest;
  }

  BlockReader blocks_;
  Outline old_;
  Outline new_;
  std::map<Key, const Entry*> old_index_;
  std::map<Key, const Entry*> new_index_;
  std::vector<Hunk> hunks_;
  std::vector<bool> old_covered_;
  std::vector<bool> new_covered_;
  std::set<std::pair<EntryKind, std::string>> told_blank_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> compare_readmes(std::string_view actual, std::string_view expected) {
  return Comparison(actual, expected).run();
}

}  // namespace avmdoc

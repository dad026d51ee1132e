#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "avmdoc/convention.hpp"
#include "check/page_index.hpp"

namespace avmdoc {

/// Whether the generator writes a part with the same words in each README. Where such a text is
/// another one, somebody edited it.
bool is_fixed_text(Part part);

/// What a README calls its module where it is referenced.
struct CalledName {
  std::string text;       ///< empty when it does not
  std::size_t place = 0;  ///< of the reference in the README
};

/// What parts of a README follow from other parts of it, such as the number of an example from
/// those before it. Such a part is a difference of its own only when it does not fit its own
/// README.
class Consistency {
 public:
  Consistency(const PageIndex& actual, const PageIndex& expected, const Convention& convention);

  /// Whether a part that differs (null: is missing) follows from other differences.
  [[nodiscard]] bool follows(const std::size_t* before, const std::size_t* after) const;

  /// What the examples of the README on disk call the module, and what they are to call it.
  [[nodiscard]] bool is_renamed() const {
    return !old_name_.text.empty() && !new_name_.text.empty() && old_name_.text != new_name_.text;
  }
  [[nodiscard]] const CalledName& old_name() const { return old_name_; }
  [[nodiscard]] const CalledName& new_name() const { return new_name_; }

 private:
  [[nodiscard]] bool fits_number(std::size_t span) const;
  [[nodiscard]] bool fits_link(std::size_t span) const;
  [[nodiscard]] bool fits_row(std::size_t span, std::size_t other) const;
  [[nodiscard]] bool fits_table_head(const ItemKey& item, const std::size_t* before) const;
  [[nodiscard]] bool fits_none(const ItemKey& item, const std::size_t* before) const;
  [[nodiscard]] bool fits_comment(const ItemKey& example, Form form) const;
  [[nodiscard]] bool has_other_comments(const ItemKey& example, Form form) const;
  [[nodiscard]] bool has_other_requirement(std::string_view parameter) const;
  [[nodiscard]] bool is_otherwise_required(std::string_view parameter) const;

  const PageIndex& actual_;
  const PageIndex& expected_;
  std::map<std::string_view, std::size_t> ordinals_;  ///< of the examples of the README on disk
  std::set<std::string_view> filled_sections_;        ///< those of the README on disk with items
  std::set<std::string_view> lasting_unions_;         ///< parameters with a variant in both READMEs
  bool describes_outputs_ = false;                    ///< in the README on disk
  /// What `fits_comment` found, since an example may have any number of comments.
  mutable std::map<std::pair<ItemKey, Form>, bool> comments_;
  CalledName old_name_;
  CalledName new_name_;
};

}  // namespace avmdoc

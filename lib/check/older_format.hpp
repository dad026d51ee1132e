#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/page_index.hpp"

namespace avmdoc {

/// What shows that a README was written by an older generator: a part that the generator writes in
/// every README, and that this one has nowhere or in an older form.
struct OlderFormat {
  bool no_folder_lines = false;  ///< which folder each example comes from
  bool no_reference_block = false;
  bool other_forms = false;        ///< "via JSON Parameter file"
  bool named_deployments = false;  ///< examples with `name:` before `params:`
  bool linked_versions = false;    ///< API versions as links, without a column of references

  [[nodiscard]] bool is_older() const {
    return no_folder_lines || other_forms || named_deployments || linked_versions;
  }
  /// `no reference block, no folder lines`
  [[nodiscard]] std::string signs() const;
  /// Whether an item is missing because of the format.
  [[nodiscard]] bool lacks(Item item) const;
  /// Whether a part differs because of the format.
  [[nodiscard]] bool differs_in(Part part) const;
};

OlderFormat older_format(const PageIndex& actual, const PageIndex& expected);

/// Gives the examples of the README on disk the names of the rendered ones that they are about,
/// where their folders do not tell: older generators did not write them, and tests of several
/// modules may have folders of one name.
void name_examples(std::string_view actual_text, std::vector<Span>& actual,
                   std::string_view expected_text, const std::vector<Span>& expected);

/// Gives the quoted blocks of the README on disk the names of the marker files that they came from,
/// as far as the rendered ones tell.
void name_banners(std::string_view actual_text, std::vector<Span>& actual,
                  std::string_view expected_text, const std::vector<Span>& expected);

}  // namespace avmdoc

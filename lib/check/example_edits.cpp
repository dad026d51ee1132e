#include "check/example_edits.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace avmdoc {
namespace {

bool is_about_frame(const Finding& finding) {
  if (finding.item != Item::example) return false;
  switch (finding.part) {
    case Part::form:
    case Part::form_end:
    case Part::frame:
    case Part::source:
    case Part::other:
      return true;
    default:
      return false;
  }
}

/// Whether the example is the whole test, or was: then the test deploys the module no more or not
/// yet, and nobody edited the example.
bool is_changed_source(const PageIndex& actual, const PageIndex& expected, const Finding& finding) {
  const ItemKey item{Item::example, finding.key};
  if (expected.find(item, Part::source) != nullptr) return true;
  return finding.part == Part::source && actual.find(item, Part::source) != nullptr &&
         actual.find(item, Part::argument) == nullptr;
}

}  // namespace

void join_example_edits(const PageIndex& actual, const PageIndex& expected,
                        std::vector<Finding>& findings) {
  std::map<std::string_view, const Finding*> first;
  for (const Finding& finding : findings) {
    if (!is_about_frame(finding) || is_changed_source(actual, expected, finding)) continue;
    const Finding*& known = first[finding.key];
    if (known == nullptr || finding.place < known->place) known = &finding;
  }
  std::vector<Finding> joined;
  for (const Finding& finding : findings) {
    const auto edit = first.find(finding.key);
    const bool covered = finding.item == Item::example && edit != first.end() &&
                         (is_about_frame(finding) || finding.part == Part::argument ||
                          finding.presence == Presence::misplaced);
    if (covered && edit->second != &finding) continue;
    joined.push_back(finding);
    if (!covered) continue;
    joined.back().part = Part::other;
    joined.back().presence = Presence::edited;
  }
  findings = std::move(joined);
}

}  // namespace avmdoc

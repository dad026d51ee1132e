#include "ordering/collation.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace avmdoc {
namespace {

/// The printable ASCII characters in ICU's order for en-US; letters of either case share a rank.
/// Nearly all names are ASCII, and this avoids opening a collator for them. A test compares it with
/// ICU.
constexpr std::string_view ascii_order =
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

constexpr auto make_ranks() {
  std::array<std::uint8_t, 256> ranks{};
  for (std::size_t i = 0; i < ascii_order.size(); ++i) {
    const auto c = static_cast<unsigned char>(ascii_order[i]);
    ranks[c] = static_cast<std::uint8_t>(i + 1);
    if (c >= 'a' && c <= 'z') ranks[c - 'a' + 'A'] = static_cast<std::uint8_t>(i + 1);
  }
  return ranks;
}
/// Rank 0 means any other character than printable ASCII.
constexpr auto ranks = make_ranks();

std::unique_ptr<icu::Collator> open_collator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale("en", "US"), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no collation data");
  collator->setStrength(icu::Collator::SECONDARY);
  return collator;
}

int compare_with_icu(std::string_view a, std::string_view b) {
  static const std::unique_ptr<icu::Collator> collator = open_collator();
  const auto piece = [](std::string_view text) {
    return icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()));
  };
  UErrorCode status = U_ZERO_ERROR;
  return collator->compareUTF8(piece(a), piece(b), status);
}

}  // namespace

int compare_culture(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto left = ranks[static_cast<unsigned char>(a[i])];
    const auto right = ranks[static_cast<unsigned char>(b[i])];
    if (left == 0 || right == 0) return compare_with_icu(a, b);
    // The first difference decides: no contraction of en-US begins with an ASCII character.
    if (left != right) return left < right ? -1 : 1;
  }
  const std::string_view rest = a.size() > common ? a.substr(common) : b.substr(common);
  for (const char c : rest) {
    if (ranks[static_cast<unsigned char>(c)] == 0) return compare_with_icu(a, b);
  }
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

}  // namespace avmdoc

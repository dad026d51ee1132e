#pragma once

#include <string>
#include <string_view>

namespace avmdoc {

/// Each word with a capital and small letters after it; words all in capitals stay as they are.
/// Digits belong to a word but do not begin one (.NET's `TextInfo.ToTitleCase`).
std::string title_case(std::string_view text);

/// A name such as `virtual-network-2` in camel case: `virtualNetwork2`.
std::string camel_case(std::string_view kebab);

}  // namespace avmdoc

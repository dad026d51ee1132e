#pragma once

#include <array>
#include <string_view>

namespace avmdoc {

/// Where a registry of AVM has its modules: `avm/res/…`.
inline constexpr std::string_view avm_folder = "avm";

/// The folders of its kinds of modules, in the order in which the reference looks for one in them.
inline constexpr std::array<std::string_view, 3> avm_kind_folders = {"ptn", "res", "utl"};

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/module.hpp"
#include "module/budget.hpp"
#include "module/sources.hpp"

namespace avmdoc {

struct Tests {
  /// Whether there is a test in or below the folder; for a scoped child, the folder of its parent.
  bool any = false;
  /// The paths of the module's tests in the order of the README. A scoped child (`…/rg-scope`) has
  /// those of its parent's tests whose path contains its folder name. A reassigned test belongs
  /// to the child if the child's folder exists.
  std::vector<std::string> paths;
};

Tests find_tests(const Convention& convention, const Sources& sources, const std::string& folder);

/// Reads one test (`main.test.bicep`) into an example of a module, as far as that was read from its
/// template; nothing for one of the convention's `examples` that does not deploy the module. Throws
/// `Error` with its syntax errors; a comma that is missing between arguments on different lines is
/// but a warning, as no value is lost. Throws `Error` beyond the limits, too.
std::optional<Example> read_example(const Sources& sources, const std::string& path, Module& module,
                                    Budget& budget);

/// Whether a statement of a test deploys the module: `module testDeployment '../../../main.bicep'`
/// (BCPNFR12); without a fixed name any module that is this one, by its path or its reference.
bool is_test_deployment(bicep::Node statement, std::string_view test, const Module& module);

/// Whether a folder is a child of a multi-scope module: `…/rg-scope`, `…/sub-scope`, `…/mg-scope`.
bool is_scoped_child(const Convention& convention, std::string_view folder);

/// Whether examples of the module of a folder may be in its parent's folder.
bool has_examples_of_parent(const Convention& convention, std::string_view folder);

}  // namespace avmdoc

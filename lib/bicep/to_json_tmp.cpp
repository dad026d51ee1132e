#include "avmdoc/bicep.hpp"
namespace avmdoc::bicep {
std::string to_json(const Tree&) { return "{}"; }
}  // namespace avmdoc::bicep

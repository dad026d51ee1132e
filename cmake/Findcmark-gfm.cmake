# Finds cmark-gfm, whose packages bring no CMake configuration:
# cmark-gfm::cmark-gfm the parser, cmark-gfm::extensions with GitHub's extensions (tables).
find_path(CMARK_GFM_INCLUDE_DIR NAMES cmark-gfm.h)
find_library(CMARK_GFM_LIBRARY NAMES cmark-gfm)
find_library(CMARK_GFM_EXTENSIONS_LIBRARY NAMES cmark-gfm-extensions)
mark_as_advanced(CMARK_GFM_INCLUDE_DIR CMARK_GFM_LIBRARY CMARK_GFM_EXTENSIONS_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(cmark-gfm REQUIRED_VARS CMARK_GFM_LIBRARY CMARK_GFM_EXTENSIONS_LIBRARY
                                                          CMARK_GFM_INCLUDE_DIR)

if(cmark-gfm_FOUND AND NOT TARGET cmark-gfm::cmark-gfm)
  add_library(cmark-gfm::cmark-gfm UNKNOWN IMPORTED)
  set_target_properties(cmark-gfm::cmark-gfm PROPERTIES IMPORTED_LOCATION "${CMARK_GFM_LIBRARY}"
                                                        INTERFACE_INCLUDE_DIRECTORIES "${CMARK_GFM_INCLUDE_DIR}")
  add_library(cmark-gfm::extensions UNKNOWN IMPORTED)
  set_target_properties(cmark-gfm::extensions PROPERTIES IMPORTED_LOCATION "${CMARK_GFM_EXTENSIONS_LIBRARY}"
                                                         INTERFACE_LINK_LIBRARIES cmark-gfm::cmark-gfm)
endif()

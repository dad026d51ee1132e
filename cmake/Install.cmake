# What `cmake --install` puts where, in three components: `cli`, `library` (the shared library as
# programs need it) and `development`. Nothing installed names the prefix, so it may be moved.
include(CMakePackageConfigHelpers)

set(AVMDOC_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/avmdoc")

install(TARGETS avmdoc EXPORT avmdoc-static ARCHIVE COMPONENT development)
install(
  EXPORT avmdoc-static
  NAMESPACE avmdoc::
  FILE avmdoc-static.cmake
  DESTINATION "${AVMDOC_CMAKE_DIR}"
  COMPONENT development)
if(AVMDOC_BUILD_SHARED)
  install(
    TARGETS avmdoc-shared
    EXPORT avmdoc-shared
    RUNTIME COMPONENT library
    LIBRARY COMPONENT library NAMELINK_COMPONENT development
    ARCHIVE COMPONENT development)
  install(
    EXPORT avmdoc-shared
    NAMESPACE avmdoc::
    FILE avmdoc-shared.cmake
    DESTINATION "${AVMDOC_CMAKE_DIR}"
    COMPONENT development)
endif()

install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/lib/include/" "${PROJECT_BINARY_DIR}/lib/include/"
  TYPE INCLUDE
  COMPONENT development
  FILES_MATCHING
  PATTERN "*.h"
  PATTERN "*.hpp")
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/schemas/"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/avmdoc"
  COMPONENT development)

# What the static library needs beyond the package files that its libraries bring themselves.
get_target_property(AVMDOC_LINKED avmdoc LINK_LIBRARIES)
set(AVMDOC_DEPENDENCIES "find_dependency(ICU COMPONENTS uc i18n)\n  find_dependency(simdjson)\n")
string(APPEND AVMDOC_DEPENDENCIES "  find_dependency(Threads)\n")
set(AVMDOC_PC_LIBS "-lstdc++ -lm -pthread")
set(AVMDOC_DEBIAN_DEPENDS "libicu-dev, libsimdjson-dev")
configure_package_config_file(cmake/avmdocConfig.cmake.in avmdocConfig.cmake INSTALL_DESTINATION "${AVMDOC_CMAKE_DIR}")
# Before 1.0 a minor version may change what programs see.
write_basic_package_version_file(avmdocConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/avmdocConfig.cmake" "${PROJECT_BINARY_DIR}/avmdocConfigVersion.cmake"
  DESTINATION "${AVMDOC_CMAKE_DIR}"
  COMPONENT development)

# The way from the .pc file back to the prefix.
file(RELATIVE_PATH AVMDOC_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" AVMDOC_PC_PREFIX "${AVMDOC_PC_PREFIX}")
configure_file(cmake/avmdoc.pc.in avmdoc.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/avmdoc.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)

if(AVMDOC_BUILD_CLI)
  install(TARGETS avmdoc-cli RUNTIME COMPONENT cli)
  if(NOT CMAKE_CROSSCOMPILING)
    include(ManPage)
    avmdoc_man_page(avmdoc-cli "${PROJECT_BINARY_DIR}/avmdoc.1")
    install(FILES "${PROJECT_BINARY_DIR}/avmdoc.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT cli)
  endif()
  set(completions "${PROJECT_SOURCE_DIR}/packaging/completions")
  install(
    FILES "${completions}/avmdoc.bash"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME avmdoc
    COMPONENT cli)
  # Debian's zsh looks for what packages bring elsewhere.
  set(zsh_folder site-functions)
  if(EXISTS /etc/debian_version)
    set(zsh_folder vendor-completions)
  endif()
  install(FILES "${completions}/_avmdoc" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/${zsh_folder}" COMPONENT cli)
  install(FILES "${completions}/avmdoc.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
          COMPONENT cli)
endif()

# Each Debian package has the licence.
set(packages_cli avmdoc)
set(packages_library "libavmdoc${PROJECT_VERSION_MAJOR}")
set(packages_development libavmdoc-dev)
foreach(component cli library development)
  if(component STREQUAL "library" AND NOT AVMDOC_BUILD_SHARED)
    continue()
  endif()
  install(
    FILES "${PROJECT_SOURCE_DIR}/LICENSE"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${packages_${component}}"
    RENAME copyright
    COMPONENT ${component})
endforeach()

include(Packages)

# Debian packages: `cpack -G DEB` makes avmdoc, libavmdoc0 and libavmdoc-dev.
set(CPACK_PACKAGE_NAME avmdoc)
set(CPACK_PACKAGE_VENDOR "The avmdoc authors")
set(CPACK_PACKAGE_CONTACT "The avmdoc authors <avmdoc@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL cli development)
if(AVMDOC_BUILD_SHARED)
  list(APPEND CPACK_COMPONENTS_ALL library)
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(library "libavmdoc${PROJECT_VERSION_MAJOR}")
set(CPACK_DEBIAN_CLI_PACKAGE_NAME avmdoc)
set(CPACK_DEBIAN_CLI_PACKAGE_SECTION devel)
set(CPACK_COMPONENT_CLI_DESCRIPTION
    "Writes the README.md of Azure Verified Modules for Bicep, offline.\nThis package has the command.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "${library}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "Documents Azure Bicep modules.\nThis package has the shared library.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libavmdoc-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "Documents Azure Bicep modules.\nThis package has headers, static library, CMake and pkg-config files.")
# What the static library needs, for who links it.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${AVMDOC_DEBIAN_DEPENDS}")
if(AVMDOC_BUILD_SHARED)
  string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", ${library} (= ${PROJECT_VERSION})")
  # Tells the tools that look for dependencies of other packages which one has the library.
  set(CPACK_DEBIAN_LIBRARY_PACKAGE_GENERATE_SHLIBS ON)
endif()
include(CPack)

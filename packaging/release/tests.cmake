# What the binary must do wherever it runs: ctest runs it, or its emulator.
enable_testing()
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
set(binary "$<TARGET_FILE:avmdoc-cli>")
set(command "${binary}")
set(emulator "")
if(WIN32)
  set(emulator wine64)
elseif(CMAKE_CROSSCOMPILING)
  set(emulator qemu-aarch64-static)
endif()
if(emulator)
  set(command "${CMAKE_CURRENT_SOURCE_DIR}/emulated.sh")
endif()

get_directory_property(version DIRECTORY "${root}" DEFINITION PROJECT_VERSION)

# A test that cannot run says so and is counted as skipped.
function(avmdoc_release_test name)
  add_test(NAME "${name}" COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/emulated.sh" --test ${ARGN})
  set_tests_properties(
    "${name}"
    PROPERTIES SKIP_RETURN_CODE 77
               ENVIRONMENT
               "AVMDOC=${command};AVMDOC_BINARY=${binary};AVMDOC_EMULATOR=${emulator};AVMDOC_VERSION=${version}")
endfunction()

avmdoc_release_test(release "${Python3_EXECUTABLE}" -B "${CMAKE_CURRENT_SOURCE_DIR}/test_release.py" -v)
avmdoc_release_test(golden "${Python3_EXECUTABLE}" -B "${root}/tests/golden/run.py" "${command}" "${root}/golden")
avmdoc_release_test(parity-cases "${root}/tests/parity/run.sh" "${command}" "${root}/../shared" cases)
# The calls of Windows, which no other binary makes.
if(WIN32 AND AVMDOC_TEST)
  find_path(CATCH_HEADERS catch2/catch.hpp PATHS /usr/include REQUIRED NO_CMAKE_FIND_ROOT_PATH)
  file(CREATE_LINK "${CATCH_HEADERS}/catch2" "${headers}/catch2" SYMBOLIC)
  add_executable(avmdoc-disk-tests "${root}/tests/unit/main.cpp" "${root}/tests/unit/source_disk.cpp")
  target_link_libraries(avmdoc-disk-tests PRIVATE avmdoc::static)
  target_link_options(avmdoc-disk-tests PRIVATE -fstack-protector-strong)
  target_include_directories(avmdoc-disk-tests SYSTEM PRIVATE "${headers}")
  avmdoc_release_test(disk "${emulator}" "$<TARGET_FILE:avmdoc-disk-tests>")
endif()
if(NOT CMAKE_CROSSCOMPILING)
  avmdoc_release_test(npm "${Python3_EXECUTABLE}" -B "${root}/packaging/npm/test_npm.py" -v)
endif()

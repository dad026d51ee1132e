# Tests that take minutes. Those over the history of the registry need its checkout with history.
add_test(NAME "slow: history" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/history.py" "${avmdoc}")
set_tests_properties("slow: history" PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)

add_test(NAME "slow: two states" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/two_states.py" "${avmdoc}"
                                         "${PROJECT_SOURCE_DIR}/tests/check/fixture" "${PROJECT_SOURCE_DIR}/golden/example"
                                         "${check_shared}/cases/input")
set_tests_properties("slow: two states" PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1800)

add_test(NAME "slow: from source" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/from_source.py" "${avmdoc}")
set_tests_properties("slow: from source" PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1800)

add_test(NAME "slow: staleness" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/staleness.py" "${avmdoc}")
set_tests_properties("slow: staleness" PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)

# Inputs that grow. Sanitizers take more time and memory than it allows.
if(NOT AVMDOC_SANITIZE)
  add_test(NAME torture COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/torture/run.py" "${avmdoc}" --short
                                --keep "${CMAKE_CURRENT_BINARY_DIR}/torture")
endif()

# Outside projects against what is installed.
if(AVMDOC_INSTALL AND AVMDOC_BUILD_SHARED AND NOT AVMDOC_SANITIZE)
  find_program(DPKG dpkg)
  foreach(topic library debian)
    if(topic STREQUAL "debian" AND NOT DPKG)
      message(STATUS "There is no dpkg: the Debian packages are not tested")
      continue()
    endif()
    add_test(
      NAME "package: ${topic}"
      COMMAND Python3::Interpreter -B test_${topic}.py
      WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}/package")
    set_tests_properties(
      "package: ${topic}" PROPERTIES ENVIRONMENT
                                     "AVMDOC_BUILD=${PROJECT_BINARY_DIR};AVMDOC_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}"
                                     TIMEOUT 3600)
  endforeach()
endif()

# The tests of `avmdoc check`: unittest modules, and the mutations of whole modules.
set(check_environment "AVMDOC=${avmdoc};AVMDOC_VERSION=${PROJECT_VERSION};AVMDOC_SANITIZE=${AVMDOC_SANITIZE}")
if(DEFINED ENV{AVMDOC_SHARED})
  set(check_shared "$ENV{AVMDOC_SHARED}")
else()
  set(check_shared "${PROJECT_SOURCE_DIR}/../shared")
endif()
list(APPEND check_environment "AVMDOC_SHARED=${check_shared}")

set(AVMDOC_CHECK_TESTS
    changed_since check edits formats git hooks reports rules)
avmdoc_must_list("AVMDOC_CHECK_TESTS" "check/test_*.py" ${AVMDOC_CHECK_TESTS})
foreach(topic ${AVMDOC_CHECK_TESTS})
  set(name "test_${topic}")
  add_test(
    NAME "check: ${topic}"
    COMMAND Python3::Interpreter -B -m unittest -v "${name}"
    WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}")
  set_tests_properties("check: ${topic}" PROPERTIES ENVIRONMENT "${check_environment}")
endforeach()

add_test(NAME "check: mutations" COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/mutations.py" "${avmdoc}"
                                         "${CMAKE_CURRENT_LIST_DIR}/fixture"
                                         "${PROJECT_SOURCE_DIR}/golden/example"
                                         "${PROJECT_SOURCE_DIR}/golden/usage-examples"
                                         "${check_shared}/cases/input")

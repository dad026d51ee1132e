# Tests over the history of the registry, which take minutes. They need its checkout with history.
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

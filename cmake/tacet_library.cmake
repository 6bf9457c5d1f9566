# tacet_library(NAME [SINGLE_THREADED_TESTS] [DEPS other...] [LIBS private...] [PUBLIC_LIBS public...])
#
# One folder = one library. Takes every .cc of the current folder and those below it, by their names:
#   foo.cc        the library tacet_NAME
#   foo_test.cc   one test program NAME_test (GoogleTest), CTest label unit
#   foo_memory_test.cc  one test program NAME_memory_test, label memory: measures what a sanitizer's own
#                 memory would hide, so it is not there in those builds
#   foo_fuzz.cc   one program foo_fuzz each: libFuzzer in the fuzz preset, with AddressSanitizer alone
#                 a replay of the files in tests/corpus/foo (label fuzz-smoke), elsewhere nothing
#   foo_bench.cc  one program NAME_bench (Google Benchmark), only with TACET_BENCHMARKS
# DEPS are other folders; tests/lint/dependencies.py holds #include lines to them. LIBS are outside
# libraries that no header of this folder shows. SINGLE_THREADED_TESTS: no test of the folder starts a
# thread, so that ThreadSanitizer would see nothing in them; that preset leaves them out.

include(CheckCXXCompilerFlag)
find_package(Threads REQUIRED)

add_library(tacet_options INTERFACE)
target_compile_features(tacet_options INTERFACE cxx_std_20)
target_include_directories(tacet_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tacet_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers -fno-omit-frame-pointer)
if(TACET_WERROR)
  target_compile_options(tacet_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns of these in correct code once it inlines std::string and std::optional.
  target_compile_options(tacet_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized
    -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  # And of a private class's members of unnamed namespaces once several files are compiled as one.
  target_compile_options(tacet_options INTERFACE -Wno-subobject-linkage)
endif()
target_compile_definitions(tacet_options INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_link_libraries(tacet_options INTERFACE Threads::Threads)
if(NOT TACET_SANITIZER AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(tacet_options INTERFACE
    -fstack-protector-strong -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fPIE)
  target_link_options(tacet_options INTERFACE -Wl,-z,relro,-z,now -pie)
endif()
if(TACET_SANITIZER STREQUAL "address")
  set(_tacet_sanitize -fsanitize=address,undefined -fno-sanitize-recover=undefined)
elseif(TACET_SANITIZER STREQUAL "thread")
  set(_tacet_sanitize -fsanitize=thread)
elseif(TACET_SANITIZER STREQUAL "fuzzer")
  set(_tacet_sanitize -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
elseif(TACET_SANITIZER STREQUAL "coverage")
  set(_tacet_sanitize --coverage)
endif()
if(_tacet_sanitize)
  target_compile_options(tacet_options INTERFACE ${_tacet_sanitize})
  target_link_options(tacet_options INTERFACE ${_tacet_sanitize})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(tacet_options INTERFACE -Wthread-safety)
  target_link_options(tacet_options INTERFACE -fuse-ld=lld)
endif()

# What most files include, parsed once for each preset with tests. Others do without; `standalone`
# checks that each file names what it uses.
if(TACET_TESTS)
  find_package(GTest REQUIRED)
  set(_tacet_headers <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <filesystem>
    <fstream> <functional> <iostream> <map> <memory> <mutex> <nlohmann/json.hpp> <optional> <random>
    <set> <span> <sstream> <string> <string_view> <thread> <tl/expected.hpp> <unordered_map>
    <unordered_set> <utility> <variant> <vector>)
  file(WRITE ${CMAKE_BINARY_DIR}/headers/empty.cc "")
  foreach(kind headers test_headers)
    add_library(tacet_${kind} OBJECT ${CMAKE_BINARY_DIR}/headers/empty.cc)
    target_link_libraries(tacet_${kind} PRIVATE tacet_options)
    target_precompile_headers(tacet_${kind} PRIVATE ${_tacet_headers})
  endforeach()
  target_link_libraries(tacet_test_headers PRIVATE GTest::gmock)
  # Tests are long, run once, and wait for what they test: optimising them takes longer than they run.
  target_compile_options(tacet_test_headers PRIVATE -O0)
  target_precompile_headers(tacet_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)

  add_custom_target(tacet_memory_tests)

  add_library(tacet_fuzz_replay OBJECT ${PROJECT_SOURCE_DIR}/tests/fuzz_replay_main.cc)
  target_link_libraries(tacet_fuzz_replay PRIVATE tacet_options)
endif()

# Programs find the libraries of build/deps by their place, wherever the checkout stands.
function(tacet_rpath target)
  set_target_properties(${target} PROPERTIES BUILD_RPATH
    "${TACET_DEPS}/wheels/openvino/libs;${TACET_DEPS}/wheels/onednn/lib;${TACET_DEPS}/ctranslate2/lib")
  # RPATH, not RUNPATH: it also counts for what those libraries need of each other.
  target_link_options(${target} PRIVATE LINKER:--disable-new-dtags)
endfunction()

# Where tests find the files they read: the checkout, and the models that `make` pulled.
set(TACET_TEST_ENVIRONMENT
  "TACET_SOURCE_DIR=${PROJECT_SOURCE_DIR}"
  "TACET_MODELS_DIR=${PROJECT_SOURCE_DIR}/build/models"
  "ASAN_OPTIONS=detect_leaks=1:abort_on_error=0"
  "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/lsan.supp:print_suppressions=0"
  "UBSAN_OPTIONS=print_stacktrace=1"
  # OpenVINO's TBB would otherwise open a library in a way that AddressSanitizer refuses.
  "TBB_ENABLE_SANITIZERS=1"
  "TSAN_OPTIONS=ignore_noninstrumented_modules=1:suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")

# tacet_test_program(LIBRARY PROGRAM LABEL LIBS SOURCE...): a GoogleTest program over a folder's library.
function(tacet_test_program library program label libs)
  add_executable(${program} ${ARGN})
  target_link_libraries(${program} PRIVATE tacet_${library} ${libs} GTest::gmock GTest::gtest_main)
  target_precompile_headers(${program} REUSE_FROM tacet_test_headers)
  target_compile_options(${program} PRIVATE -O0)
  tacet_rpath(${program})
  add_test(NAME ${program} COMMAND ${program})
  set_tests_properties(${program} PROPERTIES LABELS ${label} SKIP_RETURN_CODE 77 TIMEOUT 600
    ENVIRONMENT "${TACET_TEST_ENVIRONMENT}")
endfunction()

function(tacet_library name)
  cmake_parse_arguments(arg "SINGLE_THREADED_TESTS" "" "DEPS;LIBS;PUBLIC_LIBS" ${ARGN})
  file(GLOB_RECURSE all CONFIGURE_DEPENDS *.cc)
  set(sources ${all})
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench|main)\\.cc$")
  list(TRANSFORM arg_DEPS PREPEND tacet_)
  if(NOT sources)
    add_library(tacet_${name} INTERFACE)
    target_link_libraries(tacet_${name} INTERFACE tacet_options ${arg_DEPS} ${arg_PUBLIC_LIBS})
    return()
  endif()
  add_library(tacet_${name} STATIC ${sources})
  target_link_libraries(tacet_${name} PUBLIC tacet_options ${arg_DEPS} ${arg_PUBLIC_LIBS}
                                      PRIVATE ${arg_LIBS})
  if(TACET_TESTS)
    target_precompile_headers(tacet_${name} REUSE_FROM tacet_headers)
  endif()
  if(NOT TACET_TESTS OR (arg_SINGLE_THREADED_TESTS AND TACET_SANITIZER STREQUAL "thread"))
    return()
  endif()

  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  set(memory_tests ${tests})
  list(FILTER memory_tests INCLUDE REGEX "_memory_test\\.cc$")
  list(REMOVE_ITEM tests ${memory_tests})
  if(tests)
    tacet_test_program(${name} ${name}_test unit "${arg_LIBS}" ${tests})
  endif()
  if(memory_tests AND NOT TACET_SANITIZER)
    tacet_test_program(${name} ${name}_memory_test memory "${arg_LIBS}" ${memory_tests})
    add_dependencies(tacet_memory_tests ${name}_memory_test)
  endif()

  set(fuzzers ${all})
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cc$")
  if(NOT TACET_SANITIZER MATCHES "^(address|fuzzer)$")
    set(fuzzers "")
  endif()
  foreach(source ${fuzzers})
    get_filename_component(fuzzer ${source} NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" subject ${fuzzer})
    add_executable(${fuzzer} ${source})
    target_link_libraries(${fuzzer} PRIVATE tacet_${name})
    target_precompile_headers(${fuzzer} REUSE_FROM tacet_headers)
    tacet_rpath(${fuzzer})
    if(TACET_SANITIZER STREQUAL "fuzzer")
      target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
    else()
      target_link_libraries(${fuzzer} PRIVATE tacet_fuzz_replay)
      add_test(NAME ${fuzzer} COMMAND ${fuzzer} ${PROJECT_SOURCE_DIR}/tests/corpus/${subject})
      set_tests_properties(${fuzzer} PROPERTIES LABELS fuzz-smoke TIMEOUT 120
        ENVIRONMENT "${TACET_TEST_ENVIRONMENT}")
    endif()
  endforeach()

  set(benches ${all})
  list(FILTER benches INCLUDE REGEX "_bench\\.cc$")
  if(benches AND TACET_BENCHMARKS)
    find_package(benchmark REQUIRED)
    add_executable(${name}_bench ${benches})
    target_link_libraries(${name}_bench PRIVATE tacet_${name} benchmark::benchmark_main)
    tacet_rpath(${name}_bench)
  endif()
endfunction()

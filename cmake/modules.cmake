# ocop_library(NAME <name> DIR <dir> DEPS <ocop libs…> LINK <outside libs…>)
#   All of <dir>/*.cc is one static library `ocop_<name>`. Beside it, when they exist:
#     <dir>/*.messages      -> generated header "<dir>/messages.h" and its texts (tools/messages)
#     <dir>/migrations/*.sql-> generated "<dir>/migrations.h" (tools/migrations)
#     <dir>/tests/*.cc      -> one test program `test_<name>`
#     <dir>/fuzz/*.cc       -> one fuzz program each, `fuzz_<file>` (see kernel/base/fuzz_main.cc)
#   Files are found by glob, so a new file needs no edit here (CONFIGURE_DEPENDS re-globs at each build).
#   With OCOP_UNITY the sources of a whole layer are one library, and its tests one program (ocop_layer_of_batches): `ocop_<name>` is then a name
#   for that library and `test_<name>` one for that program, which runs the tests of the folder that it is called by (tests/support/test_main.cc).
function(ocop_library)
  cmake_parse_arguments(ARG "" "NAME;DIR" "DEPS;LINK;TEST_DEPS" ${ARGN})
  set(target ocop_${ARG_NAME})
  set(dir ${CMAKE_SOURCE_DIR}/${ARG_DIR})
  set(generated ${CMAKE_BINARY_DIR}/generated)
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cc)
  list(FILTER sources EXCLUDE REGEX "fuzz_main\\.cc$")
  list(REMOVE_ITEM sources ${OCOP_LEFT_OUT})
  set(outputs "")

  file(GLOB messages CONFIGURE_DEPENDS ${dir}/*.messages)
  if(messages)
    set(out ${generated}/${ARG_DIR}/messages.h ${generated}/${ARG_DIR}/messages.cc)
    add_custom_command(OUTPUT ${out} COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/messages ${out} ${messages}
                       DEPENDS ${messages} ${CMAKE_SOURCE_DIR}/tools/messages VERBATIM)
    list(APPEND outputs ${out})
  endif()
  file(GLOB migrations CONFIGURE_DEPENDS ${dir}/migrations/*.sql)
  if(migrations)
    set(out ${generated}/${ARG_DIR}/migrations.h)
    add_custom_command(OUTPUT ${out} COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/migrations ${out} ${migrations}
                       DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/tools/migrations VERBATIM)
    list(APPEND outputs ${out})
  endif()

  if(NOT sources)
    file(CONFIGURE OUTPUT ${generated}/${ARG_DIR}/empty.cc CONTENT "// ${ARG_NAME} has no source of its own yet\n")
    set(sources ${generated}/${ARG_DIR}/empty.cc)
  endif()
  if(outputs)
    # Other libraries that include this one's generated headers must wait for them.
    add_custom_target(${target}_generated DEPENDS ${outputs})
  endif()
  if(OCOP_UNITY)
    string(REGEX MATCH "^[a-z]+" layer ${ARG_DIR})
    set(home ocop_layer_${layer})
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${home})
    target_sources(${home} PRIVATE ${outputs})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})   # the grouping follows the names in the files
  else()
    set(home ${target})
    add_library(${target} STATIC ${sources} ${outputs})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR} ${generated})
    foreach(dep ${ARG_DEPS})
      target_link_libraries(${target} PUBLIC ocop_${dep})
      if(TARGET ocop_${dep}_generated)
        add_dependencies(${target} ocop_${dep}_generated)
      endif()
    endforeach()
  endif()
  set_target_properties(${target} PROPERTIES OCOP_HOME ${home})
  if(outputs)
    add_dependencies(${home} ${target}_generated)
  endif()
  target_link_libraries(${home} PRIVATE ${ARG_LINK} Threads::Threads)

  file(GLOB tests CONFIGURE_DEPENDS ${dir}/tests/*.cc)
  list(REMOVE_ITEM tests ${OCOP_LEFT_OUT})
  if(tests)
    set(program test_${ARG_NAME})
    if(OCOP_UNITY)
      set(program tests_${layer})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${tests})
      set(link ${CMAKE_BINARY_DIR}/called/test_${ARG_NAME})
      add_custom_command(OUTPUT ${link} DEPENDS ${program} COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/called
                         COMMAND ${CMAKE_COMMAND} -E create_symlink $<TARGET_FILE:${program}> ${link} VERBATIM)
      add_custom_target(test_${ARG_NAME} DEPENDS ${link})
    else()
      ocop_test_program(${program} ${tests})
    endif()
    add_dependencies(all_tests test_${ARG_NAME})
    target_link_libraries(${program} PRIVATE ${target} ${ARG_LINK})
    foreach(dep ${ARG_TEST_DEPS})
      target_link_libraries(${program} PRIVATE ocop_${dep})
    endforeach()
    if(ARG_NAME STREQUAL db OR db IN_LIST ARG_DEPS)
      target_link_libraries(${program} PRIVATE ocop_test_support)  # a fresh database on each engine
    endif()
    if(ARG_DIR MATCHES "^modules/")
      target_link_libraries(${program} PRIVATE ocop_test_desk)     # the way of a request without a socket
    endif()
    add_test(NAME ${ARG_NAME} COMMAND $<IF:$<BOOL:${OCOP_UNITY}>,${CMAKE_BINARY_DIR}/called,${CMAKE_CURRENT_BINARY_DIR}>/test_${ARG_NAME}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()

  file(GLOB fuzzers CONFIGURE_DEPENDS ${dir}/fuzz/*.cc)
  foreach(fuzzer ${fuzzers})
    get_filename_component(fuzz_name ${fuzzer} NAME_WE)
    # Without OCOP_LIBFUZZER the program replays its seeds and a bounded number of mutations of them.
    add_executable(fuzz_${fuzz_name} EXCLUDE_FROM_ALL ${fuzzer})
    ocop_precompiled(fuzz_${fuzz_name} ocop_pch)
    target_link_libraries(fuzz_${fuzz_name} PRIVATE ${target} ${ARG_LINK} Threads::Threads)
    if(OCOP_LIBFUZZER)
      target_link_options(fuzz_${fuzz_name} PRIVATE -fsanitize=fuzzer)
    else()
      target_link_libraries(fuzz_${fuzz_name} PRIVATE ocop_fuzz_main)
    endif()
    add_test(NAME fuzz_${fuzz_name} COMMAND fuzz_${fuzz_name} ${dir}/fuzz/seeds/${fuzz_name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    add_dependencies(all_fuzz fuzz_${fuzz_name})
  endforeach()
endfunction()

# ocop_test_program(<name> <sources…>): a program of tests. Its main is ours (tests/support/test_main.cc).
function(ocop_test_program name)
  add_executable(${name} EXCLUDE_FROM_ALL ${ARGN})
  ocop_precompiled(${name} ocop_test_pch)
  target_link_libraries(${name} PRIVATE ocop_test_main GTest::gtest rapidcheck Threads::Threads)
  target_compile_definitions(${name} PRIVATE OCOP_SOURCE_DIR=".")
  if(OCOP_SANITIZE)   # a check names its own file and line; a trace has the lines of what is tested, and of tests the names alone
    target_compile_options(${name} PRIVATE -g0)
  endif()
endfunction()

# ocop_layer_of_batches(<layer> <layers below>): the library and the test program that its folders are compiled into with OCOP_UNITY.
function(ocop_layer_of_batches layer)
  add_library(ocop_layer_${layer} STATIC ${OCOP_BATCHES_${layer}})
  ocop_precompiled(ocop_layer_${layer} ocop_pch)
  if(NOT layer STREQUAL kernel)   # what counts, searches, packs and draws is the kernel's; -O2 of the rest costs a fifth more to build and gives nothing (decision 51)
    target_compile_options(ocop_layer_${layer} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  target_include_directories(ocop_layer_${layer} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
  foreach(below ${ARGN})
    target_link_libraries(ocop_layer_${layer} PUBLIC ocop_layer_${below})
  endforeach()
  if(OCOP_BATCHES_${layer}/tests)
    ocop_test_program(tests_${layer} ${OCOP_BATCHES_${layer}/tests})
  endif()
endfunction()

# tools/house/edges, the one list of folders, as CMake reads it: OCOP_UNITS in the order of the layers, OCOP_DEPS_<folder> = what the folder
# may include, therefore what its library is linked to. tools/layers holds the includes against the same lines.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/house/edges)
file(STRINGS ${CMAKE_SOURCE_DIR}/tools/house/edges edge_lines REGEX "^[a-z]")
set(OCOP_UNITS "")
foreach(line ${edge_lines})
  string(REGEX MATCH "^([a-z0-9/_]+): *(.*)$" matched "${line}")
  if(NOT matched)
    message(FATAL_ERROR "tools/house/edges: not a folder and its edges: ${line}")
  endif()
  set(unit ${CMAKE_MATCH_1})
  string(REPLACE " " ";" words "${CMAKE_MATCH_2}")
  set(deps "")
  foreach(word ${words})
    if(word MATCHES "^@(.*)$")   # a whole layer, as far as it stands above this line
      set(layer ${OCOP_UNITS})
      list(FILTER layer INCLUDE REGEX "^${CMAKE_MATCH_1}/")
      list(APPEND deps ${layer})
    else()
      list(APPEND deps ${word})
    endif()
  endforeach()
  set(OCOP_DEPS_${unit} ${deps})
  list(APPEND OCOP_UNITS ${unit})
endforeach()

# ocop_layer(<layer> <layers below>): a library for each folder of the layer ("kernel", "modules", "app"). Outside libraries: set(LINK_<name> …)
# before it, for tests alone set(TEST_DEPS_<name> …). A folder that is not there yet is passed over.
function(ocop_layer layer)
  if(OCOP_UNITY)
    ocop_layer_of_batches(${layer} ${ARGN})
  endif()
  foreach(unit ${OCOP_UNITS})
    if(NOT unit MATCHES "^${layer}(/|$)" OR NOT IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${unit})
      continue()
    endif()
    get_filename_component(name ${unit} NAME)
    set(deps "")
    foreach(dep ${OCOP_DEPS_${unit}})
      get_filename_component(dep_name ${dep} NAME)
      if(TARGET ocop_${dep_name})
        list(APPEND deps ${dep_name})
      endif()
    endforeach()
    ocop_library(NAME ${name} DIR ${unit} DEPS ${deps} LINK ${LINK_${name}} TEST_DEPS ${TEST_DEPS_${name}})
  endforeach()
endfunction()

# Writes generated/app/modules.h: the manifest of every module that has one (modules/<name>/manifest.cc), in the order of the layers.
function(ocop_module_list)
  set(declared "")
  set(listed "")
  foreach(unit ${OCOP_UNITS})
    if(unit MATCHES "^modules/" AND EXISTS ${CMAKE_SOURCE_DIR}/${unit}/manifest.cc)
      get_filename_component(name ${unit} NAME)
      string(APPEND declared "namespace ocop::${name} { manifest::Manifest manifest(); }\n")
      string(APPEND listed "    ${name}::manifest,\n")
    endif()
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/app/modules.h @ONLY CONTENT "// Generated from tools/house/edges by cmake/modules.cmake. Do not edit.
#pragma once
#include <array>

#include \"kernel/manifest/manifest.h\"

@declared@
namespace ocop::app {
inline constexpr auto kModules = std::to_array<manifest::Manifest (*)()>({
@listed@});
}
")
endfunction()

# ocop_embed(<target> <symbol> <base dir> <files…>): puts files into the program as they are (.incbin).
#   Declares `namespace ocop::embedded { std::span<const EmbeddedFile> <symbol>(); }`, see kernel/files/embedded.h.
function(ocop_embed target symbol base)
  set(out ${CMAKE_BINARY_DIR}/generated/embedded/${symbol})
  add_custom_command(OUTPUT ${out}.S ${out}.cc
                     COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed ${symbol} ${base} ${out} ${ARGN}
                     DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/tools/embed VERBATIM)
  get_target_property(home ${target} OCOP_HOME)
  target_sources(${home} PRIVATE ${out}.S ${out}.cc)
  set_source_files_properties(${out}.S PROPERTIES LANGUAGE ASM)
endfunction()

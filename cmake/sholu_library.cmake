# sholu_options(TARGET): warnings and sanitizers of our own code.
# sholu_library(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...]): the library sholu::NAME of one folder.
function(sholu_options target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                         $<$<BOOL:${SHOLU_WERROR}>:-Werror>)
  if(SHOLU_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${SHOLU_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${SHOLU_SANITIZE})
  endif()
endfunction()

function(sholu_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(sholu_${name} STATIC ${arg_SOURCES})
  add_library(sholu::${name} ALIAS sholu_${name})
  sholu_options(sholu_${name})
  target_link_libraries(sholu_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

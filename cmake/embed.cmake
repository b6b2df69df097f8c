# sholu_embed(TARGET NAMESPACE FUNCTION FILES...): links the files into TARGET (assembler's .incbin)
# and writes the function `const std::vector<core::EmbeddedFile>& NAMESPACE::FUNCTION()` that gives
# them, each at an address divisible by 16; NAMESPACE/embedded.h declares it.
function(sholu_embed target namespace function)
  set(assembler "")
  set(externs "")
  set(entries "")
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER "sholu_embedded_${namespace}_${name}" symbol)
    string(APPEND assembler
           ".balign 16\n.global ${symbol}\n${symbol}:\n.incbin \"${file}\"\n.global ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND entries
           "      {\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
  endforeach()
  set(base ${CMAKE_CURRENT_BINARY_DIR}/${function})
  file(CONFIGURE OUTPUT ${base}.S @ONLY CONTENT
       ".section .rodata\n@assembler@.section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${base}.cpp @ONLY CONTENT
"#include \"@namespace@/embedded.h\"\n
extern \"C\" {\n@externs@}\n
namespace @namespace@ {\n
const std::vector<core::EmbeddedFile>& @function@() {
  static const std::vector<core::EmbeddedFile> files = {\n@entries@  };
  return files;
}\n
}  // namespace @namespace@\n")
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()

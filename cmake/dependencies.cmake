# Every third-party library, found once; docs/DEPENDENCIES.md says what each is for.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(CURL REQUIRED)
find_package(EXPAT REQUIRED)
find_package(ICU 70 REQUIRED COMPONENTS uc i18n)
find_package(yaml-cpp REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(date REQUIRED)
find_package(RocksDB REQUIRED)
find_package(LibArchive REQUIRED)
find_package(pugixml REQUIRED)
find_package(prometheus-cpp REQUIRED)

pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(psl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(libzstd REQUIRED IMPORTED_TARGET libzstd)
# Hyperscan and Vectorscan (its port to other processors) both call themselves libhs.
pkg_check_modules(hs REQUIRED IMPORTED_TARGET libhs)

# Debian ships no CMake or pkg-config file for this one.
function(sholu_plain_library name header library)
  find_path(${name}_INCLUDE ${header} REQUIRED)
  find_library(${name}_LIBRARY ${library} REQUIRED)
  add_library(${name} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${${name}_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES ${${name}_INCLUDE})
endfunction()
sholu_plain_library(xlsxwriter xlsxwriter.h xlsxwriter)

# Dictionaries of which the build makes the lemma tables.
find_file(HUNSPELL_RU_AFF hunspell/ru_RU.aff PATHS /usr/share REQUIRED)
find_file(HUNSPELL_RU_DIC hunspell/ru_RU.dic PATHS /usr/share REQUIRED)
find_file(HUNSPELL_EN_AFF hunspell/en_US.aff PATHS /usr/share REQUIRED)
find_file(HUNSPELL_EN_DIC hunspell/en_US.dic PATHS /usr/share REQUIRED)
find_path(WORDNET cntlist.rev PATHS /usr/share/wordnet REQUIRED)

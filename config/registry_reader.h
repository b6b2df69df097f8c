// The registry of bodies and places: YAML to the parts of a classify::Lexicon that it fills.
//
//   bodies:
//     - id: mon                       # unique; stored with every document that names it
//       name: {kk: ..., ru: ..., en: ...}
//       kind: ministry
//       parent: government            # the body it is part of
//       spheres: [education]
//       from: 2019-06-17              # both days inclusive; open if absent; a month or a year
//       to: 2022-06-10                # means its first day
//       successors: [minpros, mnvo]
//       special: true                 # a special state body (Monitoring Rules, para 5)
//       acting: true                  # by its office it investigates, judges or supervises
//       aliases: {kk: [...], ru: [...], en: [...]}
//       presumed: {kk: [...], ru: [...], en: [...]}   # see classify::Presumption
//   families:                         # bodies of one kind, one per region
//     - {id: police, kind: ..., spheres: [...], acting: true, parent: mvd, aliases: {...},
//        presumed: {unless: [knb_ac], ru: [следователь]},
//        members: [{id: ..., region: KZ-10, name: {...}, aliases: {...}}]}
//   regions:
//     - {id: KZ-10, name: {...}, population: {2023: 610205}, aliases: {...}}
//   districts:                        # names in Kazakh, Russian and English
//     - {region: KZ-39, kk: Майлин, ru: район Беимбета Майлина, en: Mailin,
//        former: [{kk: Таран, ru: Тарановский, en: Taran}], aliases: {...}}
//   towns:
//     - {region: KZ-10, kk: Семей, ru: Семей, en: Semey, aliases: {...}}
//     - {region: KZ-35, kk: Абай, ru: Абай, en: Abai, alone: false}  # only as "город Абай"
//   offices:                          # see classify::OfficeGrammar
//     heads: [{rank: department, kk: [...], ru: [...], en: [...]}]
//     fields: [{id: health, kk: [...], ru: [...], en: [...], ministry: minzdrav,
//               department: upr_zdrav, office: upr_zdrav}]
//     links: [и, делам]
//     scopes: {ru: [районный]}
//     unknown: akimat
//   roles:                            # see classify::RoleCue: acts, addressed, employs
//     - {cue: acts, kk: [...], ru: [...], en: [...]}
//   names:                            # conditions of every name of a body
//     forbid: [{within: 4, where: before, ru: [лже]}]
//
// People mix Kazakh and Russian, so names in the one language are looked for in the sentences of
// both, and Kazakh names also as they are typed without Kazakh letters.
#pragma once

#include "classify/lexicon.h"
#include "config/yaml_reader.h"

namespace config {

// Adds the registry's parts of one file to `lexicon`; asks `map` for their keys.
void ReadRegistry(YamlMap& map, classify::Lexicon& lexicon);

}  // namespace config

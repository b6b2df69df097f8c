// The commands under `sholu lexicon`, as subcommands of `group`. Like those of commands.h: when one
// is chosen, `run` becomes its work; `global` and `run` outlive the parsing.
#pragma once

#include "app/commands.h"

namespace app {

void AddLexiconCheck(CLI::App& group, const Global& global, Run& run);
void AddLexiconList(CLI::App& group, const Global& global, Run& run);
void AddLexiconShow(CLI::App& group, const Global& global, Run& run);
void AddLexiconExplain(CLI::App& group, const Global& global, Run& run);
void AddLexiconTest(CLI::App& group, const Global& global, Run& run);
void AddLexiconSample(CLI::App& group, const Global& global, Run& run);
void AddLexiconJudge(CLI::App& group, const Global& global, Run& run);
void AddLexiconPrecision(CLI::App& group, const Global& global, Run& run);
void AddLexiconRetag(CLI::App& group, const Global& global, Run& run);
void AddLexiconVersions(CLI::App& group, const Global& global, Run& run);
void AddLexiconDiff(CLI::App& group, const Global& global, Run& run);
void AddLexiconLab(CLI::App& group, const Global& global, Run& run);

}  // namespace app

// How those who train BlockJudge see the blocks of a page.
#pragma once

#include <functional>

namespace crawler {

class BlockFeatures;
class PageBlocks;

// Gets the blocks of a page with what is known of them, before they are judged.
using BlockObserver = std::function<void(const PageBlocks&, BlockFeatures&)>;

}  // namespace crawler

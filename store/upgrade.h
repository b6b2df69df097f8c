// Brings a store of an older format up to date. Include from .cpp files only.
#pragma once

#include "store/database.h"

namespace store {

// May be killed and begun again. Does nothing if the format is the present one.
void Upgrade(Database& database, const Options& options);

// Makes postings, words and spellings anew from the streams of all documents.
void RebuildIndex(Database& database, const Options& options);

}  // namespace store

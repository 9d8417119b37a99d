#pragma once
#include <string>

#include "kernel/base/result.h"
#include "modules/channels/files.h"

namespace ocop::channels::files {

// JSON-LD 1.1 in the terms of the GS1 Web Vocabulary (https://ref.gs1.org/voc/, 1.16): a node an item, what is empty left out. A key of two
// words is a property of the node that the first one leads to; texts carry the file's language. Error: internal, of a key that the
// vocabulary has no class for.
Result<std::string> gs1_jsonld(const Channel& channel, Rows rows, Language language);

}  // namespace ocop::channels::files

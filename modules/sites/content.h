#pragma once
#include <string>
#include <string_view>

#include "kernel/json/json.h"
#include "modules/sites/types.h"

// A page's content as it is kept in its column and as the API gives it: one JSON object.
namespace ocop::sites {

void write_content(json::Writer& out, const Content& content);
std::string text_of(const Content& content);
// Members that are not there are empty. Throws std::runtime_error for a text that is no content: damage.
Content content_of(std::string_view text);

}  // namespace ocop::sites

#pragma once
#include <optional>
#include <string>

#include "modules/sites/service.h"

// A published page for programs that come again: a calendar of when somebody is there, and what is new. Pure.
namespace ocop::sites {

// RFC 5545: the week's opening hours, and the months with goods, each as an event that comes again; in Vietnam's time, which knows no
// summer time. Nothing where the maker said neither. `public_url` is without '/' at its end.
std::optional<std::string> calendar_of(const Page& page, const places::Index& places, const std::string& public_url, Language language);

// RFC 4287 (Atom): the page as it was published last, and the stars that products were given and hold now, the newest first. Precondition:
// page.published.
std::string news_of(const Page& page, const std::string& public_url, Language language);

}  // namespace ocop::sites

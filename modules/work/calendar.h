#pragma once
#include <span>
#include <string>

#include "kernel/http/table.h"
#include "kernel/lists/list.h"
#include "modules/work/work.h"

// The legal terms of what waits for a person, as a calendar that a phone or a desk takes (RFC 5545): a whole day each, which takes nobody's
// time.
namespace ocop::work {

inline constexpr std::string_view kCalendarPath = "/work.ics";
inline constexpr int kMostInCalendar = 500;   // the nearest terms: an office of a province has some hundred dossiers at once

// Of items that were told; those without a term are left out. `public_url` begins each event's address. Pure.
std::string calendar_of(std::span<const Item> items, const std::string& public_url, Language language);

// GET /work.ics: what waits for the caller, and what he may see that waits for others. Everything referred to outlives the router.
void add_calendar(http::Router& router, const lists::Host& host);

}  // namespace ocop::work

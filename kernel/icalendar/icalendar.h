#pragma once
#include <string>
#include <string_view>

#include "kernel/base/time.h"

// The words of a calendar file (RFC 5545, iCalendar), for whoever writes one: what is an event is its module's. Pure.
namespace ocop::icalendar {

// A content line: folded at 75 octets (§3.1), never inside a character. `value` is taken as it is: a text goes through escaped().
void line(std::string& out, std::string_view name, std::string_view value);
// A value of the type TEXT (§3.3.11); control characters are left out.
std::string escaped(std::string_view words);
std::string day(Date date);           // "20261127", of the type DATE (§3.3.4)
std::string moment(Instant instant);  // "20261127T020000Z", in universal time (§3.3.5, form 2)

// §3.4: begin(…) events… end(). `product` says who wrote it ("work"), `name` what a reader calls it (RFC 7986 §5.1).
void begin(std::string& out, std::string_view product, std::string_view name);
void end(std::string& out);

}  // namespace ocop::icalendar

#include "kernel/icalendar/icalendar.h"

#include "kernel/base/text.h"

namespace ocop::icalendar {

void line(std::string& out, std::string_view name, std::string_view value) {
  constexpr std::size_t kMost = 75;
  std::string all(name);
  all += value;
  std::size_t room = kMost;
  for (std::string_view rest = all; !rest.empty();) {
    const std::string_view piece = text::cut(rest, room);
    out.append(piece).append("\r\n");
    rest.remove_prefix(piece.size());
    if (!rest.empty()) out += ' ';
    room = kMost - 1;   // the blank counts
  }
}

std::string escaped(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) >= ' ') out += c;
  }
  return out;
}

std::string day(Date date) {
  std::string out = date.iso();
  std::erase(out, '-');
  return out;
}

std::string moment(Instant instant) {
  constexpr std::size_t kToSeconds = 19;   // "2026-11-27T02:00:00"
  std::string out;
  for (const char c : instant.iso().substr(0, kToSeconds))
    if (c != '-' && c != ':') out += c;
  return out + "Z";
}

void begin(std::string& out, std::string_view product, std::string_view name) {
  line(out, "BEGIN:", "VCALENDAR");
  line(out, "VERSION:", "2.0");
  line(out, "PRODID:", "-//Ocop//" + std::string(product) + "//VI");
  if (!name.empty()) line(out, "NAME:", escaped(name));
}

void end(std::string& out) { line(out, "END:", "VCALENDAR"); }

}  // namespace ocop::icalendar

#include "kernel/db/statement.h"

namespace ocop::db {

namespace {
constexpr std::string_view kLock = "{lock}";
constexpr std::string_view kIds = "{ids}";

std::string id_list(std::size_t count) {
  std::string list = "(";
  for (std::size_t place = 1; place <= count; ++place) {
    if (place > 1) list += ',';
    list += '$';
    list += std::to_string(place);
  }
  return list + ")";
}
}  // namespace

std::string expand(const Statement& statement, Engine engine, std::size_t ids) {
  const std::string_view text = text_for(statement, engine);
  std::string out;
  out.reserve(text.size() + ids * 4);
  bool has_ids = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kLock)) {
      if (engine == Engine::postgresql) out += "FOR UPDATE";
      at += kLock.size();
    } else if (rest.starts_with(kIds)) {
      out += id_list(ids);
      has_ids = true;
      at += kIds.size();
    } else if (rest.front() == '{') {
      throw Failure(Failure::Kind::other, std::string(statement.name) + ": unknown marker in the text of the statement");
    } else {
      out += rest.front();
      ++at;
    }
  }
  if (has_ids != (ids > 0))
    throw Failure(Failure::Kind::other, std::string(statement.name) + ": {ids} belongs to by_ids(), and by_ids() needs {ids}");
  return out;
}

std::size_t rounded_ids(std::size_t count) {
  std::size_t places = 1;
  while (places < count) places *= 2;
  return places;
}

}  // namespace ocop::db

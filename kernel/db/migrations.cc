#include "kernel/db/migrations.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace ocop::db {

namespace {

Error refuse(std::string detail) { return Error::of(ErrorKind::internal, std::move(detail)); }

std::string brief_hash(std::string_view sha256) { return std::string(sha256.substr(0, 12)); }

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

bool is_word_byte(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) || byte == '_' || (byte & 0x80); }

struct Renamed {
  std::string_view sqlite;
  std::string_view postgresql;
};
constexpr std::array<Renamed, 3> kTypes{{{"INTEGER", "BIGINT"}, {"BLOB", "BYTEA"}, {"REAL", "DOUBLE PRECISION"}}};

// Length of the comment, string or quoted name that starts at `at`; 0 when none does.
std::size_t opaque_length(std::string_view sql, std::size_t at) {
  const std::string_view rest = sql.substr(at);
  const auto until = [&](std::string_view end, std::size_t from) {
    const std::size_t found = rest.find(end, from);
    return found == std::string_view::npos ? rest.size() : found + end.size();
  };
  if (rest.starts_with("--")) return until("\n", 2);
  if (rest.starts_with("/*")) return until("*/", 2);
  if (rest.front() == '\'' || rest.front() == '"') return until(rest.substr(0, 1), 1);   // a doubled quote starts the next piece
  return 0;
}

// Table options stand between the closing parenthesis and the semicolon: STRICT, WITHOUT ROWID, a comma between them.
bool is_table_option(std::string_view word) {
  return same_word(word, "STRICT") || same_word(word, "WITHOUT") || same_word(word, "ROWID");
}

bool option_follows(std::string_view rest) {
  const std::size_t start = std::min(rest.find_first_not_of(" \t\r\n"), rest.size());
  std::size_t end = start;
  while (end < rest.size() && is_word_byte(rest[end])) ++end;
  return is_table_option(rest.substr(start, end - start));
}

}  // namespace

Result<std::vector<Migration>> plan_migrations(std::vector<Migration> known, std::span<const Applied> applied) {
  std::sort(known.begin(), known.end(), [](const Migration& a, const Migration& b) { return a.id < b.id; });
  for (std::size_t i = 1; i < known.size(); ++i)
    if (known[i].id == known[i - 1].id) return refuse("two migrations are named " + std::string(known[i].id));
  std::string newest;
  for (const Applied& step : applied) {
    const auto found = std::lower_bound(known.begin(), known.end(), step.id,
                                        [](const Migration& a, const std::string& id) { return a.id < id; });
    if (found == known.end() || found->id != step.id)
      return refuse("the database is newer than this program: it has the migration " + step.id + ", which this program does not know");
    if (found->sha256 != step.sha256)
      return refuse("the migration " + step.id + " was changed after it had been applied (applied " + brief_hash(step.sha256) +
                    "…, now " + brief_hash(found->sha256) + "…); write a new one instead");
    newest = std::max(newest, step.id);
  }
  std::vector<Migration> missing;
  for (const Migration& step : known) {
    const bool done = std::any_of(applied.begin(), applied.end(), [&](const Applied& other) { return other.id == step.id; });
    if (done) continue;
    if (step.id < newest)
      return refuse("the migration " + std::string(step.id) + " is older than " + newest +
                    ", which is already applied; give it a later time stamp");
    missing.push_back(step);
  }
  return missing;
}

std::string translate_to_postgresql(std::string_view sql) {
  std::string out;
  out.reserve(sql.size() + sql.size() / 8);
  bool after_table = false;   // behind a closing parenthesis at depth 0, where only table options may stand
  int depth = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const char byte = sql[at];
    if ((byte == 'x' || byte == 'X') && at + 1 < sql.size() && sql[at + 1] == '\'' && (at == 0 || !is_word_byte(sql[at - 1]))) {
      out += "'\\x";
      at += 2;
      while (at < sql.size() && sql[at] != '\'') out += sql[at++];
      if (at < sql.size()) out += sql[at++];
      continue;
    }
    if (const std::size_t length = opaque_length(sql, at)) {
      out += sql.substr(at, length);
      at += length;
      continue;
    }
    if (is_word_byte(byte)) {
      std::size_t end = at;
      while (end < sql.size() && is_word_byte(sql[end])) ++end;
      const std::string_view word = sql.substr(at, end - at);
      at = end;
      if (after_table && is_table_option(word)) continue;
      const auto* type = std::find_if(kTypes.begin(), kTypes.end(), [&](const Renamed& known) { return same_word(word, known.sqlite); });
      out += type != kTypes.end() ? type->postgresql : word;
      if (depth == 0) after_table = false;
      continue;
    }
    if (byte == '(') ++depth;
    if (byte == ')' && --depth == 0) after_table = true;
    if (byte == ';') after_table = false;
    if (!(after_table && byte == ',' && option_follows(sql.substr(at + 1)))) out += byte;
    ++at;
  }
  return out;
}

std::string keep_rows(Engine engine, std::string_view table) {
  const std::string name(table);
  if (engine == Engine::postgresql)
    return "CREATE OR REPLACE FUNCTION ocop_keep() RETURNS trigger LANGUAGE plpgsql AS $$ "
           "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$; "
           "CREATE OR REPLACE TRIGGER ocop_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON " + name +
           " FOR EACH STATEMENT EXECUTE FUNCTION ocop_keep()";
  const auto trigger = [&](const char* suffix, const char* act) {
    return "CREATE TRIGGER IF NOT EXISTS ocop_" + std::string(suffix) + "_" + name + " BEFORE " + act + " ON " + name +
           " BEGIN SELECT RAISE(ABORT, '" + name + " is append-only'); END; ";
  };
  return trigger("keep", "UPDATE") + trigger("stay", "DELETE");
}

}  // namespace ocop::db

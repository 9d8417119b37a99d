#include "kernel/tlog/seal.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "kernel/tlog/seal_rows.h"
#include "kernel/tlog/stored.h"

namespace ocop::tlog {
namespace {

// A value so that no two are written alike: its kind, its length, its bytes.
void append_value(std::string& out, const db::Row& row, int column) {
  if (row.is_null(column)) {
    out.append("n;");
    return;
  }
  const auto bytes = [&out](char kind, std::string_view value) {
    out.push_back(kind);
    out.append(std::to_string(value.size())).push_back(':');
    out.append(value);
  };
  switch (row.kind(column)) {
    case db::Bind::Kind::integer: return bytes('i', std::to_string(row.integer(column)));
    case db::Bind::Kind::real: return bytes('r', std::to_string(std::bit_cast<std::uint64_t>(row.real(column))));
    case db::Bind::Kind::blob: return bytes('b', row.blob(column));
    case db::Bind::Kind::text: return bytes('t', row.text(column));
  }
}

void write_group(json::Writer& out, std::string_view table, std::string_view of, const std::string& columns,
                 const std::vector<RowDigest>& rows) {
  out.begin_object().field("columns", columns).member("digests").begin_array();
  for (const RowDigest& row : rows) out.begin_array().text(row.key).text(row.digest).text(row.tags).end_array();
  out.end_array().field("of", of).field("table", table).end_object();
}

// All rows of a query, which are there or not.
std::vector<RowDigest> digest_all(db::Rows rows, int key_columns, std::span<const std::string_view> chosen, std::string_view salt,
                                  std::string& columns) {
  std::vector<RowDigest> out;
  SealedColumns known;
  while (rows.next()) {
    if (out.empty()) known = sealed_columns(rows.row(), key_columns, chosen);
    out.push_back(digest_row(rows.row(), known, key_text(rows.row(), key_columns), salt));
  }
  columns = known.joined();
  return out;
}

}  // namespace

std::string SealedColumns::joined() const {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : " ").append(name);
  return out;
}

SealedColumns sealed_columns(const db::Row& row, int first, std::span<const std::string_view> chosen) {
  SealedColumns out;
  for (int column = first; column < row.columns(); ++column)
    if (chosen.empty() || std::ranges::binary_search(chosen, row.name(column))) out.places.push_back(column);
  std::ranges::sort(out.places, {}, [&row](int column) { return row.name(column); });
  for (const int column : out.places) out.names.emplace_back(row.name(column));
  return out;
}

int columns_of(std::string_view key) { return 1 + static_cast<int>(std::ranges::count(key, ',')); }

std::string key_text(const db::Row& row, int count) {
  std::string out;
  for (int column = 0; column < count; ++column) {
    if (column > 0) out.push_back('/');
    switch (row.kind(column)) {
      case db::Bind::Kind::integer: out += std::to_string(row.integer(column)); break;
      case db::Bind::Kind::blob: out += text::hex(row.blob(column)); break;
      default: out += row.text(column); break;
    }
  }
  return out;
}

RowDigest digest_row(const db::Row& row, const SealedColumns& columns, std::string_view key, std::string_view salt) {
  RowDigest out{std::string(key), {}, {}};
  std::string all, one;
  for (std::size_t i = 0; i < columns.places.size(); ++i) {
    one.assign(columns.names[i]).push_back('=');
    append_value(one, row, columns.places[i]);
    all += one;
    const auto tag = crypto::hmac_sha256(salt, out.key + "/" + one);
    out.tags += text::hex(crypto::view(tag).substr(0, kTagBytes));
  }
  out.digest = text::hex(crypto::view(crypto::hmac_sha256(salt, out.key + ";" + all)));
  return out;
}

Query row_query(const Sealed& table) {
  return Query("tlog.seal",
               "SELECT " + std::string(table.key) + ", t.* FROM " + std::string(table.table) + " t WHERE " + std::string(table.key) +
               " = $1");
}
Query hanging_query(const Hanging& hanging) {
  return Query("tlog.seal", "SELECT " + std::string(hanging.key) + ", t.* FROM " + std::string(hanging.table) + " t WHERE " +
                                std::string(hanging.link) + " = $1 ORDER BY " + std::string(hanging.key));
}

// ---- what an act answers for -------------------------------------------------------------------------------------------------

db::Bind Seals::Row::key() const {
  switch (kind) {
    case db::Bind::Kind::integer: return db::Bind(integer);
    case db::Bind::Kind::blob: return db::Bind::blob(bytes);
    default: return db::Bind(bytes);
  }
}

void Seals::refer(const Sealed& table, const db::Bind& key, What what) {
  Row row{&table, key.kind(), 0, std::string(key.bytes()), what};
  if (key.kind() == db::Bind::Kind::integer) row.integer = key.integer();
  // Named twice in one act, a row is sealed once: the last word counts.
  std::erase_if(rows_, [&](const Row& other) {
    return other.table->name() == row.table->name() && other.integer == row.integer && other.bytes == row.bytes;
  });
  rows_.push_back(std::move(row));
}

std::string Seals::read(db::Reader& reader, Random& random) const {
  std::array<std::uint8_t, kSaltBytes> drawn{};
  random.fill(drawn);
  const std::string salt(reinterpret_cast<const char*>(drawn.data()), drawn.size());
  // Everything is asked for before the first answer is read. The texts of the statements stay until then.
  struct Asked {
    const Row* row;
    const Hanging* hanging;
    Query query;
    std::optional<db::Rows> rows;
  };
  std::deque<Asked> asked;
  for (const Row& row : rows_) {
    if (row.what == What::freed) continue;
    asked.push_back({&row, nullptr, row_query(*row.table), {}});
    for (const Hanging& hanging : row.table->hanging) asked.push_back({&row, &hanging, hanging_query(hanging), {}});
  }
  for (Asked& one : asked) {
    const db::Bind key = one.row->key();
    one.rows.emplace(one.query.ask(reader, std::span(&key, 1)));
  }

  json::Writer out;
  out.begin_object().member("rows").begin_array();
  std::string root;
  for (Asked& one : asked) {
    std::string columns;
    if (one.hanging) {
      const auto digests = digest_all(std::move(*one.rows), columns_of(one.hanging->key), {}, salt, columns);
      write_group(out, one.hanging->table, root, columns, digests);
      continue;
    }
    const auto digests = digest_all(std::move(*one.rows), 1, one.row->table->columns, salt, columns);
    if (digests.size() != 1) throw std::logic_error("tlog: a row of " + std::string(one.row->table->table) + " to be sealed is not there");
    root = digests.front().key;
    write_group(out, one.row->table->name(), "", columns, digests);
  }
  for (const Row& row : rows_) {
    if (row.what != What::freed) continue;
    const std::string key = row.kind == db::Bind::Kind::integer ? std::to_string(row.integer)
                            : row.kind == db::Bind::Kind::blob  ? text::hex(row.bytes)
                                                                : row.bytes;
    write_group(out, row.table->name(), "", "", {{key, "", ""}});  // no digest: free
  }
  out.end_array().field("salt", text::hex(salt)).end_object();
  return out.take();
}

// ---- the entries of an act -----------------------------------------------------------------------------------------------------

std::int64_t Leaves::add(Entry entry) {
  if (entries_.empty()) first_ = lock_head(transaction_).size;
  entries_.push_back(std::move(entry));
  return first_ + static_cast<std::int64_t>(entries_.size()) - 1;
}

void Leaves::write() {
  if (entries_.empty()) {
    if (!seals_.empty()) throw std::logic_error("tlog: an act without an entry has rows to be sealed");
    return;
  }
  std::string seal;
  if (!seals_.empty()) {
    seal = seals_.read(transaction_, random_);
    entries_.back().rows = crypto::sha256_hex(seal);
  }
  const std::int64_t last = append(transaction_, entries_);
  if (!seal.empty()) insert_seal(transaction_, last, seal);
  entries_.clear();
}

}  // namespace ocop::tlog

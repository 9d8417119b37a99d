#include <algorithm>
#include <map>
#include <unordered_map>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "kernel/tlog/seal_rows.h"
#include "kernel/tlog/stored.h"

// The rows against the entries that answer for them.
namespace ocop::tlog {
namespace {

constexpr int kKey = 0, kOpen = 1, kFirst = 2;  // columns of a row that is checked: its key, whether it is open, then those of the table
constexpr std::int64_t kEntriesAtOnce = 200;  // with their seals, of some kilobytes each
constexpr std::int64_t kRowsAtOnce = 200;
constexpr std::size_t kMaxFindings = 1000;  // as verify.cc
constexpr json::Limits kSealLimits{32u << 20, 8};  // a council sheet is below 16 kB; an adoption seals 200 rows

struct Walked {
  std::int64_t position = 0;
  std::string entry;
  std::optional<std::string> seal;
};
constexpr auto kWalked = db::columns<Walked>(db::column("e.position", &Walked::position), db::column("e.entry", &Walked::entry),
                                             db::column("s.seal", &Walked::seal));
constexpr db::Statement kWalk{"tlog.walk_seals",
                              "SELECT {columns} FROM tlog_entry e LEFT JOIN tlog_seal s ON s.position = e.position "
                              "WHERE e.position > $1 ORDER BY e.position LIMIT $2",
                              kWalked};
constexpr db::Statement kSealAt{"tlog.seal_at", "SELECT seal FROM tlog_seal WHERE position = $1"};
constexpr db::Statement kSealsOfNone{
    "tlog.seals_of_none", "SELECT position FROM tlog_seal s WHERE NOT EXISTS (SELECT 1 FROM tlog_entry e WHERE e.position = s.position)"};
constexpr std::string_view kName = "tlog.seal_check";   // reads each sealed table whole
constexpr db::Statement kAnySeal{"tlog.any_seal", "SELECT position FROM tlog_seal LIMIT 1"};

// Who answers for a row: the newest entry that names it.
struct Answer {
  std::int64_t position = 0;
  bool kept = true;
  bool seen = false;
};
using Answers = std::unordered_map<std::string, Answer>;  // by key
using AnswersOf = std::unordered_map<std::string, Answers>;  // by table

std::string entry_text(std::int64_t position) { return "entry " + std::to_string(position) + " of the log"; }

class Check {
 public:
  Check(db::Reader& reader, std::span<const Sealed> tables, const Done& done) : reader_(reader), tables_(tables), told_(done) {}

  std::vector<std::string> run() {
    walk_log();
    for (const Sealed& table : tables_) check_table(table);
    return std::move(findings_);
  }

 private:
  void find(std::string line) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(line));
  }
  void tell(std::size_t more) {
    done_ += static_cast<std::int64_t>(more);
    if (told_) told_(done_);
  }
  const Sealed* declared(std::string_view name) const {
    const auto found = std::ranges::find(tables_, name, &Sealed::name);
    return found == tables_.end() ? nullptr : &*found;
  }

  // 1. Each entry's seal is the one it carries the hash of; who answers for which row.
  void walk_log() {
    std::int64_t last = -1;
    for (;;) {
      const auto page = reader_.all(kWalked, kWalk, last, kEntriesAtOnce);
      for (const Walked& walked : page) take(walked);
      tell(page.size());
      if (page.size() < static_cast<std::size_t>(kEntriesAtOnce)) break;
      last = page.back().position;
    }
    for (const std::int64_t position : reader_.all(db::value<std::int64_t>, kSealsOfNone))
      find("tlog_seal " + std::to_string(position) + ": there is no such entry of the log");
  }

  void take(const Walked& walked) {
    const std::string seal_name = "tlog_seal " + std::to_string(walked.position);
    const auto entry = json::parse(walked.entry);
    const std::string_view hash = entry ? entry->root()["rows"].text_or("") : "";
    if (hash.empty()) {
      if (walked.seal) find(seal_name + ": " + entry_text(walked.position) + " answers for no rows");
      return;
    }
    if (!walked.seal) return find(seal_name + ": the seal that " + entry_text(walked.position) + " carries the hash of is missing");
    if (crypto::sha256_hex(*walked.seal) != hash)
      return find(seal_name + ", column seal: not the one that " + entry_text(walked.position) + " carries the hash of");
    const auto seal = json::parse(*walked.seal, kSealLimits);
    if (!seal) return find(seal_name + ": cannot be read: " + seal.error().detail);
    const json::Node groups = seal->root()["rows"];
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const json::Node group = groups.at(i), digests = group["digests"];
      const std::string table(group["table"].text_or(""));
      if (!group["of"].text_or("").empty()) continue;  // hanging: judged with the row it hangs on
      if (!declared(table)) {
        find(seal_name + ": seals rows of " + table + ", which no module declares");
        continue;
      }
      for (std::size_t row = 0; row < digests.size(); ++row)
        answers_[table][std::string(digests.at(row).at(0).text_or(""))] = {walked.position, !digests.at(row).at(1).text_or("").empty()};
    }
  }

  // 2. Each row of the table, by key.
  void check_table(const Sealed& table) {
    Answers& answers = answers_[std::string(table.name())];
    const std::string columns = "SELECT " + std::string(table.key) + ", CASE WHEN " +
                                (table.open.empty() ? "1 = 0" : std::string(table.open)) + " THEN 1 ELSE 0 END, t.* FROM " +
                                std::string(table.table) + " t ";
    const Query first(kName, columns + "ORDER BY 1 LIMIT $1"),
        next(kName, columns + "WHERE " + std::string(table.key) + " > $1 ORDER BY 1 LIMIT $2");
    std::optional<std::string> last;
    db::Bind::Kind kind = db::Bind::Kind::text;
    std::int64_t integer = 0;
    for (;;) {
      const db::Bind key = !last                             ? db::Bind()
                           : kind == db::Bind::Kind::integer ? db::Bind(integer)
                           : kind == db::Bind::Kind::blob    ? db::Bind::blob(*last)
                                                             : db::Bind(*last);
      const db::Bind binds[] = {key, db::Bind(kRowsAtOnce)};
      std::int64_t met = 0;
      for (db::Rows rows = last ? next.ask(reader_, binds) : first.ask(reader_, std::span(&binds[1], 1)); rows.next(); ++met) {
        const db::Row& row = rows.row();
        check_row(table, row, answers);
        kind = row.kind(kKey);
        if (kind == db::Bind::Kind::integer) integer = row.integer(kKey);
        last =
            kind == db::Bind::Kind::integer ? std::string() : std::string(kind == db::Bind::Kind::blob ? row.blob(kKey) : row.text(kKey));
      }
      tell(static_cast<std::size_t>(met));
      if (met < kRowsAtOnce) break;
    }
    for (const Hanging& hanging : table.hanging) check_orphans(table, hanging);
    for (const auto& [key, answer] : answers)
      if (!answer.seen)
        find(std::string(table.table) + " " + key + ": " + entry_text(answer.position) + " answers for this row, and it is missing");
  }

  // Rows that hang on no row of the table: a foreign key refuses them, to everybody but the owner of the database.
  void check_orphans(const Sealed& table, const Hanging& hanging) {
    const Query query(kName, "SELECT " + std::string(hanging.link) + " FROM " + std::string(hanging.table) +
                      " t WHERE NOT EXISTS (SELECT 1 FROM " + std::string(table.table) + " r WHERE r." + std::string(table.key) + " = t." +
                      std::string(hanging.link) + ")");
    for (db::Rows rows = query.ask(reader_, {}); rows.next();)
      find(std::string(hanging.table) + " " + key_text(rows.row()) + ": added; there is no such row of " + std::string(table.table));
  }

  void check_row(const Sealed& table, const db::Row& row, Answers& answers) {
    const std::string key = key_text(row), what = std::string(table.table) + " " + key;
    const bool open = row.integer(kOpen) != 0;
    const auto found = answers.find(key);
    if (found == answers.end()) {
      if (table.rows == Sealed::Rows::each && !open) find(what + ": added; no entry of the log answers for this row");
      return;
    }
    Answer& answer = found->second;
    answer.seen = true;
    if (!answer.kept) {
      if (!open) find(what + ": was given back by " + entry_text(answer.position) + " and is closed without an entry");
      return;
    }
    load(answer.position);
    const Groups::const_iterator group = groups_.find({std::string(table.name()), "", key});
    if (group == groups_.end()) return;  // its seal was found wrong above
    compare(what, row, kFirst, key, group->second, answer.position);
    for (const Hanging& hanging : table.hanging) check_hanging(hanging, row, key, answer.position);
  }

  struct Kept {
    std::vector<std::string> columns;
    std::string digest, tags;
  };
  struct Name {
    std::string table, of, key;
    auto operator<=>(const Name&) const = default;
  };
  using Groups = std::map<Name, Kept>;

  // The seal at `position`, by row; kept while the next row asks for the same.
  void load(std::int64_t position) {
    if (loaded_ == position) return;
    loaded_ = position;
    groups_.clear();
    salt_.clear();
    const auto text = reader_.first(db::value<std::string>, kSealAt, position);
    const auto seal = text ? json::parse(*text, kSealLimits) : Result<json::Document>(Error::of(ErrorKind::not_found));
    if (!seal) return;
    salt_ = crypto::hex_decode(seal->root()["salt"].text_or("")).value_or("");
    const json::Node groups = seal->root()["rows"];
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const json::Node group = groups.at(i), digests = group["digests"];
      std::vector<std::string> columns;
      for (const std::string_view name : text::split(group["columns"].text_or(""), ' ')) columns.emplace_back(name);
      for (std::size_t row = 0; row < digests.size(); ++row) {
        const json::Node one = digests.at(row);
        groups_[{std::string(group["table"].text_or("")), std::string(group["of"].text_or("")), std::string(one.at(0).text_or(""))}] = {
            columns, std::string(one.at(1).text_or("")), std::string(one.at(2).text_or(""))};
      }
    }
  }

  void compare(const std::string& what, const db::Row& row, int first, const std::string& key, const Kept& kept, std::int64_t position) {
    std::vector<std::string_view> names(kept.columns.begin(), kept.columns.end());
    const SealedColumns columns = sealed_columns(row, first, names);
    const RowDigest now = digest_row(row, columns, key, salt_);
    if (now.digest == kept.digest && columns.names == kept.columns) return;
    std::string which;
    if (columns.names == kept.columns) {
      for (std::size_t i = 0; i < columns.names.size(); ++i)
        if (now.tags.substr(2 * kTagBytes * i, 2 * kTagBytes) != kept.tags.substr(2 * kTagBytes * i, 2 * kTagBytes))
          which.append(which.empty() ? ", column " : ", ").append(columns.names[i]);
    } else {
      which = ", columns of the table";
    }
    find(what + which + ": not as " + entry_text(position) + " answers for it");
  }

  void check_hanging(const Hanging& hanging, const db::Row& root, const std::string& of, std::int64_t position) {
    std::string bytes;
    db::Bind link;
    switch (root.kind(kKey)) {
      case db::Bind::Kind::integer: link = db::Bind(root.integer(kKey)); break;
      case db::Bind::Kind::blob:
        bytes = root.blob(kKey);
        link = db::Bind::blob(bytes);
        break;
      default:
        bytes = root.text(kKey);
        link = db::Bind(bytes);
        break;
    }
    const Query query = hanging_query(hanging);
    const int keys = columns_of(hanging.key);
    std::vector<std::string> met;
    for (db::Rows rows = query.ask(reader_, std::span(&link, 1)); rows.next();) {
      const std::string key = key_text(rows.row(), keys), what = std::string(hanging.table) + " " + of + "/" + key;
      met.push_back(key);
      const auto kept = groups_.find({std::string(hanging.table), of, key});
      if (kept == groups_.end()) find(what + ": added; " + entry_text(position) + " does not answer for this row");
      else compare(what, rows.row(), keys, key, kept->second, position);
    }
    for (auto kept = groups_.lower_bound({std::string(hanging.table), of, ""});
         kept != groups_.end() && kept->first.table == hanging.table && kept->first.of == of; ++kept)
      if (std::ranges::find(met, kept->first.key) == met.end())
        find(std::string(hanging.table) + " " + of + "/" + kept->first.key + ": " + entry_text(position) +
             " answers for this row, and it is missing");
  }

  db::Reader& reader_;
  std::span<const Sealed> tables_;
  const Done& told_;
  std::int64_t done_ = 0;
  AnswersOf answers_;
  std::int64_t loaded_ = -1;
  Groups groups_;
  std::string salt_;
  std::vector<std::string> findings_;
};

// Keys of the rows of a table that may not change freely.
std::vector<Seals> rows_to_adopt(db::Reader& reader, const Sealed& table) {
  std::vector<Seals> out;
  std::int64_t met = 0;
  const Query query(kName, "SELECT " + std::string(table.key) + " FROM " + std::string(table.table) + " t WHERE NOT (" +
                    (table.open.empty() ? "1 = 0" : std::string(table.open)) + ") ORDER BY 1");
  for (db::Rows rows = query.ask(reader, {}); rows.next(); ++met) {
    const db::Row& row = rows.row();
    if (met % kRowsAtOnce == 0) out.emplace_back();
    const std::string bytes(row.kind(kKey) == db::Bind::Kind::blob   ? row.blob(kKey)
                            : row.kind(kKey) == db::Bind::Kind::text ? row.text(kKey)
                                                                     : "");
    switch (row.kind(kKey)) {
      case db::Bind::Kind::integer: out.back().keep(table, db::Bind(row.integer(kKey))); break;
      case db::Bind::Kind::blob: out.back().keep(table, db::Bind::blob(bytes)); break;
      default: out.back().keep(table, db::Bind(bytes)); break;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> check_seals(db::Reader& reader, std::span<const Sealed> tables, const Done& done) {
  return Check(reader, tables, done).run();
}

std::int64_t work_of_seals(db::Reader& reader, std::span<const Sealed> tables) {
  std::int64_t work = head(reader).size;
  for (const Sealed& table : tables) {
    const std::string count = "SELECT count(*) FROM " + std::string(table.table);
    work += reader.first(db::value<std::int64_t>, db::Statement("tlog.count_sealed", count)).value_or(0);
  }
  return work;
}

bool unsealed(db::Reader& reader) { return head(reader).size > 0 && !reader.first(db::value<std::int64_t>, kAnySeal); }

Result<bool> adopt_rows(db::Transaction& transaction, std::span<const Sealed> tables, Instant now, Random& random) {
  if (!unsealed(transaction)) return false;
  for (std::int64_t from = 0;; from += kEntriesAtOnce) {
    const auto page = entries(transaction, from, kEntriesAtOnce);
    for (const Record& record : page) {
      const auto entry = json::parse(record.entry);
      if (entry && entry->root()["rows"])
        return Error::of(ErrorKind::internal,
                         entry_text(record.index) + " tells of a seal, and none is there any more. Run: ocop verify log");
    }
    if (page.size() < static_cast<std::size_t>(kEntriesAtOnce)) break;
  }
  bool any = false;
  for (const Sealed& table : tables) {
    if (table.rows == Sealed::Rows::some) continue;  // only the acts of before know which
    for (const Seals& seals : rows_to_adopt(transaction, table)) {
      Leaves leaves(transaction, random);
      json::Writer body;
      body.begin_object().field("rows", static_cast<std::int64_t>(seals.size())).field("table", table.table).end_object();
      leaves.add({std::string(kAdopted.kind), std::string(table.table), body.take(), now});
      leaves.seals() = seals;
      leaves.write();
      any = true;
    }
  }
  return any;
}

}  // namespace ocop::tlog

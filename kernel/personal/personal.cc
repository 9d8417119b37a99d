#include "kernel/personal/personal.h"

#include <array>
#include <stdexcept>

#include "kernel/personal/messages.h"

namespace ocop::personal {
namespace {

struct Word {
  std::string_view word;
  Kind kind;
  const Message& label;
};
constexpr std::array kWords{Word{"at", Kind::moment, msg::word_at},
                            Word{"until", Kind::moment, msg::word_until},
                            Word{"ended", Kind::moment, msg::word_ended},
                            Word{"used", Kind::moment, msg::word_used},
                            Word{"login", Kind::text, msg::word_login},
                            Word{"name", Kind::text, msg::word_name},
                            Word{"what", Kind::text, msg::word_what},
                            Word{"about", Kind::text, msg::word_about},
                            Word{"words", Kind::text, msg::word_words},
                            Word{"answer", Kind::text, msg::word_answer},
                            Word{"state", Kind::text, msg::word_state},
                            Word{"device", Kind::text, msg::word_device},
                            Word{"number", Kind::text, msg::word_number},
                            Word{"address", Kind::text, msg::word_address},
                            Word{"phone", Kind::text, msg::word_phone},
                            Word{"file", Kind::text, msg::word_file},
                            Word{"count", Kind::number, msg::word_count},
                            Word{"event", Kind::number, msg::word_what},
                            Word{"role", Kind::role, msg::word_role},
                            Word{"place", Kind::place, msg::word_place},
                            Word{"producer", Kind::producer, msg::word_producer}};

const Word& word_of(std::string_view name) {
  for (const Word& one : kWords)
    if (one.word == name) return one;
  throw std::logic_error("kernel/personal has no word " + std::string(name));
}

std::string text_of(const db::Row& row, int column, Kind kind) {
  if (row.is_null(column)) return {};
  if (kind == Kind::moment || kind == Kind::number) return std::to_string(row.integer(column));
  if (kind == Kind::producer) return row.id<ProducerId>(column).text();
  return row.string(column);
}

}  // namespace

std::string_view name(Ground ground) {
  switch (ground) {
    case Ground::duty: return "duty";
    case Ground::consent: return "consent";
    case Ground::account: break;
  }
  return "account";
}
const Message& label(Ground ground) {
  switch (ground) {
    case Ground::duty: return msg::ground_duty;
    case Ground::consent: return msg::ground_consent;
    case Ground::account: break;
  }
  return msg::ground_account;
}
std::string_view name(Fate fate) { return fate == Fate::goes ? "goes" : "stays"; }
const Message& label(Fate fate) { return fate == Fate::goes ? msg::fate_goes : msg::fate_stays; }

const Message& label(Group group) {
  constexpr std::array<const Message*, kGroups> kAll{&msg::group_account, &msg::group_choices, &msg::group_producers, &msg::group_acts,
                                                     &msg::group_looks};
  return *kAll[static_cast<std::size_t>(group)];
}

Holding answers(std::string_view table, std::string_view column, const db::Statement& facts, const Message& what) {
  return {.group = Group::acts,
          .table = table,
          .column = column,
          .facts = facts,
          .what = what,
          .purpose = msg::for_answering,
          .kept = msg::kept_with_act,
          .ground = Ground::duty,
          .fate = Fate::stays};
}

const Message& label(std::string_view word) { return word_of(word).label; }

std::vector<Row> read(db::Reader& reader, const Holding& holding, AccountId account) {
  const std::string text = "account:" + account.text();
  const db::Bind key = holding.key == Key::id ? db::Bind(account) : db::Bind(text);
  std::vector<Row> out;
  for (db::Rows rows = reader.query_list(holding.facts, std::span(&key, 1)); rows.next();) {
    Row& row = out.emplace_back();
    for (int i = 0; i < rows.row().columns(); ++i) {
      const Word& word = word_of(rows.row().name(i));
      if (std::string value = text_of(rows.row(), i, word.kind); !value.empty()) row.push_back({word.word, word.kind, std::move(value)});
    }
  }
  return out;
}

}  // namespace ocop::personal

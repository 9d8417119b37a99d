#include "modules/privacy/data.h"

#include <algorithm>
#include <charconv>

#include "kernel/i18n/translate.h"

namespace ocop::privacy {
namespace {

std::int64_t number_of(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "68|24988".
std::string place_of(const places::Index& places, std::string_view text, Language language) {
  const std::size_t bar = text.find('|');
  if (bar == std::string_view::npos || bar == 0) return {};
  return places.show(text.substr(0, bar), text.substr(bar + 1), language);
}

}  // namespace

std::vector<const personal::Holding*> by_group(const manifest::Offers& offers) {
  std::vector<const personal::Holding*> out;
  for (const personal::Holding& one : offers.all<personal::Holding>()) out.push_back(&one);
  std::ranges::stable_sort(out, {}, [](const personal::Holding* one) { return one->group; });
  return out;
}

Data read(db::Reader& reader, const manifest::Offers& offers, const identity::Identity& identity, AccountId account) {
  Data out;
  out.account = account;
  if (const auto self = identity.by_ids(reader, std::span(&account, 1)); !self.empty()) out.name = self[0].display_name;
  for (const personal::Holding* one : by_group(offers)) {
    if (one->facts.sql.empty()) continue;   // of no account
    out.held.push_back({one, personal::read(reader, *one, account)});
  }
  std::vector<std::string> names;
  for (const personal::Looked& one : offers.all<personal::Looked>())
    std::ranges::move(one.names(reader, account), std::back_inserter(names));
  const auto looks = identity.looks(reader, names);
  std::vector<AccountId> ids;
  for (const auto& one : looks) ids.push_back(one.who);
  const auto people = identity.by_ids(reader, ids);
  for (const auto& one : looks) {
    if (one.who == account) continue;   // the own look is no news
    Seen& seen = out.seen.emplace_back(Seen{{}, {}, one.what, one.at});
    const auto person = std::ranges::find(people, one.who, &identity::AccountSummary::id);
    if (person == people.end()) continue;
    seen.who = person->display_name;
    for (const Grant& grant : person->grants) seen.roles.push_back(grant.role);
  }
  return out;
}

Words::Words(const manifest::Offers& offers, const places::Index& places, const std::vector<Held>& held) : places_(places) {
  std::vector<ProducerId> ids;
  for (const Held& one : held)
    for (const personal::Row& row : one.rows)
      for (const personal::Fact& fact : row)
        if (fact.kind == personal::Kind::producer) ids.push_back(ProducerId::parse(fact.text).value_or(ProducerId{}));
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  if (ids.empty()) return;
  for (const auto& known : offers.all<identity::ProducerNames>()) std::ranges::move(known.of(ids), std::back_inserter(producers_));
}

std::string Words::value(const personal::Holding& holding, const personal::Fact& fact, Language language) const {
  if (holding.tell)
    if (auto told = holding.tell(fact.word, fact.text, language)) return std::move(*told);
  switch (fact.kind) {
    case personal::Kind::moment: return show(Instant{number_of(fact.text)}, language);
    case personal::Kind::place: return place_of(places_, fact.text, language);
    case personal::Kind::role: {
      const auto role = parse_role(fact.text);
      return role ? in(identity::role_words(*role), language) : fact.text;
    }
    case personal::Kind::producer: {
      const auto id = ProducerId::parse(fact.text);
      const auto named = std::ranges::find(producers_, id.value_or(ProducerId{}), &identity::ProducerName::id);
      return named == producers_.end() ? fact.text : named->in(language);
    }
    case personal::Kind::number:
    case personal::Kind::text: break;
  }
  return fact.text;
}

std::string Words::row(const personal::Holding& holding, const personal::Row& row, Language language) const {
  std::string out;
  for (const personal::Fact& fact : row) {
    const std::string text = value(holding, fact, language);
    if (text.empty()) continue;
    if (!out.empty()) out += " · ";
    out += in(personal::label(fact.word), language) + ": " + text;
  }
  return out;
}

}  // namespace ocop::privacy

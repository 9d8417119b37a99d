#include "kernel/lists/list.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <stdexcept>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/lists/address.h"
#include "kernel/lists/messages.h"

// What a list's address asks, and the page around its rows' numbers. The markup is in page.cc.
namespace ocop::lists {

Scope own(const Actor& actor) {
  Scope out;
  if (!actor.account) return out;
  out.reach = Scope::Reach::listed;
  out.assignee = actor.account;
  return out;
}

std::function<long long(const http::Request& request)> counting(db::Database& database, const Source& source,
                                                                Scope (*scope)(const Actor& actor), Given given) {
  return [&database, &source, scope, given = std::move(given)](const http::Request& request) {
    Question question;
    question.today = vietnam_date(request.received);
    if (!given.word.empty()) question.conditions.emplace_back(source.condition(given.word), given.value);
    return database.read([&](db::Reader& reader) { return count(reader, source, scope(request.actor), question); });
  };
}

const Known* Directory::find(std::string_view page) const {
  const auto found = std::ranges::find(lists_, page, &Known::page);
  return found == lists_.end() ? nullptr : &*found;
}

namespace {

Filter filter(std::string word, Message label, input::Kind kind) {
  return {.field = {.key = std::move(word), .kind = kind, .options = {.label = label, .need = input::Need::optional}}};
}

// What a field's text means to its condition: days and numbers are integers, ids their bytes, all else text.
Value value_of(const input::Value& read, input::Kind kind) {
  switch (kind) {
    case input::Kind::integer:
    case input::Kind::boolean:
    case input::Kind::date: return read.number;
    case input::Kind::id:
      return std::string(reinterpret_cast<const char*>(read.ids.front().bytes.data()), read.ids.front().bytes.size());
    default: return read.text;
  }
}

std::string known(const std::vector<Filter>& filters) {
  std::string out = "one of: ";
  for (const Filter& one : filters) out.append(one.field.key).append(", ");
  return out.append(kSort).append(", ").append(kCursor).append(", ").append(kLimit);
}

// What messengers and campaigns hang onto an address that somebody shares: it narrows nothing, and a visitor did not write it.
bool is_campaign_mark(std::string_view word) {
  constexpr std::array<std::string_view, 6> kMarks{"fbclid", "gclid", "gbraid", "wbraid", "ttclid", "zarsrc"};
  return word.starts_with("utm_") || std::ranges::find(kMarks, word) != kMarks.end();
}

// Every link of a list carries the words of its address: what is sent once comes back sixty times. A cursor is 1,000 at most.
constexpr std::size_t kMostAddress = 2'000;

Result<void> is_short(const http::Fields& query) {
  for (std::size_t i = 0; i < query.items().size(); ++i) {
    const std::string& word = query.items()[i].first;
    const auto before = std::span(query.items()).first(i);
    if (std::ranges::find(before, word, &std::pair<std::string, std::string>::first) != before.end())
      return Error::of(ErrorKind::invalid_input, {word, "", "each word once", msg::word_twice, {word}});
  }
  const std::size_t size = query.to_query().size();
  if (size <= kMostAddress) return {};
  const std::string most = std::to_string(kMostAddress);
  return Error::of(ErrorKind::invalid_input,
                   {"", std::to_string(size) + " bytes", "at most " + most + " bytes", msg::address_too_long, {most}});
}

Result<void> knows_all(const std::vector<Filter>& filters, const http::Fields& query) {
  for (const auto& [word, value] : query.items()) {
    const bool of_every_list =
        word == kSort || word == kCursor || word == kLimit || word == http::kLanguageParameter || is_campaign_mark(word);
    if (of_every_list || std::ranges::any_of(filters, [&](const Filter& one) { return one.field.key == word; })) continue;
    return Error::of(ErrorKind::invalid_input, {word, value, known(filters), msg::filter_unknown, {word}});
  }
  return {};
}

void add_condition(Question& question, const Source& source, const Filter& filter, const input::Value& value, const http::Asked& call) {
  if (!filter.whole.empty() && value.text == filter.whole) return;
  if (filter.means) return filter.means(question, source, value, call);
  if (filter.value) question.conditions.emplace_back(source.condition(filter.field.key), filter.value(value.text));
  else question.conditions.emplace_back(source.condition(filter.field.key), value_of(value, filter.field.kind));
}

// A word that no option says: a choice's are refused when the address is read.
bool is_word_of(const Filter& filter, std::string_view word, Language language) {
  if (filter.called) return filter.called(word, language).has_value();
  if (!filter.options) return true;
  const auto all = filter.options(language);
  return std::ranges::find(all, word, &web::Option::value) != all.end();
}

}  // namespace

std::vector<web::Option> options_of(const Filter& filter, Language language) {
  if (filter.options) return filter.options(language);
  std::vector<web::Option> out;
  for (const input::Choice& one : filter.field.choices) out.push_back({one.value, std::string(translate(one.label, language))});
  return out;
}

std::string shown(const Filter& filter, std::string_view value, Language language) {
  if (filter.called) return filter.called(value, language).value_or(std::string(value));
  if (filter.field.kind == input::Kind::date)
    if (const auto day = Date::parse_iso(value)) return day->show(language);
  for (const web::Option& one : options_of(filter, language))
    if (one.value == value) return one.label;
  return std::string(value);
}

Filter choice(std::string word, Message label, std::vector<input::Choice> choices) {
  Filter out = filter(std::move(word), label, input::Kind::choice);
  out.field.choices = std::move(choices);
  return out;
}
Filter options(std::string word, Message label, std::function<std::vector<web::Option>(Language language)> options) {
  Filter out = filter(std::move(word), label, input::Kind::line);
  out.options = std::move(options);
  return out;
}
Filter text(std::string word, Message label) { return filter(std::move(word), label, input::Kind::line); }
Filter words(std::string word, Message label, std::string (*folded)(std::string_view)) {
  Filter out = text(std::move(word), label);
  out.means = [word = out.field.key, folded](Question& question, const Source& source, const input::Value& value, const http::Asked&) {
    const std::string typed = folded(value.text);
    std::string_view left = typed;
    for (std::size_t words = 1; !left.empty(); ++words) {
      const std::size_t end = words < kMostWords ? std::min(left.find(' '), left.size()) : left.size();
      if (end > 0) question.conditions.emplace_back(source.condition(word), std::string(left.substr(0, end)));
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  };
  return out;
}
Filter day(std::string word, Message label) { return filter(std::move(word), label, input::Kind::date); }
Filter since(std::string word, Message label) {
  Filter out = day(std::move(word), label);
  out.means = [word = out.field.key](Question& question, const Source& source, const input::Value& value, const http::Asked&) {
    const Date from{static_cast<std::int32_t>(value.number)};
    question.conditions.emplace_back(source.condition(word), start_of_vietnam_day(from).milliseconds);
  };
  return out;
}
Filter id(std::string word, Message label) { return filter(std::move(word), label, input::Kind::id); }

Cell number(std::int64_t value, Language language) { return {.text = text::group_digits(value, language), .typed = value}; }
Cell day(const std::optional<Date>& value, Language language) {
  if (!value) return {};
  return {.text = value->show(language), .typed = *value};
}

Cell moment(const std::optional<Instant>& value, Language language) {
  if (!value) return {};
  return {.text = show(*value, language), .typed = *value};
}

namespace inner {
namespace {
// A filter has no member of its own: its slot is the whole struct.
void put_asked(void* asked, input::Value&& value, const input::Slot& slot) {
  static_cast<Asked*>(asked)->values.emplace_back(slot.field.key, std::move(value));
}
}  // namespace

std::shared_ptr<const input::Declaration<Asked>> declaration(const Source& source, const std::vector<Filter>& filters,
                                                             const std::vector<Order>& orders, const std::vector<const Heading*>& columns) {
  const auto fault = [&](std::string_view what, std::string_view word) -> std::logic_error {
    return std::logic_error(std::string(source.name) + ": no " + std::string(what) + " " + std::string(word));
  };
  for (const Heading* one : columns)
    if (!one->sort.empty() && !source.sort(one->sort)) throw fault("order for the column", one->sort);
  for (const Order& one : orders)
    if (!source.sort(one.word)) throw fault("order", one.word);
  std::vector<input::Slot> slots;
  for (const Filter& one : filters) {
    const Condition* condition = source.condition(one.field.key);
    if (!condition && !one.means) throw fault("condition for the filter", one.field.key);
    const bool counts = one.style == Filter::Style::tabs || one.style == Filter::Style::facets;
    if (counts && one.field.choices.empty() && (!condition || condition->group.empty())) throw fault("group to count for", one.field.key);
    input::Field field = one.field;
    if (!one.whole.empty()) field.choices.push_back({one.whole, msg::all});
    slots.push_back({std::move(field), 0, {}, &put_asked, [](const void*, const input::Slot&, http::Fields&) {}});
  }
  slots.push_back(
      input::line(std::string(kSort), &Asked::sort, {.need = input::Need::optional, .about = "word of an order; -word turns it round"}));
  slots.push_back(input::line(std::string(kCursor), &Asked::cursor,
                              {.need = input::Need::optional, .most = 1'000, .about = "next_cursor of the page before"}));
  slots.push_back(input::integer(std::string(kLimit), &Asked::limit,
                                 {.need = input::Need::optional, .least = 1, .most = kMostRows, .about = "rows of a page"}));
  return std::make_shared<const input::Declaration<Asked>>(std::move(slots));
}

Result<Question> question(const Source& source, const std::vector<Filter>& filters, const http::Call<Asked>& call) {
  const Asked& asked = call.input;
  OCOP_CHECK(is_short(call.request.query));
  OCOP_CHECK(knows_all(filters, call.request.query));
  Question out;
  out.today = vietnam_date(call.request.received);
  for (const Filter& one : filters) {
    const auto given = std::ranges::find(asked.values, one.field.key, &std::pair<std::string, input::Value>::first);
    if (given != asked.values.end() && !is_word_of(one, given->second.text, call.language()))
      return Error::of(ErrorKind::invalid_input,
                       {one.field.key, given->second.text, "a word of this filter", msg::word_unknown, {given->second.text}});
    if (given != asked.values.end()) add_condition(out, source, one, given->second, call);
    else if (!one.usual.empty() && !call.request.query.find(one.field.key))
      add_condition(out, source, one, {.given = true, .text = one.usual}, call);
  }
  const bool minus = asked.sort.starts_with('-');
  if (!asked.sort.empty()) out.sort = source.sort(std::string_view(asked.sort).substr(minus ? 1 : 0));
  else if (!out.sort) out.sort = &source.sorts.front();
  if (!out.sort || (out.sort->needs_values() && out.order_values.empty()))
    return Error::of(ErrorKind::invalid_input, {std::string(kSort), asked.sort, "an order of this list", msg::order_unknown, {}});
  out.direction = asked.sort.empty() ? out.sort->usual : minus ? Direction::descending : Direction::ascending;
  if (!asked.cursor.empty()) {
    out.cursor = read_cursor(asked.cursor, source, *out.sort, out.direction);
    if (!out.cursor)
      return Error::of(ErrorKind::invalid_input,
                       {std::string(kCursor), asked.cursor, "next_cursor of the page before", msg::cursor_unknown, {}});
  }
  out.limit = static_cast<int>(asked.limit);
  return out;
}

namespace {

// The question as it would be without what one filter asks.
Question without(const Question& question, const Source& source, const Filter& filter, const http::Asked& call) {
  Question out = question;
  out.cursor.reset();
  const std::string_view word = call.request.query.find(filter.field.key).value_or(filter.usual);
  if (word.empty()) return out;
  Question own;
  add_condition(own, source, filter, {.given = true, .text = std::string(word)}, call);
  std::erase_if(out.conditions, [&](const auto& one) { return std::ranges::find(own.conditions, one) != own.conditions.end(); });
  return out;
}

// Its words are the values of a column: all such filters are counted in one query.
const Condition* grouped(const Source& source, const Filter& filter) {
  const Condition* condition = source.condition(filter.field.key);
  return condition && !condition->group.empty() && !filter.means ? condition : nullptr;
}

// One query a word.
std::vector<web::Facet> counted_singly(db::Reader& reader, const Supply& supply, const Filter& filter, const Scope& scope,
                                       const Question& question, const http::Asked& call) {
  std::vector<web::Facet> out;
  const Question base = without(question, supply.source, filter, call);
  for (const web::Option& one : options_of(filter, call.language())) {
    Question asked = base;
    add_condition(asked, supply.source, filter, {.given = true, .text = one.value}, call);
    out.push_back({one.value, one.label, count(reader, supply, scope, asked)});
  }
  return out;
}

std::vector<web::Facet> words_of(const Filter& filter, const Counts& counts, Language language) {
  std::vector<web::Facet> out;
  for (const web::Option& one : options_of(filter, language)) {
    const auto found = counts.find(filter.value ? filter.value(one.value) : Value(one.value));
    out.push_back({one.value, one.label, found == counts.end() ? 0 : found->second});
  }
  // Places come by their number of rows: of thirty-four the first few are what is looked for.
  if (filter.options) std::ranges::stable_sort(out, std::greater<>{}, &web::Facet::count);
  return out;
}

}  // namespace

Numbers numbers(db::Reader& reader, const Supply& supply, const std::vector<Filter>& filters, const Scope& scope, const Question& question,
                const http::Asked& call) {
  Numbers out;
  out.total = count(reader, supply, scope, question);
  // Only an empty page asks whether the list itself is empty: it then teaches instead of naming the filters.
  out.without_filters = out.total > 0 ? out.total : count(reader, supply, scope, Question{});
  if (call.request.wants_json()) return out;
  std::vector<const Filter*> counted;
  std::vector<const Condition*> together;
  for (const Filter& one : filters) {
    if (one.style != Filter::Style::tabs && one.style != Filter::Style::facets) continue;
    counted.push_back(&one);
    if (const Condition* condition = grouped(supply.source, one)) together.push_back(condition);
  }
  const std::vector<Counts> counts = counts_by(reader, supply, scope, question, together);
  std::size_t at = 0;
  for (const Filter* one : counted)
    out.counted.push_back({one, grouped(supply.source, *one) ? words_of(*one, counts.at(at++), call.language())
                                                      : counted_singly(reader, supply, *one, scope, question, call)});
  return out;
}

namespace {

// "4 sao · Tỉnh Lâm Đồng"
std::string called(const std::vector<Filter>& filters, const http::Fields& query, Language language) {
  std::string out;
  for (const Filter& one : filters)
    if (const std::string_view value = query.get(one.field.key); !value.empty() && value != one.whole)
      out.append(out.empty() ? "" : " · ").append(shown(one, value, language));
  return out;
}

// Words that say what holds without them are left out, the order of rows is kept beside a filter, the place in the list is not.
std::string narrowed(const std::vector<Filter>& filters, const http::Fields& query) {
  http::Fields out;
  for (const Filter& one : filters) {
    const auto asked = query.find(one.field.key);
    if (!asked) continue;
    const std::string_view value = *asked == one.whole ? std::string_view() : *asked;
    if (value != one.usual) out.add(one.field.key, std::string(value));
  }
  if (out.empty()) return {};
  if (const std::string_view sort = query.get(kSort); !sort.empty()) out.add(std::string(kSort), std::string(sort));
  return out.to_query();
}

}  // namespace

std::string title(const std::vector<Filter>& filters, Message caption, const http::Asked& call) {
  std::string out = called(filters, call.request.query, call.language());
  return out.append(out.empty() ? "" : " · ").append(translate(caption, call.language()));
}

Known known(const Place& place, Message caption, const Source& source, std::vector<Filter> filters,
            std::shared_ptr<const input::Declaration<Asked>> declaration) {
  const auto shared = std::make_shared<const std::vector<Filter>>(std::move(filters));
  return {.page = place.page,
          .caption = caption,
          .policy = place.policy,
          .narrowed = [shared, &source, declaration](const http::Fields& query, const http::Asked& asker) -> Result<std::string> {
            http::Request request;
            request.path = asker.request.path;
            request.query = query;
            request.language = asker.language();
            request.received = asker.request.received;
            request.actor = asker.actor;
            OCOP_TRY(fields, declaration->read(request, input::Source::query));
            OCOP_CHECK(question(source, *shared, http::Call<Asked>{{request, request.actor}, std::move(fields)}));
            return inner::narrowed(*shared, query);
          },
          .called = [shared](const http::Fields& query, Language language) { return inner::called(*shared, query, language); }};
}

namespace {
bool is_narrowed(const Known& known, const http::Asked& call) {
  const http::Fields& query = call.request.query;
  if (query.empty()) return false;
  if (query.find(kSort) || query.find(kCursor) || query.find(kLimit)) return true;
  const auto narrowed = known.narrowed(query, call);
  return !narrowed || !narrowed->empty();
}
}  // namespace

http::Response page(const Host& host, const Place& place, std::string title, const Known& known, const http::Asked& call,
                    const std::function<void(web::Html& out)>& list) {
  using web::operator""_h;
  const auto body = [&](web::Html& out) {
    for (const Above& one : host.offers.all<Above>()) one.show(out, call, known);
    list(out);
  };
  if (place.frame) return place.frame(call, body);
  web::PageOptions options{.title = std::move(title), .description = std::string(translate(place.description, call.language())),
                                 .width = place.width};
  // A list as somebody narrowed, ordered or turned its pages is found by links; search engines know the list itself.
  if (is_narrowed(known, call)) options.found = web::PageOptions::Found::by_links;
  if (place.dress) place.dress(options, call);
  return web::page(host.site, call.request, options, [&](web::Html& out) {
    out << "<h1>"_h << known.caption << "</h1>"_h;
    if (place.above) place.above(out, call);
    body(out);
  });
}

Result<std::unique_ptr<const Led>> led(const input::Declaration<Asked>& declaration, const http::Asked& call, const http::Fields& words) {
  auto out = std::make_unique<Led>();
  out->request.method = call.request.method;
  out->request.path = call.request.path;
  out->request.headers = call.request.headers;
  out->request.language = call.language();
  out->request.received = call.request.received;
  out->request.actor = call.actor;
  out->request.query = words;
  OCOP_TRY(asked, declaration.read(out->request, input::Source::query));
  out->asked = std::move(asked);
  return std::unique_ptr<const Led>(std::move(out));
}

void write_understood(json::Writer& out, const http::Fields& words) {
  out.member("understood").begin_object();
  for (const auto& [word, value] : words.items())
    if (word != kCursor && word != kLimit && word != kSort) out.field(word, value);
  out.end_object();
}

http::Response lead(const http::Asked& call, const std::string& path, const http::Fields& fields) {
  return http::Response::redirect(web::link(call.request, fields.empty() ? path : path + "?" + fields.to_query()));
}

std::string json_cursor(const Question& question, const std::optional<Cursor>& next) {
  json::Writer out;
  if (next) out.text(write_cursor(*next, *question.sort, question.direction));
  else out.null();
  return out.take();
}

std::string answer_schema(std::string_view name, std::string_view row) {
  json::Writer out;
  out.begin_object().field("type", "object").member("required").begin_array().text(name).text("total").text("next_cursor").end_array();
  out.member("properties").begin_object();
  out.member(name).begin_object().field("type", "array").member("items").raw(row).end_object();
  out.member("total").raw(R"({"type":"integer","minimum":0,"description":"rows of the whole list as it is narrowed"})");
  out.member("next_cursor").raw(R"({"type":["string","null"],"description":"cursor of the next page; null on the last"})");
  out.member("understood").raw(R"({"type":"object","additionalProperties":{"type":"string"},)"
                               R"("description":"what the words of q were taken for, where that is more than words"})");
  out.end_object().end_object();
  return out.take();
}

http::Response with_next(http::Response answer, const http::Asked& call, const Question& question, const std::optional<Cursor>& next) {
  if (!next) return answer;
  http::Fields query;
  for (const auto& [word, value] : call.request.query.items())
    if (word != kCursor) query.add(word, value);
  query.add(std::string(kCursor), write_cursor(*next, *question.sort, question.direction));
  answer.headers.emplace_back("Link", "<" + call.request.path + "?" + query.to_query() + ">; rel=\"next\"");
  return answer;
}

}  // namespace inner
}  // namespace ocop::lists

// /audit: who did or read what, when, for whom.
#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/lists.h"
#include "modules/identity/messages.h"
#include "modules/identity/store_audit.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using store::Trace;

enum class TraceKind : std::uint8_t { look, change };
constexpr std::array kTraceKinds{TraceKind::look, TraceKind::change};
std::string_view name(TraceKind kind) { return kind == TraceKind::look ? "look" : "change"; }
const Message& label(TraceKind kind) { return kind == TraceKind::look ? msg::audit_looks : msg::audit_changes; }

std::string what_of(const Trace& one, Language language) {
  if (one.event != Trace::kLook) return in(event_words(static_cast<EventKind>(one.event)), language);
  if (one.what == "accounts" || one.what.starts_with("accounts:")) return in(msg::audit_look_accounts, language);
  if (one.what == "audit") return in(msg::audit_look_audit, language);
  if (one.what.starts_with("account:")) return in(msg::audit_look_account, language);
  if (one.what.starts_with("registration")) return in(msg::audit_look_registration, language);
  if (one.what.starts_with("profile:")) return in(msg::audit_look_profile, language);
  if (one.what.starts_with("report:")) return in(msg::audit_look_report, language);
  return in(msg::audit_look_request, language);
}

// Whose account it is about; of what is no account, nothing.
std::optional<AccountId> about(const Trace& one) {
  if (one.account) return one.account;
  constexpr std::string_view kLead = "account:";
  return one.what.starts_with(kLead) ? AccountId::parse(std::string_view(one.what).substr(kLead.size())) : std::nullopt;
}

lists::Filter of_id(std::string word, const Message& label) {
  lists::Filter out = lists::id(std::move(word), label).as(lists::Filter::Style::none);
  out.means = [word = out.field.key](lists::Question& question, const lists::Source& source, const input::Value& value,
                                     const http::Asked&) {
    if (!value.ids.empty()) question.conditions.emplace_back(source.condition(word), value.ids.front().text());
  };
  return out;
}

std::vector<lists::Filter> filters() {
  lists::Filter words = lists::words("q", msg::audit_who, text::fold);
  lists::Filter until = lists::day("until", msg::audit_until);
  until.means = [](lists::Question& question, const lists::Source& source, const input::Value& value, const http::Asked&) {
    const Date next = Date{static_cast<std::int32_t>(value.number)}.plus_days(1);   // the whole of that day
    question.conditions.emplace_back(source.condition("until"), start_of_vietnam_day(next).milliseconds);
  };
  return {lists::choice("kind", msg::audit_kind, kTraceKinds, [](TraceKind kind) { return label(kind); }).as(lists::Filter::Style::tabs),
          std::move(words), lists::since("since", msg::audit_since), std::move(until), of_id("who", msg::audit_who),
          of_id("about", msg::audit_whom)};
}

void write_trace(json::Writer& out, const Trace& one) {
  out.begin_object().field("at", one.at).field("kind", one.event == Trace::kLook ? "look" : "change").field("who", one.who);
  out.field("who_name", std::string_view(one.who_name)).field("what", what_of(one, Language::en)).field("about", about(one));
  out.field("about_name", std::string_view(one.account_name));
  out.field("detail", std::string_view(one.event == Trace::kLook ? one.what : one.detail)).end_object();
}

// Accounts are opened by administrators alone: nobody is led where he is refused.
void draw_whom(web::Html& out, const Trace& one, const http::Asked& call) {
  using web::operator""_h;
  const auto id = about(one);
  const bool leads = id && call.actor.has(Role::administrator);
  if (leads) out << "<a href=\""_h << web::link(call.request, "/accounts/" + id->text()) << "\">"_h;
  out << one.account_name;
  if (leads) out << "</a>"_h;
}

// A look at an account says its id alone: the names of all rows of a page at once.
void complete(std::vector<Trace>& rows, db::Database& database) {
  std::vector<AccountId> ids;
  for (const Trace& one : rows)
    if (const auto id = about(one); id && !one.account) ids.push_back(*id);
  if (ids.empty()) return;
  const auto names = database.read([&](db::Reader& reader) { return store::names(reader, ids); });
  for (Trace& one : rows) {
    const auto id = about(one);
    const auto named = id ? std::ranges::find(names, *id, &store::Name::id) : names.end();
    if (!one.account && named != names.end()) one.account_name = named->display_name;
  }
}

}  // namespace

void add_audit(http::Router& router, const lists::Host& host, Service& service) {
  lists::add(
      router, host,
      lists::List<Trace>{
          .name = "audit",
          .rows = store::traces(),
          .complete = [&database = host.database](std::vector<Trace>& some) { complete(some, database); },
          .words = {msg::audit_title, msg::audit_none, msg::audit_none_teach},
          .columns = {lists::column<Trace>({.label = msg::audit_who, .width = 30},
                                           [](const Trace& one, Language language) {
                                             return one.who ? one.who_name : in(msg::audit_command_line, language);
                                           }),
                      lists::column<Trace>({.label = msg::audit_what, .width = 40}, what_of),
                      {{.label = msg::audit_whom, .width = 30},
                       [](const Trace& one, Language) { return lists::Cell{one.account_name}; },
                       [](web::Html& out, const Trace& one, const http::Asked& call) { draw_whom(out, one, call); }},
                      lists::column<Trace>({.label = msg::audit_detail, .width = 40},
                                           [](const Trace& one, Language language) {
                                             if (one.event == Trace::kLook) return std::string();
                                             return event_words_of("words", one.detail, language).value_or(one.detail);
                                           }),
                      lists::column({msg::audit_at, "at"}, &Trace::at)},
          .filters = filters(),
          .json = write_trace},
      {.page = "/audit",
       .api = "/api/v1/audit",
       .policy = kAudit,
       .scope = [](const Actor& actor) { return Scope::of(actor, {Role::administrator, Role::auditor}); },
       .summary = "Who did or read what, when, for whom: kind = look, change; q (name of who), who, about (ids), since, until (days)",
       .above =
           [&site = host.site](web::Html& out, const http::Asked& call) {
             using web::operator""_h;
             if (!call.actor.has(Role::administrator)) web::duties(out, site, call.request);   // the auditor's first page
             out << "<p class=\"lead\">"_h << msg::audit_lead << "</p>"_h;
           },
       .before = [&service](const http::Asked& call) { return service.note_audit_seen(call.actor); }});
}

}  // namespace ocop::identity

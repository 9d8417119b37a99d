#include "modules/privacy/pages_data.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/lists/list.h"
#include "modules/privacy/messages.h"

namespace ocop::privacy {

using web::Html;
using web::operator""_h;

namespace {

constexpr std::size_t kShown = 20;   // of one kind, on the page; the files have all

void holding_facts(Html& out, const personal::Holding& holding) {
  const Language language = out.language();
  web::facts(out,
             std::array{web::Fact{msg::purpose, in(holding.purpose, language)}, web::Fact{msg::ground, in(label(holding.ground), language)},
                        web::Fact{msg::kept, in(holding.kept, language)}, web::Fact{msg::when_erased, in(label(holding.fate), language)}});
}

void held(Html& out, const Words& words, const Held& one) {
  const Language language = out.language();
  out << "<details class=\"panel stack\"><summary>"_h << one.holding->what << " ("_h << std::to_string(one.rows.size()) << ")</summary>"_h;
  holding_facts(out, *one.holding);
  out << "<ul>"_h;
  for (std::size_t i = 0; i < one.rows.size() && i < kShown; ++i) {
    const std::string text = words.row(*one.holding, one.rows[i], language);
    out << "<li>"_h << (text.empty() ? in(msg::row_without_words, language) : text) << "</li>"_h;
  }
  out << "</ul>"_h;
  if (one.rows.size() > kShown)
    out << "<p class=\"small\">"_h << format(msg::more_in_files, language, {std::to_string(one.rows.size() - kShown)}) << "</p>"_h;
  out << "</details>"_h;
}

std::string look_words(std::string_view what, Language language) {
  if (what == "accounts") return in(msg::look_accounts, language);
  if (what.starts_with("registration:")) return in(msg::look_registration, language);
  if (what.starts_with("profile:")) return in(msg::look_profile, language);
  if (what.starts_with("report:")) return in(msg::look_report, language);
  if (what.starts_with("request:")) return in(msg::look_request, language);
  return in(msg::look_account, language);
}

const std::vector<const lists::Heading*>& headings() {
  static const std::array kAll{
      lists::Heading{.label = msg::column_group, .width = 30},  lists::Heading{.label = msg::column_what, .width = 40},
      lists::Heading{.label = msg::purpose, .width = 40},       lists::Heading{.label = msg::ground, .width = 30},
      lists::Heading{.label = msg::kept, .width = 40},          lists::Heading{.label = msg::when_erased, .width = 30},
      lists::Heading{.label = msg::column_source, .width = 30}, lists::Heading{.label = msg::column_row, .width = 80}};
  static const std::vector<const lists::Heading*> kPointers = [] {
    std::vector<const lists::Heading*> out;
    for (const lists::Heading& one : kAll) out.push_back(&one);
    return out;
  }();
  return kPointers;
}

// A line a row; the columns are the holding's words and the row's.
lists::inner::Lines lines_of(const Service& service, const Data& data, Language language) {
  return [&service, &data, language](const std::function<Result<void>(const lists::inner::Line& line)>& use) {
    const Words words(service.parts().offers, service.parts().places, data.held);
    for (const Held& one : data.held) {
      const personal::Holding& holding = *one.holding;
      for (const personal::Row& row : one.rows) {
        const lists::inner::Line line{{in(label(holding.group), language)},
                                      {in(holding.what, language)},
                                      {in(holding.purpose, language)},
                                      {in(label(holding.ground), language)},
                                      {in(holding.kept, language)},
                                      {in(label(holding.fate), language)},
                                      {std::string(holding.table) + "." + std::string(holding.column)},
                                      {words.row(holding, row, language)}};
        if (!use(line)) return;
      }
    }
  };
}

std::string file_name(Language language) { return language == Language::vi ? "du-lieu-cua-toi" : "my-data"; }

}  // namespace

void held_part(Html& out, const Service& service, const Data& data) {
  const Words words(service.parts().offers, service.parts().places, data.held);
  std::optional<personal::Group> group;
  for (const Held& one : data.held) {
    if (one.rows.empty()) continue;
    if (group != one.holding->group) out << "<h2>"_h << label(one.holding->group) << "</h2>"_h;
    group = one.holding->group;
    held(out, words, one);
  }
}

void seen_part(Html& out, const http::Request& request, const Data& data) {
  out << "<h2>"_h << msg::seen_title << "</h2><p>"_h << msg::seen_lead << "</p>"_h;
  if (data.seen.empty()) {
    out << "<p>"_h << msg::seen_none << "</p>"_h;
    return;
  }
  const web::Table table{.caption = msg::seen_title,
                         .columns = {{"who", msg::seen_who}, {"role", msg::seen_role}, {"what", msg::seen_what}, {"at", msg::seen_at}},
                         .captioned = web::Table::Caption::heard};
  web::table(out, request, table, [&](Html& rows) {
    for (const Seen& one : data.seen) {
      std::string roles;
      for (const Role role : one.roles) roles += (roles.empty() ? "" : ", ") + in(identity::role_words(role), request.language);
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << one.who;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], roles);
      web::text_cell(rows, table.columns[2], look_words(one.what, request.language));
      web::text_cell(rows, table.columns[3], show(one.at, request.language));
      web::close_row(rows);
    }
  });
}

Result<http::Response> data_csv(const Service& service, const http::Call<>& call) {
  OCOP_TRY(data, service.own(call.actor));
  return lists::inner::csv(file_name(call.language()), headings(), call.language(), lines_of(service, data, call.language()))
      .with("Cache-Control", "private, no-store");
}

Result<http::Response> data_xlsx(const Service& service, const http::Call<>& call) {
  OCOP_TRY(data, service.own(call.actor));
  OCOP_TRY(file, lists::inner::xlsx(file_name(call.language()), headings(), call.language(), call.request.received,
                                    lines_of(service, data, call.language())));
  return std::move(file).with("Cache-Control", "private, no-store");
}

void processors_part(Html& out, const http::Request& request, std::span<const manifest::Processor> processors) {
  out << "<h2 id=\"processors\">"_h << msg::processors_title << "</h2><p>"_h << msg::processors_lead << "</p>"_h;
  if (processors.empty()) {
    out << "<p>"_h << msg::processors_none << "</p>"_h;
    return;
  }
  const web::Table table{.caption = msg::processors_title,
                         .columns = {{"name", msg::processor_name}, {"task", msg::processor_task}, {"place", msg::processor_place}},
                         .captioned = web::Table::Caption::heard};
  web::table(out, request, table, [&](Html& rows) {
    for (const manifest::Processor& one : processors) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << one.name;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], one.task);
      web::text_cell(rows, table.columns[2], one.place);
      web::close_row(rows);
    }
  });
}

void register_part(Html& out, const http::Request& request, const manifest::Offers& offers) {
  const web::Table table{
      .caption = msg::register_title,
      .columns = {
          {"what", msg::column_what}, {"purpose", msg::purpose}, {"ground", msg::ground}, {"kept", msg::kept}, {"fate", msg::when_erased}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const personal::Holding* one : by_group(offers)) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << one->what;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], translate(one->purpose, request.language));
      web::text_cell(rows, table.columns[2], translate(label(one->ground), request.language));
      web::text_cell(rows, table.columns[3], translate(one->kept, request.language));
      web::text_cell(rows, table.columns[4], translate(label(one->fate), request.language));
      web::close_row(rows);
    }
  });
}

}  // namespace ocop::privacy

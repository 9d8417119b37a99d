#include <algorithm>
#include <charconv>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "kernel/tlog/cosign.h"
#include "kernel/tlog/kept.h"
#include "kernel/tlog/seal.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_parts.h"

// The log as it is served: static resources of C2SP tlog-tiles, and a page for people.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::int64_t kShown = 30;   // entries on the page

const Message* kind_words(std::string_view kind) {
  struct Word { std::string_view kind; const Message* words; };
  static constexpr Word kWords[] = {
      {"dossier.submitted", &msg::kind_dossier_submitted}, {"dossier.returned", &msg::kind_dossier_returned},
      {"dossier.forwarded", &msg::kind_dossier_forwarded}, {"dossier.corrected", &msg::kind_dossier_corrected},
      {"completion.asked", &msg::kind_completion_asked},   {"completion.answered", &msg::kind_completion_answered},
      {"completion.cancelled", &msg::kind_completion_cancelled},
      {"scoring.opened", &msg::kind_scoring_opened},       {"sheet.submitted", &msg::kind_sheet_submitted},
      {"sheet.reopened", &msg::kind_sheet_reopened},       {"scoring.closed", &msg::kind_scoring_closed},
      {kDecisionKind, &msg::kind_decision},                {kIssuedKind, &msg::kind_issued},
      {kWithdrawnKind, &msg::kind_withdrawn},              {kConfirmedKind.kind, &msg::kind_confirmed},
      {kCorrectedKind.kind, &msg::kind_corrected},         {kRevokedKind.kind, &msg::kind_revoked},
      {kRulingKind.kind, &msg::kind_ruling},                {"settings.entered", &msg::kind_settings_entered},
      {tlog::kAdopted.kind, &msg::kind_rows_adopted},      {tlog::kBegun.kind, &msg::kind_log_begun},
      {"gtin.given_up", &msg::kind_gtin_given_up},
      {"register.imported", &msg::kind_register_imported}, {"register.undone", &msg::kind_register_undone},
      {"producer.registered", &msg::kind_producer_registered}, {"product.registered", &msg::kind_product_registered},
      {"producer.changed", &msg::kind_producer_changed},   {"producer.merged", &msg::kind_producer_merged},
      {"producer.parted", &msg::kind_producer_parted},
      {"product.merged", &msg::kind_product_merged},       {"product.parted", &msg::kind_product_parted},
      {"unit.settled", &msg::kind_unit_settled},           {"unit.reopened", &msg::kind_unit_reopened},
      {"places.changed", &msg::kind_places_changed},       {"places.restored", &msg::kind_places_restored}};
  const auto found = std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& word) { return word.kind == kind; });
  return found == std::end(kWords) ? nullptr : found->words;
}

Response plain(std::string body, std::string_view cache) {
  Response response = Response::text(std::move(body));
  response.headers.emplace_back("Cache-Control", cache);
  return response;
}

class LogPages {
 public:
  LogPages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // Read by programs whatever they say they accept: what is not there is a problem, never a page.
  Result<Response> checkpoint(const Call<>& call) const {
    auto note = service_.parts().database.read([](db::Reader& reader) { return tlog::served_checkpoint(reader); });
    if (note) return plain(std::move(*note), "no-cache");
    auto first = service_.checkpoint();
    return first ? plain(std::move(*first), "no-cache") : http::problem(first.error(), call.request);
  }

  Result<Response> tile(const Call<>& call, std::string_view level, std::string_view rest) const {
    const auto path = tlog::read_tile_path(std::string(level) + "/" + std::string(rest));
    auto bytes = path ? service_.parts().database.read([&](db::Reader& reader) { return tlog::tile(reader, *path); }) : std::nullopt;
    if (!bytes) return http::problem(Error::of(ErrorKind::not_found, "the log has no such resource"), call.request);
    Response response = plain(std::move(*bytes), "public, max-age=31536000, immutable");
    response.content_type = "application/octet-stream";
    return response;
  }

  Result<Response> key(const Call<>&) const { return plain(tlog::write_log_key(service_.log_key()) + "\n", "no-cache"); }

  Result<Response> log(const Call<>& call) const {
    const auto shown = look(call.request);
    const web::PageOptions options{.title = in(msg::log_title, call.language()),
                                   .description = in(msg::log_lead, call.language()),
                                   .width = web::Width::wide};
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::log_title << "</h1><p class=\"lead\">"_h << msg::log_lead << "</p><div class=\"stack\">"_h;
      write_beginnings(out);
      write_head(out, shown);
      write_witnesses(out, shown);
      write_entries(out, call.request, shown);
      write_how(out);
      out << "</div>"_h;
    });
  }

 private:
  // Newest first, down from `last`.
  struct Shown {
    tlog::Head head;
    std::int64_t last = -1;
    std::vector<tlog::Record> records;
    std::vector<tlog::Seen> witnesses;
    std::vector<products::Product> products;   // that the entries are about
  };

  Shown look(const Request& request) const {
    const std::string_view typed = request.query.get("from");
    std::int64_t from = -1;
    const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), from);
    const bool asked = !typed.empty() && read.ec == std::errc{} && read.ptr == typed.data() + typed.size() && from >= 0;
    return service_.parts().database.read([&](db::Reader& reader) {
      Shown out{tlog::head(reader), -1, {}, tlog::newest_cosignatures(reader), {}};
      out.last = out.head.size - 1;
      if (asked) out.last = std::min(out.last, from);
      const std::int64_t first = std::max<std::int64_t>(0, out.last - kShown + 1);
      if (out.last >= 0) out.records = tlog::entries(reader, first, out.last - first + 1);
      std::reverse(out.records.begin(), out.records.end());
      std::vector<ProductId> about;
      for (const tlog::Record& record : out.records)
        if (const auto document = json::parse(record.entry))
          if (const auto product = service_.product_of_entry(document->root())) about.push_back(*product);
      out.products = service_.parts().products.by_ids(reader, about);
      return out;
    });
  }

  // A log that did not begin with its first entry says so before anything else.
  void write_beginnings(Html& out) const {
    if (!service_.damage().empty()) web::notice(out, msg::log_damaged);
    const auto beginnings = service_.beginnings();
    if (beginnings.empty()) return;
    out << "<section class=\"panel stack\"><h2>"_h << msg::log_begun_heading << "</h2>"_h;
    for (const Ledger::Beginning& one : beginnings)
      out << "<p>"_h
          << format(
                 msg::log_begun, out.language(),
                 {show(one.at, out.language()), std::to_string(one.index), text::group_digits(one.before_size, out.language()), one.reason})
          << "</p>"_h;
    out << "</section>"_h;
  }

  void write_entries(Html& out, const Request& request, const Shown& shown) const {
    if (shown.records.empty()) return web::empty_state(out, msg::log_empty, msg::log_empty_teach);
    const web::Table table{msg::log_caption,
                           {{"index", msg::log_index}, {"kind", msg::log_kind}, {"subject", msg::log_subject}, {"at", msg::log_time}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const tlog::Record& record : shown.records) write_entry(rows, table, record, shown.products);
    });
    const std::int64_t before = shown.records.back().index - 1;
    out << "<div class=\"acts\">"_h;
    if (shown.last + 1 < shown.head.size) web::link_button(out, msg::log_newest, "/log", web::ButtonKind::quiet);
    if (before >= 0) web::link_button(out, msg::log_older, log_path(before), web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  // The product by its name in the register; below it the certificate, or the id that the entry itself holds.
  void write_subject(Html& out, const json::Node& entry, std::span<const products::Product> products) const {
    const std::string_view subject = entry["subject"].text_or("");
    const auto about = service_.product_of_entry(entry);
    const auto product = about ? std::ranges::find(products, *about, &products::Product::id) : products.end();
    out << "<span class=\"product-line\">"_h;
    if (product != products.end())
      out << "<a href=\""_h << web::link(out.language(), "/products/" + product->code) << "\">"_h << product->name_in(out.language())
          << "</a>"_h;
    if (const auto* province = service_.parts().places.province(subject)) {
      out << province->name_in(out.language());
    } else if (const auto confirmation = ConfirmationId::parse(subject); confirmation && is_confirmation(entry["kind"].text_or(""))) {
      out << "<a href=\""_h << web::link(out.language(), confirmation_path(*confirmation)) << "\">"_h
          << entry["body"]["decision"].text_or("") << "</a>"_h;
    } else if (const auto ruling = RulingId::parse(subject); ruling && entry["kind"].text_or("") == kRulingKind.kind) {
      out << "<a href=\""_h << web::link(out.language(), ruling_path(*ruling)) << "\">"_h
          << entry["body"]["decision"].text_or("") << "</a>"_h;
    } else if (const auto withdrawn = ConfirmationId::parse(entry["body"]["confirmation"].text_or(""));
               withdrawn && entry["kind"].text_or("") == kRevokedKind.kind) {
      const auto of = service_.ledger().confirmation(*withdrawn);
      out << "<a href=\""_h << web::link(out.language(), confirmation_path(*withdrawn)) << "\">"_h
          << (of ? of->confirmation.number : withdrawn->text()) << "</a>"_h;
    } else if (rules::is_certificate_number(subject)) {
      out << "<a href=\""_h << web::link(out.language(), certificate_path(subject)) << "\">"_h << subject << "</a>"_h;
    } else {
      out << "<code class=\"small\">"_h << subject << "</code>"_h;
    }
    out << "</span>"_h;
  }

  void write_entry(Html& out, const web::Table& table, const tlog::Record& record, std::span<const products::Product> products) const {
    const auto document = json::parse(record.entry);
    const json::Node entry = document ? document->root() : json::Node{};
    const std::string_view kind = entry["kind"].text_or("");
    const auto at = Instant::parse_iso(entry["at"].text_or(""));
    const Message* words = kind_words(kind);
    web::open_row(out);
    web::open_cell(out, table.columns[0], web::Cell::heading);
    out << record.index;
    web::close_cell(out, web::Cell::heading);
    web::text_cell(out, table.columns[1], words ? translate(*words, out.language()) : kind);
    web::open_cell(out, table.columns[2]);
    write_subject(out, entry, products);
    web::close_cell(out);
    web::text_cell(out, table.columns[3], at ? show(*at, out.language()) : std::string());
    web::close_row(out);
  }

  static void write_head(Html& out, const Shown& shown) {
    const web::Fact facts[] = {{msg::log_size, text::group_digits(shown.head.size, out.language())},
                               {msg::log_root, text::base64(crypto::view(shown.head.root))},
                               {msg::log_checkpoint, "/checkpoint", "/checkpoint"}};
    web::open_record(out, msg::log_head);
    web::facts(out, facts);
    web::close_record(out, "RFC 6962, C2SP tlog-tiles");
  }

  // Who else has seen the log, for people: another institution's word that what it saw before is still there.
  static void write_witnesses(Html& out, const Shown& shown) {
    if (shown.witnesses.empty()) return;
    out << "<section class=\"panel stack\"><h2>"_h << msg::log_witnesses << "</h2><p>"_h << msg::log_witnesses_teach << "</p><ul>"_h;
    for (const tlog::Seen& one : shown.witnesses)
      out << "<li>"_h
          << format(msg::log_witnessed, out.language(),
                    {one.name, show(one.at, out.language()), text::group_digits(one.size, out.language())})
          << "</li>"_h;
    out << "</ul></section>"_h;
  }

  void write_how(Html& out) const {
    const std::string key = tlog::write_log_key(service_.log_key());
    out << "<section class=\"panel stack\"><h2>"_h << msg::log_how << "</h2><p>"_h << msg::log_how_teach << "</p><pre><code>"_h
        << "tools/verify-log "_h << service_.parts().public_url << " --key '"_h << key << "' --kept ocop.checkpoint"_h
        << "</code></pre><p>"_h
        << "<a href=\"/log/key\">"_h << msg::log_key << "</a></p><pre><code>"_h << key << "</code></pre><div class=\"acts\">"_h;
    web::link_button(out, msg::verify_go, "/verify", web::ButtonKind::quiet);
    out << "</div></section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_log_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAnyone = Policy::anyone();
  http::Table(router, std::make_shared<const LogPages>(service, site))
      .get("/log", kAnyone, &LogPages::log, "The public log for people: newest entries, head, how to check")
      .get("/log/key", kAnyone, &LogPages::key, "The log's name and public key in one line")
      .get("/checkpoint", kAnyone, &LogPages::checkpoint, "C2SP tlog-checkpoint: the newest signed head")
      .get("/tile/{level}/{rest...}", kAnyone, &LogPages::tile, "C2SP tlog-tiles: hashes of a level, or entries");
}

}  // namespace ocop::certificates

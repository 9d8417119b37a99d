#include "modules/certificates/pages_confirmations.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <ranges>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/certificates/confirmation_requests.h"
#include "modules/certificates/pages_parts.h"
#include "modules/marks/marks.h"

// A decision on paper: entered with its products, looked at as it will be said, confirmed; and the public page of it.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;
using Spelling = Confirmations::Spelling;
using Reported = products::Products::Reported;

std::string figure(std::size_t value, Language language) { return text::group_digits(static_cast<long long>(value), language); }

// A line of the form: a product and the stars that are shown first; 0 = not in the decision.
struct Line {
  ProductId product;
  std::string name, code, maker, printed;
  int stars = 0;
};

struct Pages {
  Confirmations& confirmations;
  const web::Site& site;
  Random& random;

  // ---- the form
  Result<Response> begin(const Call<>& call) const {
    const PrintedDecision asked = asked_of(call);
    const std::string& printed = asked.printed;
    const auto spellings = confirmations.offered(call.actor, asked);
    if (spellings.empty() && !call.refused) return Error::of(ErrorKind::not_found, "no product of the province waits for this decision");
    const std::string title = in(msg::confirm_title, call.language());
    return page(call, title, {{in(msg::reported_title, call.language()), "/reported"}}, [&](Html& out) {
      NewConfirmation shown;
      shown.number = products::decision_number(printed);
      shown.printed = printed;
      if (!spellings.empty()) shown.decided = spellings.front().decision.decided.value_or(Date{});
      http::Fields fields = new_confirmation().show(shown);
      if (spellings.empty() || !spellings.front().decision.decided) fields = without_day(fields);
      const web::Form form = web::form(call, &fields);
      out << "<p class=\"lead\">"_h << msg::confirm_lead << "</p>"_h;
      web::open_upload_form(out, form, "/confirmations");
      web::error_summary(out, form);
      web::attempt_field(out, form, random);
      hidden(out, "printed", printed);
      if (asked.decided) hidden(out, "printed_day", asked.decided->iso());
      if (asked.year) hidden(out, "printed_year", std::to_string(*asked.year));
      paper(out, form, new_confirmation().shape());
      out << "<h2 id=\"f-stars\">"_h << msg::confirm_products << "</h2><p>"_h << msg::confirm_products_lead << "</p>"_h;
      for (const Spelling& spelling : spellings) spelled(out, call, spelling);
      ends(out);
    });
  }
  // Of the address; and of the form itself, which is shown again at another one.
  static PrintedDecision asked_of(const http::Asked& call) {
    const bool again = call.kept() != nullptr;
    const http::Fields& from = again ? *call.kept() : call.request.query;
    const std::string year(from.get(again ? "printed_year" : "year"));
    PrintedDecision out{std::string(from.get(again ? "printed" : "decision")),
                        Date::parse_iso(from.get(again ? "printed_day" : "decided")), {}};
    int number = 0;
    const auto [end, fault] = std::from_chars(year.data(), year.data() + year.size(), number);
    if (fault == std::errc() && end == year.data() + year.size()) out.year = number;
    return out;
  }
  // An empty day is no day: what the register does not print is left to be typed.
  static http::Fields without_day(const http::Fields& fields) {
    http::Fields out;
    for (const auto& [name, value] : fields.items())
      if (name != "decided") out.add(name, value);
    return out;
  }
  static void paper(Html& out, const web::Form& form, const input::Shape& shape) {
    for (const std::string_view field : {"number", "decided", "issuer", "signer"}) web::control(out, form, shape, field);
    web::control(out, form, shape, "file", {.accept = "application/pdf,.pdf"});
  }
  static void ends(Html& out) {
    out << "<p class=\"small\">"_h << msg::confirm_next << "</p><div class=\"acts\">"_h;
    web::button(out, msg::confirm_look);
    out << "</div>"_h;
    web::close_form(out);
  }
  void spelled(Html& out, const http::Asked& call, const Spelling& spelling) const {
    const bool exactly = spelling.same == Spelling::Same::exactly;
    std::vector<Line> lines;
    for (const Reported& one : spelling.products)
      lines.push_back({one.id, one.name, one.code, one.maker, one.stars > 0 ? std::to_string(one.stars) : std::string(),
                       exactly && one.stars >= 3 ? one.stars : 0});
    const std::string heading = format(exactly ? msg::confirm_spelling : msg::confirm_spelling_like, out.language(),
                                       {spelling.decision.decision, figure(spelling.products.size(), out.language())});
    out << "<h3>"_h << heading << "</h3>"_h;
    if (!exactly) out << "<p>"_h << msg::confirm_spelling_teach << "</p>"_h;
    choose(out, call, heading, lines);
  }
  // A product a row; what was sent stands again after a refusal.
  static void choose(Html& out, const http::Asked& call, const std::string& caption, const std::vector<Line>& lines) {
    const web::Table table{.caption = Message{caption, caption},
                           .columns = {{"name", msg::fact_product}, {"maker", msg::fact_producer}, {"printed", msg::confirm_stars_printed},
                                       {"stars", msg::confirm_stars_paper}},
                           .captioned = web::Table::Caption::heard};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Line& line : lines) {
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], line.name, "/products/" + line.code, web::Cell::heading);
        web::text_cell(rows, table.columns[1], line.maker);
        web::text_cell(rows, table.columns[2], line.printed);
        web::open_cell(rows, table.columns[3]);
        star_choice(rows, call, line);
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }
  static void star_choice(Html& out, const http::Asked& call, const Line& line) {
    const std::string name = "stars." + line.product.text();
    std::string chosen = line.stars == 0 ? std::string() : std::to_string(line.stars);
    if (call.kept()) chosen = std::string(call.kept()->get(name));
    out << "<label class=\"unseen\" for=\""_h << name << "\">"_h << msg::confirm_stars_paper << ": "_h << line.name
        << "</label><select id=\""_h << name << "\" name=\""_h << name << "\">"_h;
    const auto option = [&](const std::string& value, const std::string& words) {
      out << "<option value=\""_h << value << "\""_h << web::when(value == chosen, " selected"_h) << ">"_h << words << "</option>"_h;
    };
    option("", in(msg::confirm_not_named, out.language()));
    for (const char* stars : {"3", "4", "5"}) option(stars, format(msg::stars_of, out.language(), {stars}));
    out << "</select>"_h;
  }
  static void hidden(Html& out, std::string_view name, std::string_view value) {
    out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
  }

  Result<Response> prepare(const Call<NewConfirmation>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    ConfirmationInput input = call.input;
    input.attempt = std::move(attempt);
    OCOP_TRY(made, confirmations.prepare(call.actor, input));
    return Response::redirect(web::link(call.request, confirmation_path(made.id)));
  }

  // ---- a draft that is changed, or a confirmed one that is corrected
  Result<Response> edit(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(view, confirmations.own_view(call.actor, id));
    const Confirmation& one = view.confirmation;
    const bool correction = view.state != ConfirmationState::draft || one.corrects;
    const std::string title = format(correction ? msg::confirm_correct_title : msg::confirm_edit_title, call.language(), {one.number});
    return page(call, title, {{one.number, confirmation_path(id)}}, [&](Html& out) {
      if (view.corrected_by) return web::notice(out, msg::confirm_corrected_already);
      ConfirmationChange shown;
      shown.number = one.number;
      shown.decided = one.decided;
      shown.issuer = one.issuer;
      shown.signer = one.signer;
      shown.reason = view.state == ConfirmationState::draft ? one.reason : std::string();
      shown.version = one.version;
      const http::Fields fields = confirmation_change().show(shown);
      const web::Form form = web::form(call, &fields);
      if (correction) out << "<p class=\"lead\">"_h << msg::confirm_correct_lead << "</p>"_h;
      web::open_upload_form(out, form, confirmation_path(id) + "/edit");
      web::error_summary(out, form);
      web::control(out, form, confirmation_change().shape(), "version");
      paper(out, form, confirmation_change().shape());
      if (correction) web::control(out, form, confirmation_change().shape(), "reason", {.need = input::Need::required});
      out << "<h2 id=\"f-stars\">"_h << msg::confirm_products << "</h2>"_h;
      const std::vector<Line> lines = lines_of(view);
      choose(out, call, in(msg::confirm_products, out.language()), lines);
      for (Spelling& spelling : confirmations.offered(call.actor, {one.printed})) {
        std::erase_if(spelling.products, [&](const Reported& offered) {
          return std::ranges::find(lines, offered.id, &Line::product) != lines.end();
        });
        spelling.same = Spelling::Same::perhaps;   // left out before: nobody is ticked unasked
        if (!spelling.products.empty()) spelled(out, call, spelling);
      }
      ends(out);
    });
  }
  static std::vector<Line> lines_of(const Confirmations::View& view) {
    std::vector<Line> out;
    const bool draft = view.state == ConfirmationState::draft;   // what is withdrawn is not restated by a correction
    for (const ConfirmedProduct& named : draft ? view.confirmation.products : view.standing())
      out.push_back({named.product, named.name, named.code, "", "", named.stars});
    for (const ConfirmedProduct& off : view.taken_off) out.push_back({off.product, off.name, off.code, "", "", 0});
    return out;
  }
  Result<Response> change(const Call<ConfirmationChange>& call, ConfirmationId id) const {
    OCOP_TRY(changed, confirmations.change(call.actor, id, call.input));
    return Response::redirect(web::link(call.request, confirmation_path(changed)));
  }

  // ---- one
  Result<Response> one(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(view, confirmations.view(call.actor, id));
    const Confirmation& one = view.confirmation;
    const std::string title = format(msg::confirmation_title, call.language(), {one.number, one.decided.show(call.language())});
    std::vector<web::Crumb> way;
    if (is_own(call, one)) way.push_back({in(msg::confirmations_title, call.language()), "/confirmations"});
    return page(call, title, std::move(way), [&](Html& out) {
      web::error_summary(out, web::form(call));
      said_first(out, view);
      if (view.waiting) write_waiting_revocation(out, call.request, *view.waiting);
      for (const Revocation& revocation : view.revocations | std::views::reverse) write_revocation(out, revocation);
      record(out, view);
      if (view.state != ConfirmationState::draft) {
        out << "<p class=\"acts\">"_h;
        web::link_button(out, msg::confirm_proof, confirmation_path(one.id) + "/proof.json", web::ButtonKind::quiet);
        out << "</p>"_h;
      }
      named(out, call, view);
      if (!view.taken_off.empty()) taken_off(out, view);
      if (is_own(call, one)) acts(out, call, view);
    });
  }
  static bool is_own(const http::Asked& call, const Confirmation& one) {
    return scope_of(call.actor).covers(one.province, "", std::nullopt);
  }
  // What stands above all else: what kind of statement this is, and whether another one stands in its place.
  void said_first(Html& out, const Confirmations::View& view) const {
    const Confirmation& one = view.confirmation;
    const Language language = out.language();
    if (view.state == ConfirmationState::draft) {
      out << "<p class=\"lead\">"_h << msg::confirm_preview << "</p>"_h;
    } else {
      out << "<p class=\"lead\">"_h
          << format(msg::confirmation_lead, language,
                    {one.number, one.issuer, confirmations.parts().places.show(one.province, "", language),
                     vietnam_date(*one.confirmed).show(language)})
          << "</p>"_h;
    }
    for (const Revocation& revocation : view.revocations | std::views::reverse)   // the newest says what holds
      out << "<p><strong>"_h << revocation_sentence(revocation, language) << "</strong></p>"_h;
    if (view.corrected_by) {
      out << "<p><strong>"_h << msg::confirmation_corrected_by << " <a href=\""_h
          << web::link(language, confirmation_path(view.corrected_by->id)) << "\">"_h << view.corrected_by->number << "</a></strong></p>"_h;
    }
  }
  void record(Html& out, const Confirmations::View& view) const {
    const Confirmation& one = view.confirmation;
    const Language language = out.language();
    const bool extended = std::ranges::any_of(one.products, [&](const ConfirmedProduct& product) {
      return confirmations.extended_until(product.product, view.valid_until) >= confirmations.today();
    });
    const bool lapsed = view.valid_until < confirmations.today() && !extended;
    std::vector<web::Fact> facts{
        {msg::fact_decision, one.number},
        {msg::fact_decided, one.decided.show(language)},
        {msg::confirm_issuer, one.issuer},
        {msg::fact_signer, one.signer},
        {lapsed ? msg::confirm_lapsed_on : msg::fact_valid_until, view.valid_until.show(language)},
        {msg::confirm_file_here, in(msg::confirm_file_open, language), confirmation_path(one.id) + "/decision.pdf"},
        {msg::confirm_file_digest, one.sha256}};
    if (view.corrects)
      facts.push_back({msg::confirmation_corrects, view.corrects->number + ", " + view.corrects->decided.show(language),
                       confirmation_path(view.corrects->id)});
    if (!one.reason.empty()) facts.push_back({msg::confirm_reason, one.reason});
    web::open_record(out, msg::confirmation_record);
    web::facts(out, facts);
    if (one.log_index < 0) return web::close_record(out, in(msg::confirm_not_logged, language));
    web::close_record(out, format(msg::logged_at, language, {std::to_string(one.log_index)}), log_path(one.log_index));
  }
  // Each product with what its page says, or will say.
  void named(Html& out, const http::Asked& call, const Confirmations::View& view) const {
    const Confirmation& one = view.confirmation;
    out << "<h2>"_h << format(msg::confirmation_products, out.language(), {figure(one.products.size(), out.language())}) << "</h2>"_h;
    if (one.products.empty()) return web::notice(out, msg::confirmation_none_left);
    const web::Table table{.caption = msg::confirm_products,
                           .columns = {{"name", msg::fact_product}, {"stars", msg::column_standing}, {"now", msg::confirm_now}},
                           .captioned = web::Table::Caption::heard};
    products::Standing standing = rules::standing_of({.decided = one.decided, .valid_until = view.valid_until});
    web::table(out, call.request, table, [&](Html& rows) {
      for (const ConfirmedProduct& product : one.products) {
        const auto now = std::ranges::find(view.products, product.product, &products::Product::id);
        standing.extended_until = confirmations.extended_until(product.product, view.valid_until);
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], product.name, "/products/" + product.code, web::Cell::heading);
        web::open_cell(rows, table.columns[1]);
        marks::stars(rows, product.stars, products::validity(standing, confirmations.today()), view.valid_until);
        web::close_cell(rows);
        web::text_cell(rows, table.columns[2], now == view.products.end() ? std::string() : says_now(*now, view, rows.language()));
        web::close_row(rows);
      }
    });
  }
  std::string says_now(const products::Product& product, const Confirmations::View& view, Language language) const {
    const products::Standing& standing = product.standing;
    const bool by_this = standing.basis == products::Standing::Basis::confirmed && standing.decision == view.confirmation.number &&
                         standing.decided == view.confirmation.decided && !standing.withdrawn && !view.corrected_by;
    if (by_this) return in(msg::confirm_says_this, language);
    return in(marks::word(products::validity(standing, confirmations.today())), language) +
           (standing.decision.empty() ? std::string() : ", " + standing.decision);
  }
  static void taken_off(Html& out, const Confirmations::View& view) {
    out << "<h2>"_h << msg::confirmation_taken_off << "</h2><ul>"_h;
    for (const ConfirmedProduct& one : view.taken_off)
      out << "<li><a href=\""_h << web::link(out.language(), "/products/" + one.code) << "\">"_h << one.name << "</a></li>"_h;
    out << "</ul>"_h;
  }
  void acts(Html& out, const http::Asked& call, const Confirmations::View& view) const {
    const std::string path = confirmation_path(view.confirmation.id);
    const std::int64_t version = view.confirmation.version;
    out << "<div class=\"acts\">"_h;
    if (view.state == ConfirmationState::draft) {
      web::act(out, call.request,
               {.action = path + "/confirm", .label = msg::confirm_do, .kind = web::ButtonKind::main, .version = version});
      web::link_button(out, msg::confirm_edit, path + "/edit", web::ButtonKind::quiet);
      web::act(out, call.request,
               {.action = path + "/discard", .label = msg::confirm_discard, .kind = web::ButtonKind::danger, .version = version});
    } else if (!view.standing().empty()) {
      web::link_button(out, msg::confirm_correct, path + "/edit", web::ButtonKind::quiet);
      if (!view.waiting) web::link_button(out, msg::revoke_begin, path + "/withdraw", web::ButtonKind::quiet);
    }
    out << "</div>"_h;
  }

  Result<Response> confirm(const Call<ConfirmationVersion>& call, ConfirmationId id) const {
    OCOP_CHECK(confirmations.confirm(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, confirmation_path(id), msg::confirm_was_done);
  }
  Result<Response> discard(const Call<ConfirmationVersion>& call, ConfirmationId id) const {
    OCOP_CHECK(confirmations.discard(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/reported", msg::confirm_was_discarded);
  }
  Result<Response> file(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(view, confirmations.view(call.actor, id));
    OCOP_TRY(bytes, confirmations.file(call.actor, id));
    // Never shown inside our pages: what others have made leaves as an attachment, with its own type.
    return Response::file(std::move(bytes), "application/pdf", "quyet-dinh-" + text::slug(view.confirmation.number) + ".pdf")
        .with("X-Content-Type-Options", "nosniff");
  }

 private:
  Result<Response> page(const http::Asked& call, const std::string& title, std::vector<web::Crumb> way,
                        const std::function<void(Html&)>& body) const {
    way.push_back({title, {}});
    return web::page(site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><div class=\"stack\">"_h;
      body(out);
      out << "</div>"_h;
    });
  }
};

// On a product's page: the decision that was confirmed, in words that keep it apart from a certificate of this program.
void confirmed_of(Html& out, const Confirmations& confirmations, const Service& service, const products::Product& product) {
  const Language language = out.language();
  const auto confirmed =
      confirmations.parts().database.read([&](db::Reader& reader) { return service.confirmed(reader, product.id); });
  if (!confirmed) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::product_confirmed << "</h2><p>"_h
      << confirmed_sentence(*confirmed, confirmations.parts().places, language) << "</p><div class=\"acts\">"_h;
  web::link_button(out, msg::product_confirmed_open, confirmation_path(confirmed->id), web::ButtonKind::quiet);
  out << "</div></section>"_h;
}

}  // namespace

std::string confirmed_sentence(const Confirmed& confirmed, const places::Index& places, Language language) {
  if (const auto& withdrawn = confirmed.withdrawn)
    return format(msg::confirmed_withdrawn_sentence, language,
                  {confirmed.number, confirmed.decided.show(language), confirmed.issuer, withdrawn->number,
                   withdrawn->decided.show(language), withdrawn->issuer});
  return format(msg::confirmed_sentence, language,
                {confirmed.number, confirmed.decided.show(language), confirmed.issuer, places.show(confirmed.province, "", language),
                 confirmed.confirmed.show(language)});
}

void offer_confirmations(manifest::Offers& offers, const Confirmations& confirmations, const Service& service) {
  offers.add(products::Panel{.rank = 11, .show = [&](web::Html& out, const http::Request&, const products::Product& product) {
                               confirmed_of(out, confirmations, service, product);
                             }});
}

void add_confirmation_pages(http::Router& router, Confirmations& confirmations, const lists::Host& host, Random& random) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(Pages{confirmations, host.site, random}))
      .get("/confirmations/new", kProvince, &Pages::begin, "Confirm a decision that a register prints: form")
      .form("/confirmations", kProvince, new_confirmation(), &Pages::prepare, &Pages::begin,
            "Prepare the confirmation of a decision; nothing is said yet")
      .get("/confirmations/{id}", Policy::anyone(), &Pages::one, "A decision on paper that the province confirmed, with its products")
      .get("/confirmations/{id}/decision.pdf", Policy::anyone(), &Pages::file, "The decision's file")
      .get("/confirmations/{id}/edit", kProvince, &Pages::edit, "Change a draft, or correct what was confirmed: form")
      .form("/confirmations/{id}/edit", kProvince, confirmation_change(), &Pages::change, &Pages::edit,
            "Change a draft, or prepare a correction")
      .form("/confirmations/{id}/confirm", kProvince, confirmation_version(), &Pages::confirm, &Pages::one, "Confirm a decision")
      .form("/confirmations/{id}/discard", kProvince, confirmation_version(), &Pages::discard, &Pages::one, "Put a draft away");
}

}  // namespace ocop::certificates

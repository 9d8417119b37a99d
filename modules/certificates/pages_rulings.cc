#include "modules/certificates/pages_rulings.h"

#include <algorithm>
#include <memory>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/ruling_requests.h"
#include "modules/marks/marks.h"

// One decision on many dossiers: chosen, printed to be signed, recorded with the signed paper; and its public page.
namespace ocop::certificates {

void add_signature(std::vector<web::Fact>& facts, const Ruling& ruling, Language language) {
  if (ruling.sha256.empty()) {
    facts.push_back({msg::ruling_file, in(msg::ruling_no_file, language)});
    return;
  }
  facts.push_back({msg::ruling_file, in(msg::ruling_file_open, language), ruling_path(ruling.id) + "/decision.pdf"});
  facts.push_back({msg::ruling_signature, in(signatures::label(ruling.signature), language)});
  if (!ruling.signed_by.empty()) facts.push_back({msg::ruling_signed_by, ruling.signed_by});
  if (!ruling.signed_earlier.empty()) facts.push_back({msg::ruling_signed_earlier, ruling.signed_earlier});
  if (ruling.signed_at) facts.push_back({msg::ruling_signed_at, vietnam_date(*ruling.signed_at).show(language)});
}

void add_ruling(std::vector<web::Fact>& facts, const std::optional<Ruling>& ruling, Language language) {
  if (!ruling) return;
  facts.push_back({msg::ruling_page, format(msg::ruling_title, language, {ruling->number, ruling->decided->show(language)}),
                   ruling_path(ruling->id)});
  add_signature(facts, *ruling, language);
}

namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string figure(std::size_t value, Language language) { return text::group_digits(static_cast<long long>(value), language); }

struct Pages {
  Rulings& rulings;
  const web::Site& site;
  Random& random;

  // ---- the form: a dossier a row
  Result<Response> begin(const Call<>& call) const {
    const auto waiting = rulings.waiting(call.actor);
    return page(call, in(msg::ruling_new_title, call.language()), {{in(msg::rulings_title, call.language()), "/rulings"}}, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::ruling_new_lead << "</p>"_h;
      if (waiting.empty()) return web::empty_state(out, msg::decisions_none, msg::decisions_none_teach, "/work", &msg::ruling_to_work);
      const http::Fields fields = new_ruling().show({});
      const web::Form form = web::form(call, &fields);
      web::open_form(out, form, "/rulings");
      web::error_summary(out, form);
      web::attempt_field(out, form, random);
      choose(out, call, waiting, {});
      web::control(out, form, new_ruling().shape(), "minutes");
      ends(out);
    });
  }
  Result<Response> prepare(const Call<NewRuling>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    RulingInput input = call.input;
    input.attempt = std::move(attempt);
    OCOP_TRY(made, rulings.prepare(call.actor, input));
    return Response::redirect(web::link(call.request, ruling_path(made.id)));
  }
  Result<Response> edit(const Call<>& call, RulingId id) const {
    OCOP_TRY(view, draft(call, id));
    const auto waiting = rulings.waiting(call.actor);
    return page(call, in(msg::ruling_edit_title, call.language()), way(call, view), [&](Html& out) {
      RulingChange shown;
      shown.minutes = view.ruling.minutes;
      shown.version = view.ruling.version;
      const http::Fields fields = ruling_change().show(shown);
      const web::Form form = web::form(call, &fields);
      web::open_form(out, form, ruling_path(id) + "/edit");
      web::error_summary(out, form);
      web::control(out, form, ruling_change().shape(), "version");
      choose(out, call, waiting, view.ruling.lines);
      web::control(out, form, ruling_change().shape(), "minutes");
      ends(out);
    });
  }
  Result<Response> change(const Call<RulingChange>& call, RulingId id) const {
    OCOP_CHECK(rulings.change(call.actor, id, call.input));
    return Response::redirect(web::link(call.request, ruling_path(id)));
  }

  // What was chosen before, or of a new one what the article has as the usual outcome: below three stars nobody is ticked unasked.
  // Where the summary of errors leads to (kernel/web).
  static std::string id_of(const std::string& field) { return "f-" + field; }
  static void choose(Html& out, const http::Asked& call, const std::vector<DecisionView>& waiting, const std::vector<Ruled>& before) {
    const web::Table table{.caption = msg::decisions_title,
                           .columns = {{"product", msg::fact_product}, {"producer", msg::fact_producer}, {"points", msg::fact_total},
                                       {"result", msg::fact_result}, {"outcome", msg::field_outcome}, {"reason", msg::field_reason}},
                           .captioned = web::Table::Caption::heard};
    out << "<h2 id=\"f-outcomes\">"_h << msg::ruling_choose << "</h2>"_h;
    web::table(out, call.request, table, [&](Html& rows) {
      for (const DecisionView& one : waiting) {
        const Language language = rows.language();
        const auto known = std::ranges::find(before, one.dossier.id, &Ruled::dossier);
        const auto possible = rules::possible_outcomes(rules::facts_of(one.dossier));
        std::string chosen, reason;
        if (known != before.end()) chosen = std::string(name(known->outcome)), reason = known->reason;
        else if (before.empty() && possible.front() != Outcome::not_recognised) chosen = std::string(name(possible.front()));
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], one.product.name, decision_path(one.dossier.id), web::Cell::heading);
        web::text_cell(rows, table.columns[1], one.producer_name);
        web::text_cell(rows, table.columns[2], points(one.dossier, language));
        web::text_cell(rows, table.columns[3], result_words(one.dossier, language));
        web::open_cell(rows, table.columns[4]);
        outcome_choice(rows, call, one, possible, chosen);
        web::close_cell(rows);
        web::open_cell(rows, table.columns[5]);
        reason_field(rows, call, one, reason);
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }
  static void outcome_choice(Html& out, const http::Asked& call, const DecisionView& one, const std::vector<Outcome>& possible,
                             std::string chosen) {
    const std::string field = "outcomes." + one.dossier.id.text();
    if (call.kept()) chosen = std::string(call.kept()->get(field));
    out << "<label class=\"unseen\" for=\""_h << id_of(field) << "\">"_h << msg::field_outcome << ": "_h << one.product.name
        << "</label><select id=\""_h << id_of(field) << "\" name=\""_h << field << "\">"_h;
    const auto option = [&](const std::string& value, const std::string& words) {
      out << "<option value=\""_h << value << "\""_h << web::when(value == chosen, " selected"_h) << ">"_h << words << "</option>"_h;
    };
    option("", in(msg::ruling_left_out, out.language()));
    for (const Outcome outcome : possible) option(std::string(name(outcome)), in(label(outcome), out.language()));
    out << "</select>"_h;
  }
  static void reason_field(Html& out, const http::Asked& call, const DecisionView& one, std::string reason) {
    const std::string field = "reasons." + one.dossier.id.text();
    if (call.kept()) reason = std::string(call.kept()->get(field));
    out << "<label class=\"unseen\" for=\""_h << id_of(field) << "\">"_h << msg::field_reason << ": "_h << one.product.name
        << "</label><input id=\""_h << id_of(field) << "\" name=\""_h << field << "\" value=\""_h << reason << "\">"_h;
  }
  static void ends(Html& out) {
    out << "<p class=\"small\">"_h << msg::ruling_next << "</p><div class=\"acts\">"_h;
    web::button(out, msg::ruling_prepare);
    out << "</div>"_h;
    web::close_form(out);
  }

  // ---- one
  Result<Response> one(const Call<>& call, RulingId id) const {
    OCOP_TRY(view, rulings.view(call.actor, id));
    const bool office = rulings.of_office(call.actor, view.ruling);
    const bool drafted = view.state == RulingState::draft;
    std::vector<web::Crumb> to;
    if (office) to.push_back({in(msg::rulings_title, call.language()), "/rulings"});
    return page(call, title(view, call.language()), std::move(to), [&](Html& out) {
      web::error_summary(out, web::form(call));
      out << "<p class=\"lead\">"_h;
      if (drafted) out << msg::ruling_draft_lead;
      else out << format(msg::ruling_lead, out.language(), {view.ruling.number, view.ruling.decided->show(out.language())});
      out << "</p>"_h;
      if (!drafted) record(out, view);
      if (drafted && office) acts(out, call, view);
      products(out, call, view);
      others(out, view);
    });
  }
  static std::string title(const Rulings::View& view, Language language) {
    if (view.state == RulingState::draft)
      return format(msg::ruling_draft_title, language, {figure(view.lines.size(), language)});
    return format(msg::ruling_title, language, {view.ruling.number, view.ruling.decided->show(language)});
  }
  void record(Html& out, const Rulings::View& view) const {
    const Ruling& one = view.ruling;
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::fact_decision, one.number},
                                 {msg::fact_decided, one.decided->show(language)},
                                 {msg::fact_issuer, rulings.parts().service.parts().places.show(one.province, "", language)},
                                 {msg::fact_signer, one.signer},
                                 {msg::fact_recorded, vietnam_date(*one.recorded).show(language)}};
    add_signature(facts, one, language);
    if (!one.sha256.empty()) facts.push_back({msg::confirm_file_digest, one.sha256});
    web::open_record(out, msg::record_heading);
    web::facts(out, facts);
    web::close_record(out, format(msg::logged_at, language, {std::to_string(one.log_index)}), log_path(one.log_index));
    if (one.sha256.empty() || one.signature == signatures::Standing::none) return;
    out << "<p class=\"small\">"_h << why(one, language) << " "_h
        << format(msg::ruling_signature_checked, language, {vietnam_date(*one.recorded).show(language)}) << "</p>"_h;
  }
  static std::string why(const Ruling& one, Language language) {
    if (one.signature == signatures::Standing::valid) return in(msg::ruling_signature_valid, language);
    for (int i = 1; i <= static_cast<int>(signatures::Fault::unreadable); ++i)
      if (const auto fault = static_cast<signatures::Fault>(i); signatures::name(fault) == one.fault)
        return in(signatures::reason(fault), language);
    return in(signatures::label(one.signature), language);
  }
  // Everybody is shown what is recognised and what goes to the Ministry; what is not recognised is between the office, its maker and its
  // commune.
  void products(Html& out, const http::Asked& call, const Rulings::View& view) const {
    const Language language = out.language();
    const auto hidden = static_cast<std::size_t>(std::ranges::count_if(
        view.lines, [&](const Rulings::Line& line) { return !rulings.shows(call.actor, view.ruling, line); }));
    out << "<h2>"_h << format(msg::ruling_products, language, {figure(view.lines.size(), language)}) << "</h2>"_h;
    if (hidden < view.lines.size()) lines(out, call, view);
    if (hidden > 0) out << "<p>"_h << format(msg::ruling_hidden, language, {figure(hidden, language)}) << "</p>"_h;
  }
  // Where a line leads to: the office decides on its dossier; of what was refused the commune reads the result; else the product.
  std::string place_of(const http::Asked& call, const Rulings::View& view, const Rulings::Line& line) const {
    if (rulings.of_office(call.actor, view.ruling)) return decision_path(line.said.dossier);
    if (line.said.outcome == Outcome::not_recognised) return "/dossiers/" + line.said.dossier.text() + "/result";
    return "/products/" + line.product.code;
  }
  void lines(Html& out, const http::Asked& call, const Rulings::View& view) const {
    web::Table table{.caption = msg::ruling_products_caption,
                     .columns = {{"product", msg::fact_product}, {"producer", msg::fact_producer}, {"outcome", msg::field_outcome},
                                 {"certificate", msg::fact_number}},
                     .captioned = web::Table::Caption::heard};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Rulings::Line& line : view.lines) {
        if (!rulings.shows(call.actor, view.ruling, line)) continue;
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], line.product.name, place_of(call, view, line), web::Cell::heading);
        web::text_cell(rows, table.columns[1], line.producer.name);
        web::open_cell(rows, table.columns[2]);
        outcome_words(rows, line, rulings.concerns(call.actor, view.ruling, line) ? line.said.reason : std::string());
        web::close_cell(rows);
        web::value_cell(rows, table.columns[3], line.issued ? line.issued->certificate.number : "",
                        line.issued ? certificate_path(line.issued->certificate.number) : "", web::Cell::data);
        web::close_row(rows);
      }
    });
  }
  void outcome_words(Html& out, const Rulings::Line& line, const std::string& reason) const {
    if (line.issued) {
      const Certificate& certificate = line.issued->certificate;
      return marks::stars(out, certificate.stars, validity(certificate, rulings.today()), certificate.valid_until);
    }
    out << label(line.said.outcome);
    if (line.said.outcome == Outcome::recognised)
      out << ", "_h << format(msg::stars_of, out.language(), {std::to_string(line.decision.stars)});
    if (!reason.empty()) out << ": "_h << reason;
  }
  static void others(Html& out, const Rulings::View& view) {
    if (view.parts.size() < 2) return;
    out << "<h2>"_h << msg::ruling_parts << "</h2><ul>"_h;
    for (const Ruling& part : view.parts) {
      if (part.id == view.ruling.id) continue;
      out << "<li><a href=\""_h << web::link(out.language(), ruling_path(part.id)) << "\">"_h
          << format(msg::ruling_part, out.language(),
                    {vietnam_date(*part.recorded).show(out.language()), figure(part.lines.size(), out.language())})
          << "</a></li>"_h;
    }
    out << "</ul>"_h;
  }
  void acts(Html& out, const http::Asked& call, const Rulings::View& view) const {
    const std::string path = ruling_path(view.ruling.id);
    out << "<div class=\"acts\">"_h;
    if (!is_centre(view.ruling.province)) {   // the Ministry writes its own
      web::link_button(out, msg::ruling_draft_docx, path + "/draft.docx", web::ButtonKind::quiet);
      web::link_button(out, msg::ruling_draft_pdf, path + "/draft.pdf", web::ButtonKind::quiet);
      if (std::ranges::any_of(view.lines, [](const Rulings::Line& line) { return line.said.outcome == Outcome::not_recognised; }))
        web::link_button(out, msg::ruling_refused_pdf, path + "/draft.refused.pdf", web::ButtonKind::quiet);
    }
    web::link_button(out, msg::ruling_record_go, path + "/record");
    web::link_button(out, msg::ruling_edit, path + "/edit", web::ButtonKind::quiet);
    web::act(out, call.request,
             {.action = path + "/discard", .label = msg::confirm_discard, .kind = web::ButtonKind::danger, .version = view.ruling.version});
    out << "</div>"_h;
  }
  Result<Response> discard(const Call<RulingVersion>& call, RulingId id) const {
    OCOP_CHECK(rulings.discard(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/rulings", msg::confirm_was_discarded);
  }

  // ---- the signed paper
  Result<Response> record_form(const Call<>& call, RulingId id) const {
    OCOP_TRY(view, draft(call, id));
    return page(call, in(msg::ruling_record_title, call.language()), way(call, view), [&](Html& out) {
      SignedRuling shown;
      shown.decided = rulings.today();
      shown.version = view.ruling.version;
      const http::Fields fields = signed_ruling().show(shown);
      const web::Form form = web::form(call, &fields);
      out << "<p class=\"lead\">"_h << format(msg::ruling_record_lead, out.language(), {figure(view.lines.size(), out.language())})
          << "</p>"_h;
      web::open_upload_form(out, form, ruling_path(id) + "/record");
      web::error_summary(out, form);
      for (const std::string_view field : {"version", "number", "decided", "signer"})
        web::control(out, form, signed_ruling().shape(), field);
      web::control(out, form, signed_ruling().shape(), "file", {.accept = "application/pdf,.pdf"});
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::button_record);
      out << "</div>"_h;
      web::close_form(out);
    });
  }
  Result<Response> record_it(const Call<SignedRuling>& call, RulingId id) const {
    OCOP_CHECK(rulings.record(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, ruling_path(id), msg::ruling_was_recorded);
  }

  // ---- files
  Result<Response> file(const Call<>& call, RulingId id) const {
    OCOP_TRY(bytes, rulings.file(call.actor, id));
    // Never shown inside our pages: what others have made leaves as an attachment, with its own type.
    return Response::file(std::move(bytes), "application/pdf", "quyet-dinh-" + id.text() + ".pdf")
        .with("X-Content-Type-Options", "nosniff");
  }
  Result<Response> draft_pdf(const Call<>& call, RulingId id) const {
    OCOP_TRY(bytes, rulings.draft_pdf(call.actor, id));
    return Response::file(std::move(bytes), "application/pdf", "du-thao-quyet-dinh.pdf");
  }
  Result<Response> refused_pdf(const Call<>& call, RulingId id) const {
    OCOP_TRY(bytes, rulings.refused_pdf(call.actor, id));
    return Response::file(std::move(bytes), "application/pdf", "khong-cong-nhan.pdf");
  }
  Result<Response> draft_docx(const Call<>& call, RulingId id) const {
    OCOP_TRY(bytes, rulings.draft_docx(call.actor, id));
    return Response::file(std::move(bytes), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                          "du-thao-quyet-dinh.docx");
  }

 private:
  // What may still be changed or recorded; what was recorded has no such form.
  Result<Rulings::View> draft(const http::Asked& call, RulingId id) const {
    OCOP_TRY(view, rulings.own_view(call.actor, id));
    if (view.state != RulingState::draft) return Error::of(ErrorKind::not_found, "the ruling is recorded: " + id.text());
    return view;
  }
  static std::vector<web::Crumb> way(const http::Asked& call, const Rulings::View& view) {
    return {{in(msg::rulings_title, call.language()), "/rulings"}, {title(view, call.language()), ruling_path(view.ruling.id)}};
  }
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

}  // namespace

void add_ruling_pages(http::Router& router, Rulings& rulings, const web::Site& site, Random& random) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  http::Table(router, std::make_shared<const Pages>(Pages{rulings, site, random}))
      .get("/rulings/new", kProvince, &Pages::begin, "Prepare one decision on many closed dossiers: form")
      .form("/rulings", kProvince, new_ruling(), &Pages::prepare, &Pages::begin, "Prepare the draft of a decision")
      .get("/rulings/{id}", Policy::anyone(), &Pages::one, "A decision of the province with its products and how its signature stands")
      .get("/rulings/{id}/decision.pdf", Policy::anyone(), &Pages::file, "The signed decision, as it was uploaded")
      .get("/rulings/{id}/draft.pdf", kProvince, &Pages::draft_pdf, "The draft that is to be signed, with its annex, as PDF")
      .get("/rulings/{id}/draft.refused.pdf", kProvince, &Pages::refused_pdf,
           "What a draft refuses, with reasons, for its office's letters")
      .get("/rulings/{id}/draft.docx", kProvince, &Pages::draft_docx, "The draft that is to be signed, with its annex, for Word")
      .get("/rulings/{id}/edit", kProvince, &Pages::edit, "Change a draft: form")
      .form("/rulings/{id}/edit", kProvince, ruling_change(), &Pages::change, &Pages::edit, "Change a draft")
      .get("/rulings/{id}/record", kProvince, &Pages::record_form, "Record the signed decision: form")
      .form("/rulings/{id}/record", kProvince, signed_ruling(), &Pages::record_it, &Pages::record_form,
            "Records the signed decision and issues its certificates")
      .form("/rulings/{id}/discard", kProvince, ruling_version(), &Pages::discard, &Pages::one, "Put a draft away");
}

}  // namespace ocop::certificates

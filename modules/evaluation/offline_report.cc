#include "modules/evaluation/offline_report.h"

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/requests.h"

namespace ocop::evaluation {
namespace {

// What the form would have sent: read by its declaration, with its limits.
http::Request as_sent(const json::Node& body) {
  http::Request out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const json::Node value = body.at(i);
    const auto number = value.integer();
    out.form.add(std::string(body.key_at(i)), number ? std::to_string(*number) : std::string(value.text_or("")));
  }
  return out;
}

Result<ReportInput> read_report(const sync::Act& act) {
  OCOP_TRY(body, json::parse(act.body));
  return report_fields().read(as_sent(body.root()), input::Source::form);
}

// On the page the form would stand there again with what is wrong; here its person finds it at /offline.
Error for_its_person(Error error) {
  if (error.kind == ErrorKind::invalid_input) error.kind = ErrorKind::conflict;
  return error;
}

}  // namespace

bool OfflineReport::may(db::Reader& reader, const Actor& actor, const sync::Act& act) const {
  const auto dossier = DossierId::parse(act.subject);
  return dossier && service_.writes_report(reader, actor, *dossier);
}

Result<std::string> OfflineReport::perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const {
  const auto dossier = DossierId::parse(act.subject);
  if (!dossier) return Error::of(ErrorKind::not_found, "a report on no dossier");
  if (const auto awaited = service_.awaits_report(transaction, actor, *dossier); !awaited) return awaited.error();
  auto words = read_report(act);
  if (!words) return for_its_person(words.error());
  const auto overwrite = insist == Insist::yes ? Service::Overwrite::yes : Service::Overwrite::no;
  const auto saved = service_.acts().within(transaction, actor, [&](act::Act& running) {
    return service_.save_report_in(running, *dossier, {words->version, *words, SaveReport::Then::keep}, overwrite);
  });
  if (!saved) return for_its_person(saved.error());
  json::Writer out;
  out.begin_object().field("version", saved->version).end_object();
  return out.take();
}

namespace {

// The fields of the form in its order, without the version; one that both leave empty is no line.
std::vector<offline::Line> lines(const http::Fields& mine, const http::Fields& now, Language language) {
  std::vector<offline::Line> out;
  for (const input::Field& field : report_fields().shape().fields()) {
    if (field.kind == input::Kind::version) continue;
    offline::Line line{std::string(translate(field.options.label, language)), std::string(mine.get(field.key)),
                       std::string(now.get(field.key))};
    if (!line.mine.empty() || !line.now.empty()) out.push_back(std::move(line));
  }
  return out;
}

offline::Shown shown(Service& service, const Actor& actor, const sync::Answer& act, Language language) {
  const auto dossier = DossierId::parse(act.subject);
  const auto body = json::parse(act.body);
  const http::Fields mine = body ? as_sent(body->root()).form : http::Fields();
  const auto view = dossier ? service.view(actor, *dossier) : Result<DossierView>(Error::of(ErrorKind::not_found));
  const std::string title(translate(msg::report_title, language));
  if (!view) return {title, "", lines(mine, {}, language)};
  const http::Fields now = view->report ? report_fields().show(form_of(*view->report)) : http::Fields();
  const bool writable = view->dossier.state == State::submitted;
  return {title + " · " + view->dossier.number, pages::dossier_path(*dossier, writable ? "/report" : ""), lines(mine, now, language)};
}

}  // namespace

offline::Kind offline_report_kind(Service& service, const OfflineReport& handler) {
  return {
      .rank = 11,
      .name = std::string(kOfflineReport),
      .handler = &handler,
      .show = [&service](const Actor& actor, const sync::Answer& act, Language language) { return shown(service, actor, act, language); }};
}

}  // namespace ocop::evaluation

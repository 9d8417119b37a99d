#include "modules/evaluation/offline.h"

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

namespace ocop::evaluation {
namespace {

struct Subject { DossierId dossier; std::string criterion; };

std::optional<Subject> subject_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto dossier = DossierId::parse(text.substr(0, slash));
  if (!dossier) return std::nullopt;
  return Subject{*dossier, std::string(text.substr(slash + 1))};
}

Error wrong(std::string field, const json::Node& got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), got.brief(), std::move(expected), message});
}

Result<SaveAnswer> read_answer(std::string criterion, const json::Node& body) {
  SaveAnswer ask;
  ask.criterion = std::move(criterion);
  const auto option = body["option"].integer();
  if (!option || *option < 0 || *option > 127)
    return wrong("option", body["option"], "0 or the number of a printed option", msg::option_needed);
  ask.option = static_cast<int>(*option);
  ask.note = body["note"].text_or("");
  ask.version = body["version"].integer().value_or(0);
  for (std::size_t i = 0; i < body["papers"].size(); ++i) {
    const auto paper = PaperId::parse(body["papers"].at(i).text_or(""));
    if (!paper) return wrong("papers", body["papers"], "ids of papers", msg::paper_unknown);
    ask.papers.push_back(*paper);
  }
  return ask;
}

}  // namespace

bool OfflineAnswer::may(db::Reader& reader, const Actor& actor, const sync::Act& act) const {
  const auto subject = subject_of(act.subject);
  return subject && service_.is_own_dossier(reader, actor, subject->dossier);
}

Result<std::string> OfflineAnswer::perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const {
  const auto subject = subject_of(act.subject);
  if (!subject) return Error::of(ErrorKind::not_found, "an answer of no dossier");
  OCOP_TRY(body, json::parse(act.body));
  OCOP_TRY(ask, read_answer(subject->criterion, body.root()));
  const auto overwrite = insist == Insist::yes ? Service::Overwrite::yes : Service::Overwrite::no;
  OCOP_TRY(saved, service_.acts().within(transaction, actor, [&](act::Act& running) {
    return service_.save_answer_in(running, subject->dossier, ask, overwrite);
  }));
  if (saved.conflict) return as_error(*saved.conflict);
  json::Writer out;
  out.begin_object().field("version", saved.version).end_object();
  return out.take();
}

namespace {

std::string count_of(std::size_t papers) { return papers == 0 ? std::string() : std::to_string(papers); }

offline::Shown shown(Service& service, const Actor& actor, const sync::Answer& act, Language language) {
  const auto subject = subject_of(act.subject);
  const auto body = json::parse(act.body);
  const auto view = subject ? service.view(actor, subject->dossier) : Result<DossierView>(Error::of(ErrorKind::not_found));
  if (!view || !body) return {act.subject, "", {{std::string(translate(msg::field_note, language)), act.body, ""}}};
  const auto index = view->table->index_of(subject->criterion);
  const auto mine = read_answer(subject->criterion, body->root());
  if (!index || !mine) return {view->dossier.number, pages::dossier_path(subject->dossier), {}};
  const rulebooks::Criterion& criterion = *view->table->criteria[*index];
  const Answer* now = view->self.find(subject->criterion);
  return {criterion_title(criterion, language) + " · " + view->dossier.number,
          pages::criterion_path(subject->dossier, criterion.code),
          {{std::string(translate(msg::field_option, language)), pages::option_words(criterion, mine->option, language),
            now ? pages::option_words(criterion, now->option, language) : ""},
           {std::string(translate(msg::field_note, language)), mine->note, now ? now->note : ""},
           {std::string(translate(msg::field_papers, language)), count_of(mine->papers.size()), count_of(now ? now->papers.size() : 0)}}};
}

}  // namespace

offline::Kind offline_answer_kind(Service& service, const OfflineAnswer& handler) {
  return {
      .rank = 10,
      .name = std::string(kOfflineAnswer),
      .handler = &handler,
      .show = [&service](const Actor& actor, const sync::Answer& act, Language language) { return shown(service, actor, act, language); }};
}

}  // namespace ocop::evaluation

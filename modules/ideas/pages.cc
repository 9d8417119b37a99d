#include "modules/ideas/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/ideas/api.h"
#include "modules/ideas/messages.h"
#include "modules/ideas/requests.h"

// One idea: what is said of it, its plan, and what may be done now.
namespace ocop::ideas {
namespace {

using http::Call;
using http::Response;
using rules::Side;
using web::Html;
using web::operator""_h;

web::Look look_of(State state) {
  switch (state) {
    case State::potential: break;
    case State::registered: return {web::Tone::noted, web::Icon::ring};
    case State::in_work: return {web::Tone::soon, web::Icon::ring};
    case State::dossier: return {web::Tone::good, web::Icon::ring};
    case State::given_up: return {web::Tone::ended, web::Icon::ring};
  }
  return {web::Tone::none, web::Icon::ring};
}

void link(Html& out, std::string_view path, std::string_view words) {
  out << "<a href=\""_h << web::link(out.language(), path) << "\">"_h << words << "</a>"_h;
}

struct Pages {
  Service& service;
  const web::Site& site;

  // ---- the form
  Result<Response> new_one(const Call<>& call) const {
    return web::page(site, call.request, {.title = in(msg::enter, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::enter << "</h1><p class=\"lead\">"_h
          << (call.actor.has(Role::commune_officer) ? msg::enter_lead_office : msg::enter_lead_maker) << "</p>"_h;
      std::vector<web::Option> makers;
      for (const producers::Producer& one : service.makers(call.actor)) makers.push_back({one.id.text(), one.name});
      http::Fields shown;
      const auto named = ProducerId::parse(call.request.query.get("producer"));
      if (const auto here = named ? service.maker_here(call.actor, *named) : std::nullopt) makers.push_back({here->id.text(), here->name});
      if (named) shown.add("producer", named->text());
      else if (makers.size() == 1 && !call.actor.has(Role::commune_officer)) shown.add("producer", makers[0].value);
      const web::Form form = web::form(call, &shown);
      web::open_form(out, form, "/ideas/new");
      web::error_summary(out, form);
      web::attempt_field(out, form, service.parts().random);
      if (const auto communes = own_communes(call.actor, out.language()); communes.size() > 1)
        web::control(out, form, enter_idea().shape(), "commune", {.options = communes});
      facts_fields(out, form, enter_idea().shape(), makers);
      web::button(out, msg::save);
      web::close_form(out);
    });
  }
  Result<Response> enter(const Call<EnterIdea>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service.enter(call.actor, call.input, attempt));
    return done(call, made.id, msg::was_entered);
  }
  Result<Response> edit(const Call<>& call, IdeaId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    OCOP_CHECK(rules::may(rules::Act::change, shown.idea.state, shown.sides));
    return web::page(site, call.request, {.title = shown.idea.name}, [&](Html& out) {
      out << "<h1>"_h << shown.idea.name << "</h1>"_h;
      ChangeIdea now;
      static_cast<Facts&>(now) = shown.idea;
      now.version = shown.idea.version;
      const http::Fields current = change_idea().show(now);
      const web::Form form = web::form(call, &current);
      std::vector<web::Option> makers;
      if (shown.producer) makers.push_back({shown.producer->id.text(), shown.producer->name});
      web::open_form(out, form, path_of(shown.idea) + "/edit");
      web::error_summary(out, form);
      web::control(out, form, change_idea().shape(), "version");
      facts_fields(out, form, change_idea().shape(), makers);
      web::button(out, msg::save);
      web::close_form(out);
    });
  }

  // ---- the page
  Result<Response> one(const Call<>& call, IdeaId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const Idea& idea = shown.idea;
    return web::page(site, call.request, {.title = idea.name}, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{in(msg::ideas_title, out.language()), "/ideas"}, web::Crumb{idea.name}});
      out << "<p class=\"small\">"_h << label(idea.kind) << "</p><h1>"_h << idea.name << "</h1><p>"_h;
      web::badge(out, look_of(idea.state), label(idea.state));
      out << "</p>"_h;
      web::error_summary(out, web::form(call));
      if (idea.ground) out << "<p>"_h << msg::ground << ": "_h << label(*idea.ground) << "</p>"_h;
      told(out, shown);
      plan(out, call, shown);
      next(out, call, shown);
    });
  }

  Result<Response> change(const Call<ChangeIdea>& call, IdeaId id) const {
    OCOP_CHECK(service.change(call.actor, id, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> enroll(const Call<Version>& call, IdeaId id) const {
    OCOP_CHECK(service.enroll(call.actor, id, call.input));
    return done(call, id, msg::was_registered);
  }
  Result<Response> start(const Call<Version>& call, IdeaId id) const {
    OCOP_CHECK(service.start(call.actor, id, call.input));
    return done(call, id, msg::was_started);
  }
  Result<Response> product(const Call<NameProduct>& call, IdeaId id) const {
    OCOP_CHECK(service.name_product(call.actor, id, call.input));
    return done(call, id, msg::was_named);
  }
  Result<Response> dossier(const Call<Version>& call, IdeaId id) const {
    OCOP_TRY(idea, service.open_dossier(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/dossiers/" + idea.dossier->text(), msg::was_opened);
  }
  Result<Response> ended(const Call<GiveUp>& call, IdeaId id) const {
    OCOP_CHECK(service.give_up(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/ideas", msg::was_given_up, web::FlashKind::notice);
  }
  Result<Response> step(const Call<AddStep>& call, IdeaId id) const {
    OCOP_CHECK(service.add_step(call.actor, id, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> step_done(const Call<Version>& call, IdeaId id, StepId step) const {
    OCOP_CHECK(service.finish_step(call.actor, id, step, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> step_removed(const Call<Version>& call, IdeaId id, StepId step) const {
    OCOP_CHECK(service.remove_step(call.actor, id, step, call.input));
    return done(call, id, msg::was_saved);
  }
  // The page again, for a form of one of its steps.
  Result<Response> one_again(const Call<>& call, IdeaId id, StepId) const { return one(call, id); }

 private:
  Result<Response> done(const http::Asked& call, IdeaId id, const Message& words) const {
    return web::redirect_with_flash(site, call.request, "/ideas/" + id.text(), words);
  }
  bool may(rules::Act act, const Service::Shown& shown) const { return rules::may(act, shown.idea.state, shown.sides).ok(); }

  std::vector<web::Option> own_communes(const Actor& actor, Language language) const {
    std::vector<web::Option> out;
    for (const std::string& code : Scope::of(actor, {Role::commune_officer}).communes)
      if (const places::Commune* one = service.parts().places.commune(code))
        out.push_back({code, service.parts().places.show(one->province, code, language)});
    return out;
  }

  void facts_fields(Html& out, const web::Form& form, const input::Shape& shape, const std::vector<web::Option>& makers) const {
    std::vector<web::Option> sets{{"", in(msg::set_later, out.language())}};
    for (const rulebooks::Table* one : service.sets()) sets.push_back({one->code, one->name.in(out.language())});
    web::control(out, form, shape, "kind");
    web::control(out, form, shape, "name");
    if (!makers.empty()) {
      std::vector<web::Option> options{{"", in(msg::no_producer, out.language())}};
      options.insert(options.end(), makers.begin(), makers.end());
      web::control(out, form, shape, "producer", {.options = options});
    }
    for (const std::string_view key : {"maker", "material", "knowledge"}) web::control(out, form, shape, key);
    web::control(out, form, shape, "product_set", {.options = sets});
    for (const std::string_view key : {"target", "mentor", "sample"}) web::control(out, form, shape, key);
  }

  void told(Html& out, const Service::Shown& shown) const {
    const Idea& idea = shown.idea;
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::commune, service.parts().places.show(idea.province, idea.commune, language)}};
    if (shown.producer) facts.push_back({msg::producer, shown.producer->name, "/producers/" + shown.producer->id.text()});
    facts.push_back({msg::maker, idea.maker});
    facts.push_back({msg::material, idea.material});
    facts.push_back({msg::knowledge, idea.knowledge});
    if (const rulebooks::Table* table = service.set(idea.product_set)) facts.push_back({msg::product_set, table->name.in(language)});
    if (idea.target) facts.push_back({msg::target, idea.target->show(language)});
    if (idea.results_before)
      facts.push_back({msg::round, format(msg::round_before, language, {idea.results_before->show(language)})});
    facts.push_back({msg::mentor, idea.mentor});
    facts.push_back({msg::sample, idea.sample});
    if (shown.product) facts.push_back({msg::which_product, shown.product->name, "/products/" + shown.product->code});
    web::facts(out, facts);
    if (idea.dossier && shown.sides.has(Side::maker)) web::link_button(out, msg::to_dossier, "/dossiers/" + idea.dossier->text());
  }

  void plan(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const bool edits = may(rules::Act::change, shown);
    if (shown.plan.empty() && !edits) return;
    out << "<section class=\"stack\"><h2>"_h << msg::plan << "</h2>"_h;
    if (shown.plan.empty()) out << "<p>"_h << msg::plan_none << "</p>"_h;
    const web::Table table{.caption = msg::plan,
                           .columns = {{"words", msg::step_words}, {"due", msg::step_due}, {"done", msg::step_done}},
                           .captioned = web::Table::Caption::heard};
    if (!shown.plan.empty())
      web::table(out, call.request, table, [&](Html& rows) {
        for (const Step& one : shown.plan) plan_row(rows, call, shown, table, one);
      });
    if (edits) {
      const http::Fields now = add_step().show({shown.idea.version, {}, service.today()});
      const web::Form form = web::form(call, &now);
      web::open_form(out, form, path_of(shown.idea) + "/steps");
      for (const std::string_view key : {"version", "words", "due"}) web::control(out, form, add_step().shape(), key);
      web::button(out, msg::add_step, web::ButtonKind::quiet);
      web::close_form(out);
    }
    out << "</section>"_h;
  }
  void plan_row(Html& rows, const http::Asked& call, const Service::Shown& shown, const web::Table& table, const Step& one) const {
    const std::string path = path_of(shown.idea) + "/steps/" + one.id.text();
    web::open_row(rows);
    web::text_cell(rows, table.columns[0], one.words);
    web::text_cell(rows, table.columns[1], one.due.show(rows.language()));
    web::open_cell(rows, table.columns[2]);
    if (one.done) rows << vietnam_date(*one.done).show(rows.language());
    else if (may(rules::Act::change, shown)) {
      web::act(rows, call.request, {.action = path + "/done", .label = msg::mark_done, .version = shown.idea.version});
      web::act(rows, call.request, {.action = path + "/remove", .label = msg::remove_step, .version = shown.idea.version});
    } else {
      rows << msg::step_open;
    }
    web::close_cell(rows);
    web::close_row(rows);
  }

  void next(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Idea& idea = shown.idea;
    const auto act = [&](rules::Act what, std::string_view end, const Message& words) {
      if (may(what, shown))
        web::act(out, call.request, {.action = path_of(idea) + std::string(end), .label = words, .kind = web::ButtonKind::main,
                                     .version = idea.version});
    };
    out << "<div class=\"acts\">"_h;
    if (may(rules::Act::change, shown)) web::link_button(out, msg::edit, path_of(idea) + "/edit", web::ButtonKind::quiet);
    act(rules::Act::enroll, "/register", msg::enroll);
    act(rules::Act::start, "/start", msg::start);
    if (shown.product) act(rules::Act::open_dossier, "/dossier", msg::open_dossier);
    out << "</div>"_h;
    if (idea.product && !shown.product && idea.state == State::in_work) web::notice(out, msg::product_waits);
    if (may(rules::Act::name_product, shown) && !shown.product) name_product_form(out, call, shown);
    if (!may(rules::Act::give_up, shown)) return;
    out << "<section class=\"panel stack\"><h2>"_h << msg::give_up_title << "</h2><p>"_h << msg::give_up_lead << "</p>"_h;
    const http::Fields now = give_up().show({idea.version, Ground::maker_withdrew});
    const web::Form form = web::form(call, &now);
    web::open_form(out, form, path_of(idea) + "/end");
    for (const std::string_view key : {"version", "ground"}) web::control(out, form, give_up().shape(), key);
    web::button(out, msg::give_up_title, web::ButtonKind::danger);
    web::close_form(out);
    out << "</section>"_h;
  }
  void name_product_form(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    out << "<section class=\"panel stack\"><h2>"_h << msg::name_product_title << "</h2><p>"_h << msg::name_product_lead << "</p>"_h;
    std::vector<web::Option> options{{"", in(msg::product_new, out.language())}};
    for (const products::Product& one : shown.choices) options.push_back({one.id.text(), one.name});
    const http::Fields now = name_product().show({shown.idea.version, {}});
    const web::Form form = web::form(call, &now);
    web::open_form(out, form, path_of(shown.idea) + "/product");
    web::control(out, form, name_product().shape(), "version");
    web::control(out, form, name_product().shape(), "product", {.options = options});
    web::button(out, msg::name_product_title);
    web::close_form(out);
    out << "</section>"_h;
  }
};

}  // namespace

void offer(manifest::Offers& offers) {
  offers.add(producers::Panel{.rank = 21, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
                                const bool office = Scope::of(request.actor, {Role::commune_officer})
                                                        .covers(producer.province, producer.commune, std::nullopt);
                                if (!office && !Scope::for_task(request.actor, Task::dossiers).covers({}, {}, producer.id)) return;
                                out << "<p class=\"acts\">"_h;
                                web::link_button(out, msg::enter, "/ideas/new?producer=" + producer.id.text(), web::ButtonKind::quiet);
                                out << "</p>"_h;
                              }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/ideas/new", kWriters, &Pages::new_one, "Enter an idea: form")
      .form("/ideas/new", kWriters, enter_idea(), &Pages::enter, &Pages::new_one, "Enter an idea")
      .get("/ideas/{id}", kReaders, &Pages::one, "An idea, its plan, and what is next")
      .get("/ideas/{id}/edit", kWriters, &Pages::edit, "What is said of an idea: form")
      .form("/ideas/{id}/edit", kWriters, change_idea(), &Pages::change, &Pages::edit, "Change what is said of an idea")
      .form("/ideas/{id}/register", kWriters, version_fields(), &Pages::enroll, &Pages::one, "A potential becomes a registered idea")
      .form("/ideas/{id}/start", kWriters, version_fields(), &Pages::start, &Pages::one, "Work on an idea begins")
      .form("/ideas/{id}/product", kMakers, name_product(), &Pages::product, &Pages::one, "Name the idea's product")
      .form("/ideas/{id}/dossier", kMakers, version_fields(), &Pages::dossier, &Pages::one, "Open the dossier that the idea becomes")
      .form("/ideas/{id}/end", kWriters, give_up(), &Pages::ended, &Pages::one, "Give an idea up")
      .form("/ideas/{id}/steps", kWriters, add_step(), &Pages::step, &Pages::one, "Add a step to the plan")
      .form("/ideas/{id}/steps/{step}/done", kWriters, version_fields(), &Pages::step_done, &Pages::one_again, "A step is done")
      .form("/ideas/{id}/steps/{step}/remove", kWriters, version_fields(), &Pages::step_removed, &Pages::one_again,
            "Take a step out of the plan");
}

}  // namespace ocop::ideas

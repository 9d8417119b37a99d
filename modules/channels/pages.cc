#include "modules/channels/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/http/conditional.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/channels/files.h"
#include "modules/channels/messages.h"
#include "modules/channels/requests.h"

namespace ocop::channels {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// The star may end by an act of this second: whoever keeps a copy asks again each time, and is told "as before" without a byte.
constexpr std::string_view kAskAgain = "public, no-cache";

// "google.xml": the channel and how it is written.
struct Asked { std::string channel; Form form = Form::csv; };
std::optional<Asked> parse(const Service& service, std::string_view file) {
  const std::size_t point = file.rfind('.');
  if (point == std::string_view::npos) return std::nullopt;
  const Channel* channel = service.find(file.substr(0, point));
  if (!channel) return std::nullopt;
  const auto form = std::ranges::find_if(channel->forms, [&](Form one) { return ending(one) == file.substr(point + 1); });
  return form == channel->forms.end() ? std::nullopt : std::optional(Asked{channel->name, *form});
}
std::string file_name(const Channel& channel, Form form) { return channel.name + "." + std::string(ending(form)); }

// A packed file is another representation with a tag of its own (RFC 9110 §8.8.3.3).
Response answer(const http::Request& request, const File& file, std::string_view name) {
  Response response;
  response.content_type = std::string(file.content_type);
  response.audience = http::Audience::everyone;
  const bool packed = !file.gzip.empty() && http::accepts_gzip(request.header("accept-encoding"));
  response.etag = file.etag + (packed ? "-gz" : "");
  if (!http::has_already(request, response.etag)) response.body = packed ? file.gzip : file.bytes;
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  if (!file.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  return std::move(response)
      .with("Cache-Control", std::string(kAskAgain))
      .with("Content-Disposition", "inline; filename=\"" + std::string(name) + "\"");
}

// "photos", "items" … in words, each once, with its page.
std::vector<std::pair<std::string, std::string>> mendings(const LeftOut& one, Language language) {
  std::vector<std::pair<std::string, std::string>> out;   // page, fields
  for (const Missing& missing : one.missing) {
    const std::string page = "/products/" + one.code + std::string(rules::page_of(missing.from));
    const std::string words = missing.why == Missing::Why::star ? format(msg::claims_star, language, {missing.key}) : missing.key;
    const auto at = std::ranges::find(out, page, &std::pair<std::string, std::string>::first);
    if (at == out.end()) out.emplace_back(page, words);
    else at->second += ", " + words;
  }
  return out;
}

class Pages {
 public:
  Pages(const Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> feed(const Call<>& call, std::string_view file) const {
    const auto asked = parse(service_, file);
    if (!asked) return Error::of(ErrorKind::not_found, "file " + std::string(file));
    OCOP_TRY(made, service_.file(asked->channel, asked->form, call.language()));
    return answer(call.request, *made, file);
  }
  Result<Response> feed_of(const Call<>& call, ProducerId producer, std::string_view file) const {
    const auto asked = parse(service_, file);
    if (!asked) return Error::of(ErrorKind::not_found, "file " + std::string(file));
    OCOP_TRY(made, service_.file_of(producer, asked->channel, asked->form, call.language()));
    return answer(call.request, made, file);
  }

  // What there is for whoever has a shop, a portal or a program.
  Result<Response> list(const Call<>& call) const {
    return web::page(site_, call.request, {.title = in(msg::files_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::files_title << "</h1><p class=\"lead\">"_h << msg::files_lead << "</p>"_h;
      for (const Channel& about : service_.channels()) {
        out << "<section class=\"panel stack\"><h2>"_h << about.title << "</h2><p class=\"acts\">"_h;
        for (const Form form : about.forms) file_link(out, "/channels/" + file_name(about, form), file_name(about, form));
        out << "</p>"_h;
        note(out, about);
        out << "</section>"_h;
      }
    });
  }

  Result<Response> fill(const Call<Blank>& call, ProducerId id) const {
    OCOP_TRY(file, call.input.file.content.whole());
    OCOP_TRY(filled, service_.fill_blank(call.actor, id, call.input.channel, file, call.language()));
    return workbook(std::move(filled));
  }

  Result<Response> complete(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shown, service_.complete(call.actor, id));
    const std::string title = in(msg::channels_title, call.language());
    return web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(shown.producer.name_in(out.language())), "/producers/" + id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::channels_lead << "</p>"_h;
      if (shown.items == 0)
        return web::empty_state(out, msg::nothing_sold, msg::nothing_sold_teach, "/producers/" + id.text(), &msg::to_products);
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      for (const Service::Readiness& one : shown.channels) channel(out, shown, one);
      blank(out, form, id);
    });
  }

 private:
  static void file_link(Html& out, const std::string& path, std::string_view name) {
    out << "<a class=\"button quiet\" download href=\""_h << web::link(out.language(), path) << "\">"_h
        << format(msg::take_file, out.language(), {name}) << "</a>"_h;
  }
  static void blank(Html& out, const web::Form& form, ProducerId id) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::blank_title << "</h2><p>"_h << msg::blank_lead << "</p>"_h;
    web::open_upload_form(out, form, "/producers/" + id.text() + "/channels/workbook");
    web::control(out, form, blank_workbook().shape(), "channel");
    web::control(out, form, blank_workbook().shape(), "file", {.accept = ".xlsx"});
    web::button(out, msg::blank_fill);
    web::close_form(out);
    out << "</section>"_h;
  }
  static void note(Html& out, const Channel& about) {
    out << "<p class=\"small\">"_h
        << format(about.made_by == Channel::Maker::us ? msg::template_is_ours : msg::fields_of, out.language(), {about.as_of}) << "</p>"_h;
  }
  static void channel(Html& out, const Service::Complete& shown, const Service::Readiness& one) {
    const Channel& about = *one.channel;
    const Language language = out.language();
    out << "<section class=\"panel stack\"><h2>"_h << about.title << "</h2>"_h;
    for (std::size_t i = 0; i < one.by_language.size(); ++i) {
      const Report& report = one.by_language[i];
      const std::string ready = std::to_string(report.items), all = std::to_string(shown.items);
      web::bar(out, static_cast<double>(report.items), static_cast<double>(shown.items),
               format(i == 0 ? msg::ready_vi : msg::ready_en, language, {ready, all}));
    }
    left_out(out, one.by_language[0]);
    if (one.by_language[0].items > 0) {
      out << "<p class=\"acts\">"_h;
      for (const Form form : about.forms)
        file_link(out, "/producers/" + shown.producer.id.text() + "/channels/" + file_name(about, form), file_name(about, form));
      out << "</p>"_h;
    }
    note(out, about);
    out << "</section>"_h;
  }
  static void left_out(Html& out, const Report& report) {
    if (report.left_out.empty()) return;
    out << "<details><summary>"_h
        << ocop::count(msg::one_left_out, msg::many_left_out, static_cast<long long>(report.left_out.size()), out.language())
        << "</summary><ul class=\"links\">"_h;
    constexpr std::size_t kShown = 50;   // more than a person mends at a time
    for (std::size_t i = 0; i < report.left_out.size() && i < kShown; ++i) {
      const LeftOut& one = report.left_out[i];
      out << "<li>"_h << one.name << ": "_h;
      bool first = true;
      for (const auto& [page, words] : mendings(one, out.language())) {
        out << web::when(!first, "; "_h) << "<a href=\""_h << web::link(out.language(), page) << "\">"_h << words << "</a>"_h;
        first = false;
      }
      out << "</li>"_h;
    }
    out << "</ul></details>"_h;
  }

  const Service& service_;
  const web::Site& site_;
};

}  // namespace

Response workbook(Workbook filled) {
  return Response::file(std::move(filled.bytes), std::string(files::content_type(Form::xlsx)), filled.name)
      .with("X-Left-Out", std::to_string(filled.left_out.size()))
      .with("Cache-Control", "private, no-store");
}

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/channels", Policy::anyone(), &Pages::list, "Files of everything that is sold, a channel each")
      .get("/channels/{file}", Policy::anyone(), &Pages::feed, "Everything that is sold, as a channel takes it")
      .get("/producers/{id}/channels", kMember, &Pages::complete, "How complete a producer's products are for each channel")
      .form("/producers/{id}/channels/workbook", kMember, blank_workbook(), &Pages::fill, &Pages::complete,
            "A platform's own blank workbook with the producer's items in it")
      .get("/producers/{id}/channels/{file}", Policy::anyone(), &Pages::feed_of, "What a producer sells, as a channel takes it");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 27, .show = [&service](Html& out, const http::Request& request, const producers::Producer& producer) {
                                const bool mine = Scope::for_task(request.actor, Task::products).covers({}, {}, producer.id),
                                           sells = service.sells(producer);
                                if (!mine && !sells) return;
                                const std::string path = "/producers/" + producer.id.text() + "/channels";
                                out << "<p class=\"acts\">"_h;
                                if (mine) web::link_button(out, msg::channels_title, path, web::ButtonKind::quiet);
                                if (sells)
                                  out << "<a download href=\""_h << web::link(request, path + "/products.csv") << "\">"_h
                                      << msg::producers_file << "</a>"_h;
                                out << "</p>"_h;
                              }});
}

}  // namespace ocop::channels

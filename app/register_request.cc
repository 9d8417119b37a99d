#include "app/register_request.h"

#include <cstdlib>
#include <sstream>

#include "app/control.h"
#include "kernel/base/text.h"
#include "kernel/db/db.h"
#include "kernel/files/files.h"

namespace ocop::app {
namespace {

constexpr std::chrono::seconds kWait{1800};   // as long as the job of a page may take (imports_jobs.cc)
constexpr std::string_view kJson = "json", kText = "text";

}  // namespace

RegisterAnswer bring_in(products::Service& products, const sheets::Source& file, const ImportRequest& request) {
  products::ImportOptions options{.mode = request.apply == Apply::write ? products::ImportMode::apply : products::ImportMode::dry_run};
  if (!request.source.empty()) options.source = request.source;
  const auto report = products.import_register(file, options);
  if (!report) {
    std::ostringstream out, err;
    complain(report.error(), {out, err});
    return {ExitCode::bad_input, {}, err.str()};
  }
  const std::size_t wrong = report->counts[static_cast<std::size_t>(products::Outcome::wrong)];
  return {wrong == 0 ? ExitCode::ok : ExitCode::findings,
          request.format == Format::json ? products::to_json(*report) + "\n" : products::to_text(*report, Language::vi), {}};
}

// The wish: how the report is wanted, the source, the file, a line end after each of the first two. The answer: the number of the exit
// code, the length of the complaint, a line end, the complaint, the report.
Result<RegisterAnswer> request_register(const std::string& data_folder, const ImportRequest& request) {
  OCOP_TRY(file, files::read(request.file));
  std::string wish(request.format == Format::json ? kJson : kText);
  wish.append("\n").append(request.source).append("\n").append(file);
  file = {};
  OCOP_TRY(answer, ask_program(data_folder, Wish::products, wish, kWait));
  std::istringstream in(answer);
  int code = 0;
  std::size_t complaint = 0;
  if (!(in >> code >> complaint) || in.get() != '\n') return Error::of(ErrorKind::internal, "the answer of the program is none");
  const auto begin = static_cast<std::size_t>(in.tellg());
  return RegisterAnswer{static_cast<ExitCode>(code), answer.substr(std::min(answer.size(), begin + complaint)),
                        answer.substr(begin, complaint)};
}

void RegisterDesk::look() {
  if (busy_ || !has_wishes(folder_, Wish::products)) return;
  close();
  busy_ = true;
  thread_ = std::thread([this] {
    answer();
    busy_ = false;
  });
}

void RegisterDesk::close() {
  if (thread_.joinable()) thread_.join();
}

void RegisterDesk::answer() {
  answer_wishes(folder_, Wish::products, [&](const std::string& wish) {
    const std::size_t form = wish.find('\n'), source = wish.find('\n', form + 1);
    RegisterAnswer done{ExitCode::bad_input, {}, "ocop: no file came\n"};
    if (form != std::string::npos && source != std::string::npos) {
      ImportRequest request{.file = {}, .source = wish.substr(form + 1, source - form - 1), .apply = Apply::write};
      if (wish.substr(0, form) == kJson) request.format = Format::json;
      try {
        done = bring_in(products_, sheets::Source::bytes(std::string_view(wish).substr(source + 1)), request);
      } catch (const db::Failure& fault) {   // the asker is told, and the program goes on as after any act that failed
        done = {ExitCode::io, {}, std::string("ocop: ") + fault.what() + "\n"};
      }
    }
    const std::string head = std::to_string(static_cast<int>(done.code)) + " " + std::to_string(done.complaint.size());
    return head + "\n" + done.complaint + done.report;
  });
}

}  // namespace ocop::app
